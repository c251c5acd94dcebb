"""Readers of regional and municipal tables: GDP, vehicles, official municipal emissions, modal split, published totals.

Regions fall back NUTS 3 → 2 → 1; what is implausible is left to the caller's caps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from capacities.facts.table import read_table

PARTS = (
    "homes_electricity", "homes_gas", "homes_fuel", "services_electricity", "services_fuel",
    "industry_electricity", "industry", "transportation", "machinery", "farming",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Region:
    """Newest indicators of one NUTS region (codes of 2021–22)."""

    nuts_id: str
    country: str
    gdp_per_head_eur: float | None
    vehicles_per_1000: float | None
    cars_per_1000: float | None
    population: float | None


@dataclass(frozen=True, slots=True)
class MunicipalEmissions:
    """Official CO2 of one municipality, t per head and year; None where the source does not part it."""

    country: str
    lau_id: str
    name: str
    population: float
    year: int
    source: str
    licence: str
    homes_electricity: float | None
    homes_gas: float | None
    homes_fuel: float | None
    services_electricity: float | None
    services_fuel: float | None
    industry_electricity: float | None
    industry: float | None
    transportation: float | None
    machinery: float | None
    farming: float | None


@dataclass(frozen=True, slots=True)
class PublishedInventory:
    """One figure of a city's own published inventory; ``comparable`` says whether it may stand in for the estimate."""

    city: str
    country: str
    slug: str
    year: int
    what: str
    tonnes: float
    population: float | None
    comparable: bool
    scope_note: str
    source: str


@dataclass(frozen=True, slots=True)
class Area:
    """Area of one municipality or metropole that the list of municipalities lacks."""

    country: str
    slug: str
    area_km2: float
    year: int
    source: str


@dataclass(frozen=True, slots=True)
class ModalSplit:
    """Shares of trips of one city in one survey; bases differ and must not be mixed."""

    city: str
    country: str
    basis: str
    source: str
    year: int | None = None
    car_share: float | None = None
    public_transport_share: float | None = None
    bike_share: float | None = None
    walk_share: float | None = None


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One learnt or derived number of the downscaling; ``country`` is empty where it holds for all."""

    name: str
    value: float
    unit: str
    country: str = ""
    n: int | None = None
    year: str = ""
    source: str = ""


@cache
def regions() -> Mapping[str, Region]:
    """Return the regions by NUTS code."""
    return {row.nuts_id: row for row in read_table("regions_compact", Region)}


def regional_ratio(nuts3: str, indicator: str, low: float, high: float) -> float | None:
    """Return a region's indicator against its country's, within ``low`` and ``high``; None if unknown.

    Falls back NUTS 3 → 2 → 1. The caps keep out what leased fleets and job hubs distort.
    """
    table = regions()
    nation = table.get(nuts3[:2])
    whole = getattr(nation, indicator) if nation else None
    for code in (nuts3, nuts3[:4], nuts3[:3]):
        value = getattr(table[code], indicator) if code in table else None
        if value and whole:
            return float(min(max(value / whole, low), high))
    return None


@cache
def municipal_emissions() -> Mapping[tuple[str, str], MunicipalEmissions]:
    """Return official municipal emissions by (country, LAU code): Sweden and the United Kingdom."""
    return {(row.country, row.lau_id): row for row in read_table("municipal_emissions", MunicipalEmissions)}


@cache
def municipal_means(country: str) -> Mapping[str, float]:
    """Return the population-weighted mean of each part over a country's municipalities, t CO2 per head."""
    rows = [row for row in municipal_emissions().values() if row.country == country]
    people = sum(row.population for row in rows)
    return {
        part: sum((getattr(row, part) or 0.0) * row.population for row in rows) / people
        for part in PARTS
        if rows and getattr(rows[0], part) is not None
    }


@cache
def published_inventories() -> Mapping[tuple[str, str], tuple[PublishedInventory, ...]]:
    """Return the cities' own published figures by (country, slug)."""
    found: dict[tuple[str, str], tuple[PublishedInventory, ...]] = {}
    for row in read_table("published_inventories", PublishedInventory):
        found[row.country, row.slug] = (*found.get((row.country, row.slug), ()), row)
    return found


@cache
def areas() -> Mapping[tuple[str, str], float]:
    """Return areas in km² by (country, slug) that the list of municipalities lacks."""
    return {(row.country, row.slug): row.area_km2 for row in read_table("areas", Area)}


def modal_splits(basis: str) -> tuple[ModalSplit, ...]:
    """Return the modal splits whose basis starts with ``basis`` ("all trips", "journeys to work", "passenger-km")."""
    return tuple(row for row in read_table("cities_mobility", ModalSplit) if row.basis.startswith(basis))


@cache
def coefficients() -> Mapping[tuple[str, str], float]:
    """Return the coefficients of the downscaling by (name, country)."""
    return {(row.name, row.country): row.value for row in read_table("downscale_coefficients", Coefficient)}
