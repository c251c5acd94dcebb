"""The draft of a place: scales with people, repeatable, quick, honest about gaps; known figures replace and narrow."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from capacities.dayone.estimate import estimate
from capacities.dayone.result import Tier
from capacities.engines.activity import SECTORS, SOURCE_INDEX, SOURCES
from capacities.engines.inventory import by_sector
from capacities.tables.known import KnownValue
from tests.factories import make_place


def total(found) -> float:  # type: ignore[no-untyped-def]
    return float(found.median.emissions_t.sum())


def width(found) -> float:  # type: ignore[no-untyped-def]
    low, high = np.quantile(found.draws.emissions_t.sum(axis=1), (0.05, 0.95))
    return float(high / low)


def draft(known: dict[str, KnownValue] | None = None, **changes):  # type: ignore[no-untyped-def]
    return estimate(make_place(**changes), draws=1000, seed=1, known=known)


def test_one_draw_of_medians_and_the_draws_agree_on_the_total() -> None:
    found = draft()

    assert found.median.draws == 1
    assert found.draws.draws == 1000
    assert np.median(found.draws.emissions_t.sum(axis=1)) == pytest.approx(total(found), rel=0.05)


def test_the_total_scales_with_the_population_at_the_same_density() -> None:
    """Twice the people drive 4 % less each: 2^-0.06 on a quarter to a third of the total."""
    small, large = total(draft(population=30_000.0)), total(draft(population=60_000.0))

    assert 1.95 < large / small <= 2.0


def test_nothing_is_negative_and_land_is_not_estimated() -> None:
    found = draft()

    assert (found.draws.activity >= 0).all()
    assert (found.draws.factor_t >= 0).all()
    assert all((values >= 0).all() for values in found.draws.drivers.values())
    assert found.median.not_estimated == {"land": "NE"}
    assert found.median.activity[0, SOURCE_INDEX["land"]] == 0


def test_the_same_seed_repeats_and_another_differs() -> None:
    one, same = draft(), draft()
    other = estimate(make_place(), draws=1000, seed=2)

    np.testing.assert_array_equal(one.draws.activity, same.draws.activity)
    assert not np.array_equal(one.draws.activity, other.draws.activity)


def test_every_line_has_a_tier_and_sources_that_are_listed() -> None:
    found = draft()
    listed = {note.id for note in found.sources}

    assert set(found.tier) == {s.id for s in SOURCES}
    for source in SOURCES:
        assert set(found.source_ids[source.id]) <= listed
        assert found.source_ids[source.id] or source.id == "land"


@pytest.mark.parametrize("country", ["AD", "XK", "IS", "MD", "TR", "UA", "IL"])
def test_a_country_with_gaps_still_gets_a_draft_that_says_so(country: str) -> None:
    found = estimate(make_place(country=country, codes={}), draws=200, seed=1)

    assert total(found) > 0
    if country in ("AD", "XK", "IL"):
        assert "country_unknown" in {n.code for n in found.notices}
        assert found.tier["res_gas"] is Tier.EUROPEAN


def test_a_place_without_an_area_gets_a_wider_range() -> None:
    known, unknown = draft(), draft(density_per_km2=None, area_km2=None)

    def traffic(found) -> float:  # type: ignore[no-untyped-def]
        low, high = np.quantile(by_sector(found.draws.emissions_t)["transportation"], (0.05, 0.95))
        return float(high / low)

    assert traffic(unknown) > traffic(known)
    assert "area_unknown" in {n.code for n in unknown.notices}


def test_known_gas_replaces_its_estimate_and_narrows_the_total() -> None:
    before = draft()
    found = draft({"res_gas": KnownValue(120_000.0, "MWh", 0.02)})
    gas = found.draws.activity[:, SOURCE_INDEX["res_gas"]]

    assert found.median.activity[0, SOURCE_INDEX["res_gas"]] == 120_000
    assert np.quantile(gas, 0.95) / np.quantile(gas, 0.05) < 1.05
    assert found.tier["res_gas"] is Tier.CITY
    assert found.source_ids["res_gas"][0] == "town"
    others = [i for i, s in enumerate(SOURCES) if s.id != "res_gas"]
    np.testing.assert_allclose(found.median.activity[0, others], before.median.activity[0, others])


@pytest.mark.parametrize("sector", SECTORS)
def test_known_sector_tonnes_are_met(sector: str) -> None:
    found = draft({f"emissions_{sector}": KnownValue(50_000.0, "t", 0.0)})

    sums = by_sector(found.draws.emissions_t)[sector]

    assert by_sector(found.median.emissions_t)[sector][0] == pytest.approx(50_000)
    if sector != "afolu":
        np.testing.assert_allclose(sums, 50_000)


def test_a_known_sink_turns_farming_and_land_negative_in_sum_only() -> None:
    found = draft({"emissions_afolu": KnownValue(-4_000.0, "t", 0.0)})

    assert by_sector(found.median.emissions_t)["afolu"][0] == pytest.approx(-4_000)
    assert found.median.activity[0, SOURCE_INDEX["land"]] < 0
    assert found.median.activity[0, SOURCE_INDEX["livestock"]] > 0
    assert "land" not in found.median.not_estimated


def test_known_total_and_part_are_both_met() -> None:
    found = draft({"emissions_total": KnownValue(90_000.0, "t", 0.01), "res_gas": KnownValue(60_000.0, "MWh", 0.01)})

    assert total(found) == pytest.approx(90_000)
    assert found.median.activity[0, SOURCE_INDEX["res_gas"]] == pytest.approx(60_000)
    assert width(found) < 1.03


def test_known_cars_move_car_fuel_in_proportion_and_nothing_else() -> None:
    before = draft()
    cars = float(before.median.drivers["cars"][0])
    found = draft({"cars": KnownValue(cars * 1.5, "vehicle", 0.01)})

    ratio = found.median.activity[0] / np.where(before.median.activity[0] == 0, 1, before.median.activity[0])

    assert found.median.drivers["cars"][0] == pytest.approx(cars * 1.5)
    assert ratio[SOURCE_INDEX["car_petrol"]] == pytest.approx(1.5)
    assert ratio[SOURCE_INDEX["truck_diesel"]] == pytest.approx(1.0)
    assert found.median.drivers["car_vkm"][0] == pytest.approx(before.median.drivers["car_vkm"][0] * 1.5)


def test_known_kilometres_set_the_energy_of_cars() -> None:
    found = draft({"car_vkm": KnownValue(2.0e8, "vkm", 0.0)})

    np.testing.assert_allclose(found.median.drivers["car_vkm"], 2.0e8, rtol=1e-9)


def test_known_grid_factor_is_used_for_all_electricity() -> None:
    found = draft({"grid_factor": KnownValue(0.1, "t/MWh", 0.0)})

    for source in SOURCES:
        if source.carrier == "electricity":
            np.testing.assert_allclose(found.draws.factor_t[:, SOURCE_INDEX[source.id]], 0.1)


def test_known_population_replaces_the_listed_one() -> None:
    found = draft({"population": KnownValue(40_000.0, "person", 0.0)})

    assert found.median.drivers["population"][0] == 40_000
    assert total(found) == pytest.approx(total(draft(population=40_000.0)))


def test_every_figure_that_can_be_asked_can_be_taken() -> None:
    from capacities.tables.known_inputs import askable

    before = draft()
    for id, asked in askable().items():
        found = draft({id: KnownValue(1_000.0 if asked.kind != "factor" else 0.2, asked.unit, 0.05)})
        assert np.isfinite(found.draws.emissions_t).all(), id
        assert found.draws.activity.shape == before.draws.activity.shape


def test_an_unknown_figure_is_named() -> None:
    with pytest.raises(ValueError, match="gasoline_price"):
        draft({"gasoline_price": KnownValue(1.0, "EUR")})


SUCEAVA = {
    "name": "Suceava", "slug": "suceava", "population": 125_191.0, "density_per_km2": 2580.0, "area_km2": 48.523,
    "codes": {"lau": "146263", "nuts3": "RO215"}, "latitude": 47.65,
}  # fmt: skip


def test_a_published_inventory_is_shown_used_and_carried_to_the_base_year() -> None:
    found = draft(**SUCEAVA)
    published = {p.what: p for p in found.published}
    sectors = by_sector(found.median.emissions_t)

    assert published["transportation"].tonnes == 84_764
    assert published["transportation"].used
    assert not published["total"].used
    assert found.tier["car_petrol"] is not Tier.CITY
    assert sectors["transportation"][0] == pytest.approx(84_764 * 125_191 / 123_416, rel=0.01)
    assert "published_figures_used" in {n.code for n in found.notices}


def test_a_published_inventory_narrows_the_range_and_can_be_left_out() -> None:
    own = draft(**SUCEAVA)
    without = estimate(make_place(**SUCEAVA), draws=1000, seed=1, local=False)

    assert width(own) < width(without)
    assert without.published == ()


def test_what_the_town_tells_goes_before_what_it_published() -> None:
    found = draft({"emissions_transportation": KnownValue(70_000.0, "t", 0.02)}, **SUCEAVA)

    assert by_sector(found.median.emissions_t)["transportation"][0] == pytest.approx(70_000)


def test_a_port_city_keeps_its_estimate() -> None:
    rotterdam = replace(make_place(country="NL", slug="rotterdam", codes={"nuts3": "NL33C"}), population=651_376.0)

    found = estimate(rotterdam, draws=200, seed=1)

    assert found.published
    assert not any(figure.used for figure in found.published)


def test_where_only_a_total_is_comparable_the_total_stands_in() -> None:
    place = make_place(country="DK", slug="sonderborg", population=74_220.0, density_per_km2=149.0, codes={})

    found = estimate(place, draws=500, seed=1)
    without = estimate(place, draws=500, seed=1, local=False)

    assert {p.what for p in found.published if p.used} == {"total"}
    assert width(found) < width(without)
    energy_transport_waste = sum(by_sector(found.median.emissions_t)[s][0] for s in SECTORS[:3])
    assert 0.75 * 352_541 < energy_transport_waste < 1.01 * 352_541


def test_a_town_that_knows_its_total_does_not_get_the_published_one() -> None:
    place = make_place(country="DK", slug="sonderborg", population=74_220.0, density_per_km2=149.0, codes={})

    found = estimate(place, draws=500, seed=1, known={"emissions_total": KnownValue(300_000.0, "t", 0.0)})

    assert total(found) == pytest.approx(300_000)
    assert not any(p.used for p in found.published)
