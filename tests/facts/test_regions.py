"""Regional look-ups fall back and keep their caps; official municipal emissions average to their nation."""

from __future__ import annotations

import pytest

from capacities.facts.regions import (
    coefficients,
    modal_splits,
    municipal_emissions,
    municipal_means,
    published_inventories,
    regional_ratio,
    regions,
)


def test_a_ratio_is_the_region_against_its_country() -> None:
    expected = regions()["RO215"].gdp_per_head_eur / regions()["RO"].gdp_per_head_eur  # type: ignore[operator]

    assert regional_ratio("RO215", "gdp_per_head_eur", 0.1, 9.0) == pytest.approx(expected)


def test_an_unknown_region_falls_back_to_the_one_above() -> None:
    assert regional_ratio("RO21X", "gdp_per_head_eur", 0.1, 9) == regional_ratio("RO21", "gdp_per_head_eur", 0.1, 9)


def test_leased_fleets_are_capped_and_unknown_countries_have_no_ratio() -> None:
    assert regional_ratio("ITC20", "vehicles_per_1000", 0.6, 1.4) == 1.4
    assert regional_ratio("XX111", "gdp_per_head_eur", 0.5, 2) is None


def test_swedish_and_british_municipalities_are_there() -> None:
    countries = [country for country, _ in municipal_emissions()]

    assert countries.count("SE") == 290
    assert countries.count("GB") > 200
    assert municipal_emissions()["GB", "E06000023"].name == "Bristol"


def test_means_are_weighted_by_people() -> None:
    rows = [r for r in municipal_emissions().values() if r.country == "SE"]
    tonnes = sum(r.transportation * r.population for r in rows)  # type: ignore[operator]

    assert municipal_means("SE")["transportation"] == pytest.approx(tonnes / sum(r.population for r in rows))
    assert "homes_gas" not in municipal_means("SE")
    assert municipal_means("DE") == {}


def test_bases_of_modal_splits_are_kept_apart() -> None:
    assert {row.basis.split(",")[0] for row in modal_splits("all trips")} == {"all trips"}
    assert len(modal_splits("all trips")) > 400


def test_published_figures_name_their_city_as_the_source() -> None:
    suceava = {row.what: row for row in published_inventories()["RO", "suceava"]}

    assert suceava["total"].tonnes == 289_055
    assert suceava["total"].source == "Climate City Contract of Suceava"
    assert not any(row.comparable for row in published_inventories()["NL", "rotterdam"])


def test_coefficients_hold_a_closing_constant_for_most_countries() -> None:
    table = coefficients()

    assert table["transport_density_exponent", ""] < 0
    assert sum(name == "transport_norm" for name, _ in table) >= 30
