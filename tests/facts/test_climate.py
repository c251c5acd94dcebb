"""National tables read whole, with their additions, and factors that agree with gas by gas sums."""

from __future__ import annotations

import pytest

from capacities.facts.climate import (
    building_facts,
    climate_by_country,
    emission_factors,
    gpc_lines,
    grid_history,
    gwps,
)


def test_additions_fill_gaps() -> None:
    countries = climate_by_country()

    assert len(countries) == 39
    assert countries["TR"].cars_per_1000 == 169
    assert countries["DE"].cars_per_1000 == 577


@pytest.mark.parametrize("report", ["ar4", "ar5", "ar6"])
def test_factors_are_the_sum_of_their_gases(report: str) -> None:
    warming = gwps(report)
    for row in emission_factors().values():
        if row.use == "derived":
            continue
        methane = warming["CH4_fossil" if report == "ar6" and row.co2_counted_kg_kwh else "CH4"]
        by_gas = row.co2_counted_kg_kwh + row.ch4_kg_kwh * methane + row.n2o_kg_kwh * warming["N2O"]
        assert row.co2e_kg_kwh(report) == pytest.approx(by_gas, abs=1.1e-5), row.fuel_id


def test_an_unknown_gwp_set_is_named() -> None:
    with pytest.raises(ValueError, match="ar3"):
        gwps("ar3")


def test_the_newest_building_fact_wins() -> None:
    assert building_facts("bev_share_of_car_stock")["DE"].value == 3.3
    assert building_facts("bev_share_of_car_stock")["DE"].year == "2024"


def test_gpc_lines_hold_sub_sectors_only() -> None:
    assert {row.kind for row in gpc_lines()} == {"sub-sector"}
    assert len({row.ref for row in gpc_lines()}) == len(gpc_lines())


def test_earlier_grid_factors_are_of_countries_and_plausible() -> None:
    assert {row.iso2 for row in grid_history()} <= set(climate_by_country())
    assert all(20 < row.gco2e_kwh < 800 for row in grid_history())
