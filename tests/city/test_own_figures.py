"""Own figures go into an address and come back."""

import pytest

from capacities.city.own_figures import from_query, to_query
from capacities.dayone.assemble import BadOption
from capacities.tables.known import KnownValue


def test_figures_survive_the_way_through_an_address():
    known = {"res_gas": KnownValue(61_000.25, "MWh"), "cars": KnownValue(12_000.0, "vehicle", 0.2)}

    query = to_query(known)

    assert query == "?known=res_gas:61000.25&known=cars:12000:0.2"
    assert from_query(["res_gas:61000.25", "cars:12000:0.2"]) == known


def test_no_figures_give_no_query():
    assert to_query({}) == ""


def test_a_figure_that_is_not_asked_for_is_refused_by_name():
    with pytest.raises(BadOption) as refused:
        from_query(["moon_rocks:5"])

    assert refused.value.params == {"value": "moon_rocks:5"}
