"""Readers of the national tables: energy, emissions, factors, GWPs, GPC lines, vehicles and buildings.

Values stand as the tables give them; what is missing is None, and filling gaps is the estimate's job.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from capacities.facts.table import FactsError, read_table


@dataclass(frozen=True, slots=True)
class CountryClimate:
    """One country's national figures per head, in the units of the column names."""

    iso2: str
    name_en: str
    population_used: float
    note: str = ""
    fec_households_mwh_cap: float | None = None
    fec_services_mwh_cap: float | None = None
    fec_road_transport_mwh_cap: float | None = None
    fec_industry_mwh_cap: float | None = None
    fec_households_year: int | None = None
    co2_buildings_incl_elec_heat_t_cap: float | None = None
    co2_transport_t_cap: float | None = None
    co2_industry_incl_elec_heat_t_cap: float | None = None
    ghg_buildings_direct_tco2e_cap: float | None = None
    ghg_transport_tco2e_cap: float | None = None
    ghg_waste_tco2e_cap: float | None = None
    ghg_manufacturing_energy_tco2e_cap: float | None = None
    ghg_industrial_processes_tco2e_cap: float | None = None
    ghg_agriculture_tco2e_cap: float | None = None
    ghg_electricity_heat_tco2e_cap: float | None = None
    grid_gco2e_kwh: float | None = None
    grid_year: int | None = None
    hdd: float | None = None
    cars_per_1000: float | None = None
    cars_year: int | None = None
    municipal_waste_kg_cap: float | None = None
    hh_share_electricity_pct: float | None = None
    hh_share_gas_pct: float | None = None
    hh_share_district_heat_pct: float | None = None
    hh_share_oil_pct: float | None = None
    hh_share_coal_pct: float | None = None
    hh_share_biofuel_waste_pct: float | None = None


@dataclass(frozen=True, slots=True)
class Addition:
    """One figure that completes ``climate_by_country``; fills a gap, never replaces a value."""

    iso2: str
    column: str
    value: float
    year: int
    source: str


@dataclass(frozen=True, slots=True)
class EmissionFactor:
    """kg per kWh (net calorific value) of one fuel in one use, by gas and as CO2e under three GWP sets."""

    fuel_id: str
    use: str
    co2_counted_kg_kwh: float
    ch4_kg_kwh: float
    n2o_kg_kwh: float
    co2e_ar4_kg_kwh: float
    co2e_ar5_kg_kwh: float
    co2e_ar6_kg_kwh: float
    confidence: str
    source: str

    def co2e_kg_kwh(self, gwp: str) -> float:
        """Return kg CO2e per kWh under ``ar4``, ``ar5`` or ``ar6``."""
        return float(getattr(self, f"co2e_{gwp}_kg_kwh"))


@dataclass(frozen=True, slots=True)
class GridFactor:
    """Carbon intensity of a country's electricity in an earlier year."""

    iso2: str
    year: int
    gco2e_kwh: float
    source: str


@dataclass(frozen=True, slots=True)
class Gwp:
    """Warming of one gas over 100 years against CO2."""

    gas_id: str
    gwp100_ar4: float
    gwp100_ar5: float
    gwp100_ar6: float


@dataclass(frozen=True, slots=True)
class GpcLine:
    """One line of the GPC reference table: where it belongs, its scope, and from which level it is reported."""

    kind: str
    ref: str
    subsector_ref: str = ""
    sector: str = ""
    subsector: str = ""
    scope: str = ""
    reporting_level: str = ""
    crf_gcom_line: str = ""


@dataclass(frozen=True, slots=True)
class BuildingFact:
    """One national figure on buildings, vehicles, photovoltaics or prices."""

    iso2: str
    indicator: str
    unit: str
    source: str
    confidence: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    year: str = ""


@cache
def climate_by_country() -> Mapping[str, CountryClimate]:
    """Return the national figures by ISO 3166 alpha-2 code, gaps filled from the additions."""
    countries = {row.iso2: row for row in read_table("climate_by_country", CountryClimate)}
    for line, extra in enumerate(read_table("climate_by_country_additions", Addition), start=2):
        if extra.iso2 not in countries or extra.column not in CountryClimate.__dataclass_fields__:
            raise FactsError(
                "climate_by_country_additions.csv", line, "column", f"{extra.iso2} {extra.column}", "a known figure"
            )
        if getattr(countries[extra.iso2], extra.column) is None:
            countries[extra.iso2] = replace(countries[extra.iso2], **{extra.column: extra.value})
    return countries


@cache
def emission_factors() -> Mapping[tuple[str, str], EmissionFactor]:
    """Return the factors by (fuel_id, use)."""
    return {(row.fuel_id, row.use): row for row in read_table("emission_factors", EmissionFactor)}


def grid_history() -> tuple[GridFactor, ...]:
    """Return grid factors of an earlier year, one per country."""
    return read_table("grid_factor_history", GridFactor)


@cache
def gwps(report: str) -> Mapping[str, float]:
    """Return GWP over 100 years by gas under ``ar4``, ``ar5`` or ``ar6``."""
    if report not in ("ar4", "ar5", "ar6"):
        raise ValueError(f"report is {report!r}, expected ar4, ar5 or ar6")
    return {row.gas_id: float(getattr(row, f"gwp100_{report}")) for row in read_table("gwp", Gwp)}


@cache
def gpc_lines() -> tuple[GpcLine, ...]:
    """Return the lines of the GPC reference table."""
    return tuple(row for row in read_table("gpc_sectors", GpcLine) if row.kind == "sub-sector")


@cache
def building_facts(indicator: str) -> Mapping[str, BuildingFact]:
    """Return the best row per country of one indicator: a value given beats none, then the newest year."""
    rows: dict[str, BuildingFact] = {}
    for row in read_table("vehicle_and_building", BuildingFact):
        if row.indicator != indicator or row.value is None:
            continue
        if row.iso2 not in rows or row.year > rows[row.iso2].year:
            rows[row.iso2] = row
    return rows
