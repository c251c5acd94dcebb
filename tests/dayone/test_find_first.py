"""Which figures are found first, and how a town states them."""

from capacities.dayone.find_first import STATED_BY
from capacities.tables.known_inputs import askable


def test_every_figure_to_find_is_stated_by_inputs_that_can_be_asked():
    unknown = {id for ids in STATED_BY.values() for id in ids} - set(askable())

    assert unknown == set()
