"""What a visitor asks goes into an address and comes back."""

import pytest
from django.http import QueryDict

from capacities.city.asked import from_query, to_query
from capacities.dayone.assemble import BadOption, Options
from capacities.tables.known import KnownValue


def test_figures_and_goal_survive_the_way_through_an_address():
    known = {"res_gas": KnownValue(61_000.25, "MWh"), "cars": KnownValue(12_000.0, "vehicle", 0.2)}
    options = Options(target_share=0.7, target_year=2035, budget_eur=40_500_000.0, known=known)

    query = to_query(options)

    assert query == "?known=res_gas:61000.25&known=cars:12000:0.2&target=70&year=2035&budget=40.5"
    assert from_query(QueryDict(query[1:])) == options


def test_nothing_asked_gives_no_query():
    assert to_query(Options()) == ""
    assert from_query(QueryDict("target=&year=&budget=")) == Options()


def test_numbers_are_read_as_the_reader_writes_them():
    assert from_query(QueryDict("budget=1.250,5"), ",").budget_eur == 1_250_500_000.0
    assert from_query(QueryDict("budget=1,250.5"), ".").budget_eur == 1_250_500_000.0


@pytest.mark.parametrize(
    ("query", "value"),
    [
        ("known=moon_rocks:5", "moon_rocks:5"),
        ("target=lots", "lots"),
        ("year=2030.5", "2030.5"),
        ("budget=5 apples", "5 apples"),
    ],
)
def test_what_is_no_number_or_no_figure_is_refused_by_name(query, value):
    with pytest.raises(BadOption) as refused:
        from_query(QueryDict(query))

    assert refused.value.params == {"value": value}
