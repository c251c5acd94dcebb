"""Cities of national programmes: Romania's selected and candidate cities, pioneer cities elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from capacities.facts.table import read_table


@dataclass(frozen=True, slots=True)
class Candidate:
    """A city in a national programme."""

    name: str
    country: str
    programme: str
    status: str
    lat: float
    lon: float
    population: int | None
    place: str  # id of the place: country/slug
    confidence: str
    source: str
    as_of_year: int
    note: str = ""


@cache
def read_candidates() -> tuple[Candidate, ...]:
    """Return the cities of national programmes; one place may be in several."""
    return read_table("national_candidates", Candidate)
