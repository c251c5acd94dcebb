"""Loading of countries and places from the fact tables. A second run does nothing unless the tables changed."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import islice

from django.db import connection, transaction

from capacities.core.places.models import Country, LoadedTable, Membership, Place
from capacities.facts.candidates import read_candidates
from capacities.facts.cities import read_mission_cities
from capacities.facts.countries import read_all_countries
from capacities.facts.places import Place as Record
from capacities.facts.places import read_places
from capacities.facts.table import table_path

MISSION = "EU Mission for climate-neutral and smart cities"
TABLES = ("countries", "countries_listed", "mission_cities", "national_candidates", "municipalities", "regions_names")
# Raise when this module reads the same tables differently.
LOADER_VERSION = "4"
ROWS_PER_STEP = 5_000
# More than any place has, so that a role outweighs every population.
MOST_INHABITANTS = 100_000_000

_COLUMNS = (
    "country_id", "slug", "name", "name_local", "kind", "lau_id", "region", "county", "geonames_id", "latitude",
    "longitude", "population", "population_source", "population_year", "area_km2", "degurba", "role",
)  # fmt: skip
_COPY = f"COPY staged_place ({', '.join(_COLUMNS)}, keys) FROM STDIN (FORMAT csv, FORCE_NOT_NULL ({', '.join(c for c in _COLUMNS if c not in ('population', 'population_year', 'area_km2', 'degurba'))}))"  # noqa: E501
_STAGE = """
CREATE TEMP TABLE staged_place ON COMMIT DROP AS SELECT {columns}, ''::text AS keys FROM places_place LIMIT 0
"""
_UPSERT = """
INSERT INTO places_place ({columns}) SELECT {columns} FROM staged_place
ON CONFLICT (country_id, slug) DO UPDATE SET {updates}
"""
_STALE = """
SELECT id FROM places_place AS place
WHERE NOT EXISTS (
    SELECT FROM staged_place AS staged WHERE staged.country_id = place.country_id AND staged.slug = place.slug
)
"""
_NAMES = """
INSERT INTO places_placename (place_id, key, own, weight)
SELECT place.id, name.key, name.number = 1,
    coalesce(place.population, 0)
    + CASE WHEN place.role <> '' THEN {most} ELSE 0 END - CASE WHEN place.kind = 'locality' THEN {most} ELSE 0 END
FROM staged_place AS staged
JOIN places_place AS place USING (country_id, slug),
unnest(string_to_array(staged.keys, '|')) WITH ORDINALITY AS name(key, number)
"""

Progress = Callable[[int, int], None]


def load_places(progress: Progress | None = None) -> int:
    """Bring countries, places, names and memberships to the state of the fact tables; return the number of places.

    ``progress`` is called with rows done and rows in all. Places keep their ids, because other tables point to
    them; one that left the list goes, with what was computed for it. Returns 0 at once if the database holds
    this version already.
    """
    digest = _digest()
    if LoadedTable.objects.filter(name="places", digest=digest).exists():
        return 0
    records = list(read_places())
    with transaction.atomic():
        _load_countries()
        _load_rows(records, progress)
        _load_memberships()
        LoadedTable.objects.update_or_create(name="places", defaults={"digest": digest})
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE places_place, places_placename")
    return len(records)


def _digest() -> str:
    digest = sha256(LOADER_VERSION.encode())
    for name in TABLES:
        digest.update(table_path(name).read_bytes())
    return digest.hexdigest()


def _load_countries() -> None:
    fields = ("eu_code", "name_en", "name_local", "role", "languages", "population", "population_year", "eu_member")
    Country.objects.bulk_create(
        [
            Country(
                iso2=row.iso2,
                eu_code=row.eu_code,
                name_en=row.name_en,
                name_local=row.name_local,
                role=row.role,
                languages=";".join(row.languages),
                population=row.population,
                population_year=row.as_of_year,
                eu_member=row.eu_member,
            )
            for row in read_all_countries()
        ],
        update_conflicts=True,
        unique_fields=["iso2"],
        update_fields=fields,
    )


def _load_rows(records: list[Record], progress: Progress | None) -> None:
    columns = ", ".join(_COLUMNS)
    updates = ", ".join(f"{column} = EXCLUDED.{column}" for column in _COLUMNS[2:])
    with connection.cursor() as cursor:
        cursor.execute(_STAGE.format(columns=columns))
        rows, done = iter(records), 0
        with cursor.copy(_COPY) as copy:
            while chunk := list(islice(rows, ROWS_PER_STEP)):
                copy.write(_csv(chunk))
                done += len(chunk)
                if progress:
                    progress(done, len(records))
        cursor.execute(_UPSERT.format(columns=columns, updates=updates))
        cursor.execute(_STALE)
        Place.objects.filter(pk__in=[row[0] for row in cursor.fetchall()]).delete()
        cursor.execute("TRUNCATE places_placename")
        cursor.execute(_NAMES.format(most=MOST_INHABITANTS))


def _csv(records: list[Record]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(map(_row, records))
    return text.getvalue()


def _row(place: Record) -> tuple[object, ...]:
    return (
        place.country, place.slug, place.name, place.name_local, place.kind, place.lau_id, place.region, place.county,
        place.geonames_id, place.latitude, place.longitude, place.population, place.population_source,
        place.population_year, place.area_km2, place.degurba, place.role, "|".join(place.keys),
    )  # fmt: skip


def _load_memberships() -> None:
    ids = {place.address: place.pk for place in Place.objects.exclude(role="")}
    Membership.objects.all().delete()
    Membership.objects.bulk_create(_memberships(ids))


def _memberships(ids: dict[str, int]) -> Iterator[Membership]:
    for city in read_mission_cities():
        yield Membership(
            place_id=ids[city.place],
            programme=MISSION,
            name=city.name,
            status="mission label" if city.ccc_label_wave else "mission city",
            label_wave=city.ccc_label_wave,
            label_date=city.ccc_label_date,
            note=city.note,
            source=city.source,
            as_of_year=city.as_of_year,
        )
    for candidate in read_candidates():
        yield Membership(
            place_id=ids[candidate.place],
            programme=candidate.programme,
            name=candidate.name,
            status=candidate.status,
            note=candidate.note,
            source=candidate.source,
            as_of_year=candidate.as_of_year,
        )
