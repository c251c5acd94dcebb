"""Links the Mission cities and national candidates of the fact tables to places of the list."""

from __future__ import annotations

import csv
from pathlib import Path

from capacities.facts.folding import fold
from municipalities.records import Record, Town, distance_km

REACH_KM = 30.0


def link(table: Path, records: list[Record], by_id: dict[str, Record], id_column: str) -> list[Record]:
    """Write the column ``place`` (country/slug) into a fact table and return the places; ValueError if one has none."""
    with table.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    places = [_place_of(row, records, by_id, id_column) for row in rows]
    for row, place in zip(rows, places, strict=True):
        if place is None:
            raise ValueError(f"{table.name}: no place for {row['name']} ({row['country']})")
        row["place"] = f"{place.country.lower()}/{place.slug}"
    with table.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return [place for place in places if place is not None]


def find_places(table: Path, records: list[Record], by_id: dict[str, Record], id_column: str) -> list[Record]:
    """Return the places of the rows of a fact table, before slugs are given."""
    with table.open(encoding="utf-8", newline="") as stream:
        found = [_place_of(row, records, by_id, id_column) for row in csv.DictReader(stream)]
    return [place for place in found if place is not None]


def _place_of(row: dict[str, str], records: list[Record], by_id: dict[str, Record], id_column: str) -> Record | None:
    names = {fold(name) for name in (row["name"], *row.get("name_local", "").split(" / ")) if name}
    spot = Town("", row["name"], row["country"], "", float(row["lat"]), float(row["lon"]), 0, ())
    named = [
        record
        for record in records
        if record.country == row["country"]
        and record.kind != "part"
        and distance_km(record, spot) < REACH_KM
        and names & {fold(name) for name in (record.name, record.name_local, *record.aliases) if name}
    ]
    unions = [record for record in named if record.kind in ("union", "district")]
    if unions:
        return unions[0]
    by_number = by_id.get(row[id_column].removeprefix("geonames:"))
    if by_number is not None and (not named or by_number in named):
        return by_number
    return max(named, key=lambda record: record.population or 0, default=by_number)
