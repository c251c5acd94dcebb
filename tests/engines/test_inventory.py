"""Totals, levels, uncertainty and checks: by hand, against published inventories and by two methods."""

from __future__ import annotations

import csv
from collections import defaultdict

import numpy as np
import pytest

from capacities.engines.activity import SECTORS, SOURCES
from capacities.engines.inventory import (
    BASIC_SUBSECTORS,
    Line,
    by_sector,
    check,
    co2e_t,
    jumps,
    level,
    monte_carlo,
    propagate,
    sector_of,
    totals,
)
from capacities.facts.climate import gpc_lines
from tests.paths import cases_dir

CITY = (
    Line("I.1", 1, 100.0),
    Line("I.1", 2, 50.0),
    Line("I.1", 3, 5.0),
    Line("I.4", 1, 400.0, to_grid=True),
    Line("II.1", 1, 80.0),
    Line("II.2", 3, 7.0),
    Line("III.1", 3, 20.0),
    Line("III.1", 1, 9.0, imported_waste=True),
    Line("IV.2", 1, 11.0),
    Line("V.2", 1, -30.0),
    Line("I.3", 1, None, "NE"),
    Line("I.7", 1, None, "NO"),
)


def test_totals_by_hand() -> None:
    result = totals(CITY)

    assert result.basic_t == 100 + 50 + 80 + 20
    assert result.basic_plus_t == result.basic_t + 5 + 7 + 11 - 30
    assert result.total_t == result.basic_plus_t + 400 + 9
    assert result.scopes == {1: 100 + 400 + 80 + 9 + 11 - 30, 2: 50, 3: 5 + 7 + 20}
    assert result.subsectors["I.1"] == 155
    assert result.sectors["afolu"] == -30
    assert result.unknown == {"I.3": 1}


def test_levels_agree_with_the_reference_table_of_the_gpc() -> None:
    words = {"BASIC": "basic", "BASIC+": "basic_plus", "territorial only": "territorial"}
    for row in gpc_lines():
        if row.scope not in ("1", "2", "3") or row.subsector_ref.startswith("VI"):
            continue
        line = Line(
            row.subsector_ref,
            int(row.scope),
            1.0,
            to_grid=row.ref == "I.4.4",
            imported_waste=row.ref.startswith("III.") and row.ref.endswith(".3"),
        )
        assert level(line) == words[row.reporting_level], row.ref


def test_every_basic_subsector_stands_in_the_reference_table() -> None:
    assert set(BASIC_SUBSECTORS) == {
        row.subsector_ref for row in gpc_lines() if row.subsector_ref.split(".")[0] in ("I", "II", "III")
    }


def test_sectors_of_sources_agree_with_their_subsectors() -> None:
    assert all(sector_of(source.subsector) == source.sector for source in SOURCES)
    with pytest.raises(ValueError, match=r"VI\.1"):
        sector_of("VI.1")


def test_by_sector_adds_up_to_the_total_of_every_draw() -> None:
    emissions = np.random.default_rng(1).random((7, len(SOURCES)))

    sums = by_sector(emissions)

    assert tuple(sums) == SECTORS
    np.testing.assert_allclose(sum(sums.values()), emissions.sum(axis=1))


@pytest.mark.cases
def test_fuel_tables_of_a_peer_are_reproduced() -> None:
    path = cases_dir() / "inventories" / "citycatalyst_activity_x_ef_stationary.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = [r for r in csv.DictReader(stream) if r["Final_emissions_CO2e_manually_tonnes"]]

    for row in rows:
        factors = np.array([float(row[f"{gas}_global_api"] or 0) for gas in ("co2", "ch4", "n2o")])
        masses = float(row["total_fuel_value"]) * factors / 1000
        tonnes = co2e_t(masses, np.array([1.0, 28.0, 265.0]))
        assert tonnes == pytest.approx(float(row["Final_emissions_CO2e_manually_tonnes"]), abs=0.01)
    assert len(rows) == 56


