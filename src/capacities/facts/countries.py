"""Countries of the network with their role, and the further countries whose municipalities are listed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from capacities.facts.table import read_table

CountryRole = Literal["core", "supporting", "other", "none"]


@dataclass(frozen=True, slots=True)
class Country:
    """A country. ``role`` is its part in the network; ``none`` means that only its places are listed."""

    iso2: str
    eu_code: str  # Eurostat's code: EL and UK where ISO says GR and GB
    name_en: str
    name_local: str
    role: CountryRole
    languages: tuple[str, ...]
    population: int
    eu_member: bool
    mission_cities: int
    confidence: str
    source: str
    as_of_year: int


@cache
def read_countries() -> tuple[Country, ...]:
    """Return the 36 countries of the network: 15 core, 6 supporting, 15 others with a Mission city."""
    return read_table("countries", Country)


@cache
def read_all_countries() -> tuple[Country, ...]:
    """Return the countries of the network and those of which only places are listed."""
    return read_countries() + read_table("countries_listed", Country)


@cache
def countries_by_code() -> Mapping[str, Country]:
    """Return all countries by ISO code and by Eurostat's code, in capital letters."""
    found = {country.eu_code: country for country in read_all_countries()}
    return found | {country.iso2: country for country in read_all_countries()}
