"""The rows of the shipped tables, and their writing."""

from __future__ import annotations

import csv
import io
import lzma
import sys
from pathlib import Path

from capacities.facts.folding import fold
from municipalities.names import CEDILLA, is_latin, to_latin
from municipalities.records import ISO, Record, Town

DATA = Path(__file__).resolve().parents[2] / "src" / "capacities" / "facts" / "data"
# Other names are kept for places that people from elsewhere ask for.
NAMES_FROM = 5_000
COLUMNS = tuple(
    "country region lau_id geonames_id latitude longitude population population_source area_km2 degurba kind slug name "
    "name_local keys".split()
)


def place_row(place: Record, by_town: dict[str, Town], special: bool) -> tuple[object, ...]:
    """Return the row of a place in the order of COLUMNS; what can be derived (slug, usual kind and source) is empty."""
    key = fold(place.name)
    return (
        place.country, place.region, place.lau_id, place.geonames_id, degrees(place.latitude), degrees(place.longitude),
        place.population or "", place.population_source.replace("lau2020", "", place.population_source == "lau2020"),
        f"{place.area_km2:.4g}" if place.area_km2 else "", place.degurba,
        place.kind.removeprefix("municipality"), "" if place.slug == key.replace(" ", "-") else place.slug,
        place.name, place.name_local, "|".join(["", key, *other_keys(place, by_town, special), ""]),
    )  # fmt: skip


def degrees(value: float | None) -> str:
    """Return the coordinate to about 100 m, or nothing."""
    return "" if value is None else f"{value:.3f}"


def other_keys(place: Record, by_town: dict[str, Town], special: bool) -> list[str]:
    """Return the other names under which a place is found, folded."""
    names = {place.name_local, *place.aliases}
    town = by_town.get(place.geonames_id)
    if town and (special or (place.population or 0) >= NAMES_FROM):
        names.update(name for name in (town.name, *town.names) if useful(name, place.country))
    return sorted({fold(name) for name in names} - {"", fold(place.name)})


def useful(name: str, country: str) -> bool:
    """Say whether someone in Europe may type the name: European scripts, no airport codes."""
    scripts = all(
        ord(c) < 0x530 or 0x1E00 <= ord(c) < 0x2070 or (country == "IL" and 0x590 <= ord(c) < 0x600) for c in name
    )
    return scripts and len(name) > 2 and not (name.isupper() and len(name) < 5)


def part_row(unit: Record) -> tuple[object, ...]:
    """Return the row of a unit with the place that stands for it, if one does."""
    population = "" if unit.raw_population is None else unit.raw_population
    return (unit.country, unit.lau_id, unit.raw_name, population, unit.part_of.slug if unit.part_of else "")


def write(name: str, columns: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    """Write a packed table that is the same in every run."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    path = DATA / name
    path.write_bytes(lzma.compress(text.getvalue().encode(), preset=9))
    print(f"{name}: {len(rows):,} rows, {path.stat().st_size / 1e6:.2f} MB", file=sys.stderr)


def write_regions(used: set[str], regions: dict[str, str]) -> None:
    """Write the names of the regions that places refer to, in Latin letters and in their own."""
    with (DATA / "regions_names.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("code", "name", "name_local", "source", "as_of_year"))
        for code in sorted(code for code in used if regions.get(code)):
            country, name = ISO.get(code[:2], code[:2]), regions[code]
            latin = region_name(country, name)
            geonames = ":" in code
            source = (
                "GeoNames first-order divisions (CC BY 4.0)" if geonames else "Eurostat NUTS 3, in the LAU 2020 list"
            )
            writer.writerow((code, latin, "" if latin == name else name, source, 2022 if geonames else 2020))


def region_name(country: str, name: str) -> str:
    """Return the name of a region in Latin letters, with the letters of today."""
    if country == "CY":
        return "Cyprus"
    if country == "RO":
        return name.translate(CEDILLA)
    return name if is_latin(name) else to_latin(name, country)
