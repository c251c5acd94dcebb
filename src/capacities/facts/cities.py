"""The 112 cities of the EU Mission for climate-neutral and smart cities."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from capacities.facts.table import read_table


@dataclass(frozen=True, slots=True)
class MissionCity:
    """A Mission city; ``population`` is GeoNames' figure for the built-up place, not always the municipality's."""

    name: str
    name_local: str
    country: str
    group: Literal["EU", "associated"]
    lat: float
    lon: float
    population: int | None
    population_confidence: str
    place: str  # id of the place: country/slug
    source: str
    as_of_year: int
    ccc_label_date: str = ""  # year, month or day, as far as known
    ccc_label_wave: int | None = None
    note: str = ""


@cache
def read_mission_cities() -> tuple[MissionCity, ...]:
    """Return the Mission cities in the order of the table: by country, associated countries last."""
    return read_table("mission_cities", MissionCity)
