"""The draft inventory: sums on the median path, ranges from draws, and whose figure each total is."""

import pytest

from capacities.dayone.estimate import estimate
from capacities.dayone.result import Tier
from capacities.dayone.summary import inventory_draft
from capacities.tables.known import KnownValue
from tests.factories import make_place

SUCEAVA = make_place(slug="suceava", name="Suceava", population=125_191)


def test_lines_add_up_to_sectors_and_sectors_to_the_total():
    inventory = inventory_draft(estimate(make_place(), draws=300, seed=1), make_place(), "ar5")

    for sector, value in inventory.sectors.items():
        assert sum(line.emissions_t.p50 for line in inventory.lines if line.sector == sector) == pytest.approx(
            value.p50
        )
    assert sum(value.p50 for value in inventory.sectors.values()) == pytest.approx(inventory.total_t.p50)
    assert inventory.per_head_t.p50 == pytest.approx(inventory.total_t.p50 / make_place().population)


def test_every_range_holds_its_best_value():
    inventory = inventory_draft(estimate(make_place(), draws=300, seed=1), make_place(), "ar5")

    for value in (inventory.total_t, *inventory.sectors.values(), *(line.emissions_t for line in inventory.lines)):
        assert value.p5 <= value.p50 <= value.p95


def test_a_published_sector_is_the_citys_own_but_its_split_is_not():
    inventory = inventory_draft(estimate(SUCEAVA, draws=100, seed=1), SUCEAVA, "ar5")

    assert inventory.sector_tiers["transportation"] is Tier.CITY
    assert inventory.tier is Tier.CITY
    assert {line.tier for line in inventory.lines if line.sector == "transportation"} != {Tier.CITY}


def test_what_no_fact_covers_has_a_notation_key_and_adds_nothing():
    inventory = inventory_draft(estimate(make_place(), draws=100, seed=1), make_place(), "ar5")

    land = next(line for line in inventory.lines if line.id == "land")
    assert land.notation == "NE"
    assert land.emissions_t.p50 == 0


def test_a_known_figure_narrows_its_line():
    known = {"res_gas": KnownValue(61_000.0, "MWh")}
    before = inventory_draft(estimate(make_place(), draws=500, seed=1), make_place(), "ar5")
    after = inventory_draft(estimate(make_place(), draws=500, seed=1, known=known), make_place(), "ar5")

    def gas(inventory):
        return next(line for line in inventory.lines if line.id == "res_gas")

    assert gas(after).tier is Tier.CITY
    assert gas(after).activity.p50 == pytest.approx(61_000)
    spread_after = gas(after).activity.p95 / gas(after).activity.p5
    assert spread_after < 1.15 < gas(before).activity.p95 / gas(before).activity.p5
