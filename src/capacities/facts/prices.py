"""Unit costs, external costs, energy prices, price levels and inflation: typed readers and look-ups with fallbacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from capacities.facts.table import read_table

# ISO code used by the tables where it differs from the one used elsewhere.
ALIASES: Mapping[str, str] = {"EL": "GR", "UK": "GB"}


@dataclass(frozen=True, slots=True)
class UnitCost:
    """Investment per unit; low and high may be unknown, and so may central."""

    measure_id: str
    measure: str
    unit: str
    capex_low: float | None
    capex_central: float | None
    capex_high: float | None
    price_year: int | None
    lifetime_years: str | None
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class ExternalCost:
    """Damage or benefit per unit."""

    item_id: str
    item: str
    category: str
    country: str
    unit: str
    low: float | None
    central: float | None
    high: float | None
    price_year: int | None
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class EnergyPrice:
    """Energy prices of a country; empty where unknown."""

    iso2: str
    hh_electricity_eur_kwh: float | None
    hh_gas_eur_kwh: float | None
    nonhh_electricity_eur_kwh: float | None
    nonhh_gas_eur_kwh: float | None
    district_heat_eur_kwh: float | None
    petrol_eur_l: float | None
    diesel_eur_l: float | None
    price_year: int | None
    source: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of vehicle_and_building."""

    iso2: str
    indicator: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    year: str
    source: str


@cache
def unit_costs() -> Mapping[str, UnitCost]:
    """Return unit costs by id."""
    return {row.measure_id: row for row in read_table("unit_costs", UnitCost)}


@cache
def external_costs() -> Mapping[str, ExternalCost]:
    """Return external costs by id."""
    return {row.item_id: row for row in read_table("external_costs", ExternalCost)}


@cache
def _indicators() -> Mapping[tuple[str, str], tuple[Indicator, ...]]:
    found: dict[tuple[str, str], list[Indicator]] = {}
    for row in read_table("vehicle_and_building", Indicator):
        found.setdefault((row.indicator, row.iso2), []).append(row)
    return {key: tuple(rows) for key, rows in found.items()}


def price_level(country: str) -> float | None:
    """Return the price level of a country, EU = 1 (Eurostat, actual individual consumption), None if unknown."""
    level = indicator("price_level_index_aic", country)
    return None if level is None else level / 100


def inflation(from_year: int, to_year: int) -> float:
    """Return the factor from prices of one year to those of another (HICP of the EU, all items).

    Raises ValueError for years outside the table.
    """
    changes = {int(row.year): row.value or 0.0 for row in _indicators()[("hicp_change", "EU")]}
    low, high = sorted((from_year, to_year))
    missing = [year for year in range(low + 1, high + 1) if year not in changes]
    if missing:
        raise ValueError(f"no HICP change for {missing[0]}; known: {min(changes)} to {max(changes)}")
    factor = 1.0
    for year in range(low + 1, high + 1):
        factor *= 1 + changes[year] / 100
    return factor if to_year >= from_year else 1 / factor


def energy_price(country: str, field: str) -> tuple[float, bool]:
    """Return a price of ``EnergyPrice`` and whether it is the country's own (else the EU's).

    Raises ValueError where neither is known.
    """
    rows = {row.iso2: row for row in read_table("energy_prices", EnergyPrice)}
    for iso, own in ((ALIASES.get(country, country), True), ("EU", False)):
        value = getattr(rows[iso], field) if iso in rows else None
        if value is not None:
            return value, own
    raise ValueError(f"energy_prices has no {field} for {country} or the EU")


def indicator(name: str, country: str) -> float | None:
    """Return the last value of an indicator of vehicle_and_building for a country, None if unknown."""
    rows = [row for row in _indicators().get((name, ALIASES.get(country, country)), ()) if row.value is not None]
    return rows[-1].value if rows else None
