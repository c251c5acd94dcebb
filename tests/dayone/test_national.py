"""A country per head: carbon closes on the national figures, gaps are filled and said, years move one way."""

from __future__ import annotations

import pytest

from capacities.dayone.national import national
from capacities.dayone.national_figures import figure
from capacities.dayone.result import Tier
from capacities.facts.climate import climate_by_country

WITH_DISTRICT_HEAT = ("CZ", "DE", "EE", "FI", "FR", "HR", "LV", "PL", "SE", "SI", "SK")


def tonnes(country: str, prefixes: tuple[str, ...], year: int = 2023) -> float:
    found = national(country, "ar5", year)
    return sum(found.activity[s] * found.factor_t[s] for s in found.activity if s.startswith(prefixes))


@pytest.mark.parametrize("country", WITH_DISTRICT_HEAT)
def test_buildings_close_on_the_national_co2_of_buildings(country: str) -> None:
    """Heat takes what fuels and electricity leave, unless that is outside what heat can be; wood's gases come on top."""
    row = climate_by_country()[country]
    wood = national(country).activity["res_biomass"] * national(country).factor_t["res_biomass"]

    factor = national(country).factor_t["res_heat"]

    if 0.031 < factor < 0.44:
        assert tonnes(country, ("res_", "ser_")) - wood == pytest.approx(
            row.co2_buildings_incl_elec_heat_t_cap, rel=1e-6
        )
    else:
        assert tonnes(country, ("res_", "ser_")) - wood != pytest.approx(
            row.co2_buildings_incl_elec_heat_t_cap, rel=1e-3
        )


@pytest.mark.parametrize("country", ["DE", "FR", "ES", "RO", "SE", "IT"])
def test_industry_closes_on_its_national_co2(country: str) -> None:
    assert tonnes(country, ("ind_",)) == pytest.approx(
        climate_by_country()[country].co2_industry_incl_elec_heat_t_cap, rel=1e-6
    )


def test_waste_and_processes_close_on_the_national_emissions() -> None:
    row = climate_by_country()["DE"]

    assert tonnes("DE", ("waste",)) == pytest.approx(row.ghg_waste_tco2e_cap * 28 / 25, rel=1e-6)
    assert tonnes("DE", ("ippu_",)) == pytest.approx(row.ghg_industrial_processes_tco2e_cap, rel=1e-6)


def test_road_energy_adds_up_to_the_national_figure() -> None:
    found = national("FR").activity

    road = sum(v for s, v in found.items() if s.startswith(("car_", "bus_", "van_", "truck_")))

    assert road == pytest.approx(climate_by_country()["FR"].fec_road_transport_mwh_cap)


def test_missing_road_energy_follows_from_the_co2_of_transport() -> None:
    road = sum(v for s, v in national("RO").activity.items() if s.startswith(("car_", "bus_", "van_", "truck_")))

    assert road == pytest.approx(1.223 * 0.97 / 0.262)
    assert "fec_road_transport_mwh_cap" not in national("RO").stand_ins


def test_a_missing_figure_comes_from_the_neighbours_and_says_so() -> None:
    filled = figure("IS", "fec_households_mwh_cap")

    assert filled.stands_in == "north"
    assert filled.tier is Tier.EUROPEAN
    assert national("IS").tier_of("res_gas") is Tier.EUROPEAN
    assert national("DE").tier_of("res_gas") is Tier.NATIONAL


def test_a_country_without_any_figure_gets_neighbours_or_europe() -> None:
    assert figure("XK", "hdd").stands_in in ("balkans", "EU")
    assert figure("AD", "fec_services_mwh_cap").stands_in == "EU"
    assert national("AD").activity["car_petrol"] > 0


def test_earlier_years_never_emit_less_in_buildings() -> None:
    for country in climate_by_country():
        earlier, now = tonnes(country, ("res_", "ser_"), 2018), tonnes(country, ("res_", "ser_"))
        assert earlier >= now * 0.85, country
        assert earlier <= now * 2.2, country


def test_methane_warms_more_under_ar5_than_under_ar4() -> None:
    def landfill(gwp: str) -> float:
        found = national("GR", gwp)
        return found.activity["waste_landfill"] * found.factor_t["waste_landfill"]

    assert landfill("ar5") / landfill("ar4") == pytest.approx(28 / 25)