@pytest.mark.cases
def test_published_scopes_and_totals_of_mission_cities_are_reproduced() -> None:
    with (cases_dir() / "inventories" / "mission_city_bei_emissions.csv").open(encoding="utf-8", newline="") as stream:
        by_city = defaultdict(list)
        for row in csv.DictReader(stream):
            roman = {"Buildings": "I.1", "Transport": "II.1", "Waste": "III.1", "IPPU": "IV.1"}
            subsector = roman.get(row["sector"], "V.3")
            by_city[row["city"]].append(Line(subsector, int(row["scope"]), float(row["published_t_co2e"])))

    suceava, bucharest = totals(by_city["Suceava"]), totals(by_city["Bucharest"])

    assert suceava.scopes == {1: 223_442, 2: 64_455, 3: 1_158}
    assert suceava.total_t == 289_055
    assert bucharest.total_t == pytest.approx(1_198_912, abs=1)


def test_gwp_of_the_wrong_length_is_named() -> None:
    with pytest.raises(ValueError, match="3 gases but gwp has 2"):
        co2e_t(np.ones((4, 3)), np.ones(2))


def test_error_propagation_by_hand() -> None:
    # 100 ± 5 % × ± 12 % gives 13 %; with 50 ± 3 % × ± 4 % (5 %): √(13² + 2.5²) / 150 = 8.825 %
    result = propagate(np.array([100.0, 50.0]), np.array([0.05, 0.03]), np.array([0.12, 0.04]))

    assert result.total_t == 150
    assert result.relative == pytest.approx(np.hypot(13.0, 2.5) / 150)


def test_both_ways_of_uncertainty_agree_where_errors_are_small() -> None:
    tonnes, activity, factor = np.array([100.0, 50.0, 30.0]), np.array([0.05, 0.1, 0.02]), np.array([0.02, 0.05, 0.1])

    p5, p50, p95 = monte_carlo(tonnes, activity, factor, 40_000, np.random.default_rng(4))
    half_width = propagate(tonnes, activity, factor).relative * 180 * 1.6449 / 1.96

    assert p50 == pytest.approx(180, rel=0.005)
    assert (p95 - p5) / 2 == pytest.approx(half_width, rel=0.05)


def codes(lines: tuple[Line, ...], population: float | None = None) -> set[tuple[str, str]]:
    return {(f.code, f.where) for f in check(lines, population)}


def test_checks_find_what_a_person_should_look_at() -> None:
    lines = (
        Line("I.1", 2, 500_000.0),
        Line("I.4", 1, 900.0),
        Line("II.1", 1, 1.0, "NE"),
        Line("III.4", 1, None, "XX"),
    )

    found = codes(lines, population=10_000)

    assert ("grid_electricity_counted_twice", "I.4") in found
    assert ("implausible_per_head", "stationary_energy") in found
    assert ("implausible_per_head", "transportation") in found
    assert ("unknown_notation_key", "III.4") in found
    assert ("value_beside_notation_key", "II.1") in found
    assert ("missing_subsector", "I.2") in found
    assert ("missing_subsector", "III.4") not in found


def test_a_complete_plausible_inventory_has_nothing_to_look_at() -> None:
    lines = tuple(
        Line(s, 1, 5_000.0 if s in ("I.1", "II.1", "III.1") else None, "" if s in ("I.1", "II.1", "III.1") else "NO")
        for s in BASIC_SUBSECTORS
    )

    assert codes(lines, population=10_000) == set()


def test_energy_marked_as_fed_into_the_grid_is_not_counted_twice() -> None:
    lines = (Line("I.1", 2, 500.0), Line("I.4", 1, 900.0, to_grid=True))

    assert not any(f.code == "grid_electricity_counted_twice" for f in check(lines))


def test_jumps_grow_with_the_years_between() -> None:
    years = {2018: {"waste": 100.0, "ippu": 100.0}, 2020: {"waste": 165.0, "ippu": 180.0}}

    assert [(f.where, f.value) for f in jumps(years)] == [("ippu 2018–2020", 1.8)]
