"""Which figures are found first, and how a town states them."""

import pytest

from capacities.dayone.estimate import estimate
from capacities.dayone.find_first import STATED_BY, find_first
from capacities.engines.inventory import by_sector
from capacities.tables.known_inputs import askable
from tests.factories import make_place


def test_every_figure_to_find_is_stated_by_inputs_that_can_be_asked():
    unknown = {id for ids in STATED_BY.values() for id in ids} - set(askable())

    assert unknown == set()


def test_a_published_sector_stands_in_tonnes_and_is_what_the_draft_shows():
    place = make_place(slug="suceava", name="Suceava", population=125_191)
    found = estimate(place, draws=200, seed=1)

    asked = {figure.input: figure for figure in find_first(found)}

    published = asked["published_stationary_energy"]
    assert published.unit == "t"
    assert published.current.p50 == pytest.approx(float(by_sector(found.median.emissions_t)["stationary_energy"][0]))


def test_three_figures_are_named_the_most_useful_first():
    shares = [figure.variance_share for figure in find_first(estimate(make_place(), draws=200, seed=1))]

    assert len(shares) == 3
    assert shares == sorted(shares, reverse=True)
    assert 0 < sum(shares) <= 1
