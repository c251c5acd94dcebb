"""The list of places: municipalities of Europe, the towns of countries without such a list, and unions of cities.

Rows come from municipalities.csv.xz (made by tools/make_municipalities.py); roles from the tables of Mission
cities and candidates. © EuroGeographics, Eurostat; GeoNames (CC BY 4.0).
"""

from __future__ import annotations

import csv
import lzma
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from capacities.facts.candidates import read_candidates
from capacities.facts.cities import read_mission_cities
from capacities.facts.table import read_table, table_path

ATTRIBUTION = "© EuroGeographics, Eurostat (LAU 2020, NUTS); GeoNames (CC BY 4.0)"
TABLE = "municipalities.csv.xz"

# municipality: LAU or the sum of its LAU units; town: GeoNames, where there is no list of municipalities;
# union: several municipalities together; district: part of a city with its own mayor; locality: part of a municipality.
Kind = Literal["municipality", "town", "union", "district", "locality"]
PopulationSource = Literal["lau2020", "lau2020_sum", "geonames", ""]
Role = Literal["mission", "candidate", ""]

# The LAU list is of 2020 (Ireland, Greece and Portugal still give their last census there); GeoNames states no year.
POPULATION_YEARS: Mapping[str, int] = {"lau2020": 2020, "lau2020_sum": 2020}


@dataclass(frozen=True, slots=True)
class Place:
    """One place. ``region`` is its NUTS 3 code or, in countries without, ISO country and GeoNames division."""

    country: str  # ISO 3166-1 alpha-2
    slug: str
    name: str
    name_local: str  # in the country's own letters, where these are not Latin
    kind: Kind
    lau_id: str
    region: str
    geonames_id: str
    latitude: float
    longitude: float
    population: int | None
    population_source: PopulationSource
    area_km2: float | None
    degurba: int | None  # Eurostat: 1 city, 2 town or suburb, 3 rural
    keys: tuple[str, ...]  # folded names, the own name first

    @property
    def id(self) -> str:
        """Return country and slug, as in addresses and in the column ``place`` of other tables."""
        return f"{self.country.lower()}/{self.slug}"

    @property
    def nuts3(self) -> str:
        """Return the NUTS 3 code, or nothing where there is none."""
        return "" if ":" in self.region else self.region

    @property
    def county(self) -> str:
        """Return the name of the NUTS 3 region or first-order division."""
        region = regions().get(self.region)
        return region.name if region else ""

    @property
    def role(self) -> Role:
        """Return whether this is a Mission city, a national candidate or pioneer, or neither."""
        return roles().get(self.id, "")

    @property
    def population_year(self) -> int | None:
        """Return the year of the list that gives the population, nothing where the source states none."""
        return POPULATION_YEARS.get(self.population_source)


@dataclass(frozen=True, slots=True)
class Region:
    """A NUTS 3 region or first-order division; ``name_local`` where its own letters are not Latin."""

    code: str
    name: str
    source: str
    as_of_year: int
    name_local: str = ""


@cache
def regions() -> Mapping[str, Region]:
    """Return the regions that places refer to, by code."""
    return {row.code: row for row in read_table("regions_names", Region)}


@cache
def roles() -> Mapping[str, Role]:
    """Return the role by id of place; a Mission city stays one if it is a national candidate too."""
    found: dict[str, Role] = {row.place: "candidate" for row in read_candidates()}
    found |= {row.place: "mission" for row in read_mission_cities()}
    return found


@cache
def packed_rows() -> bytes:
    """Return the unpacked table as it is, header first: look-ups search it without parsing."""
    return lzma.decompress(table_path(TABLE).read_bytes())


def read_places() -> Iterator[Place]:
    """Yield all places, about 105,000."""
    rows = csv.reader(packed_rows().decode().splitlines())
    next(rows)
    return map(place_of_row, rows)


def place_of_row(row: list[str]) -> Place:
    """Return the place of one row of the table; empty cells stand for the usual value."""
    (
        country,
        region,
        lau,
        geonames,
        latitude,
        longitude,
        population,
        source,
        area,
        degurba,
        kind,
        slug,
        name,
        local,
        keys,
    ) = row
    names = tuple(keys[1:-1].split("|"))
    return Place(
        country=country,
        slug=slug or names[0].replace(" ", "-"),
        name=name,
        name_local=local,
        kind=kind or "municipality",  # type: ignore[arg-type]
        lau_id=lau,
        region=region,
        geonames_id=geonames,
        latitude=float(latitude),
        longitude=float(longitude),
        population=int(population) if population else None,
        population_source=source or ("lau2020" if population else ""),  # type: ignore[arg-type]
        area_km2=float(area) if area else None,
        degurba=int(degurba) if degurba else None,
        keys=names,
    )
