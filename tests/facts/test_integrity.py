"""All fact tables: a source and a year in every row, ids that are unique, references that lead somewhere."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from capacities.facts.candidates import read_candidates
from capacities.facts.cities import read_mission_cities
from capacities.facts.countries import countries_by_code, read_all_countries, read_countries
from capacities.facts.places import read_places, regions
from capacities.facts.table import DATA, open_text

# The list of places says its sources once per row by a code, explained in facts/places.py and data/README.md.
CODED = {"municipalities.csv.xz", "municipality_parts.csv.xz"}
TABLES = sorted(path for path in DATA.iterdir() if ".csv" in path.name and path.name not in CODED)
YEAR = re.compile(r"year|date|period")
KEYS = {
    "countries.csv": ("iso2",),
    "countries_listed.csv": ("iso2",),
    "mission_cities.csv": ("country", "name"),
    "national_candidates.csv": ("programme", "name"),
    "organisations.csv": ("country", "name"),
    "indicators.csv": ("code",),
    "unit_costs.csv": ("measure_id",),
    "external_costs.csv": ("item_id",),
    "gwp.csv": ("gas_id",),
    "levers.csv": ("sector", "lever_id", "lever"),
    "measures.csv": ("id",),
    "climate_by_country.csv": ("iso2",),
    "climate_by_country_additions.csv": ("iso2", "column"),
    "energy_prices.csv": ("iso2",),
    "emission_factors.csv": ("fuel_id", "use"),
    "ccc_outline.csv": ("part", "module_id"),
    "vehicle_and_building.csv": ("iso2", "indicator", "year"),
}
# Parts of the Union and of the United Kingdom that some tables give beside countries.
AREAS = {"EU"}
# A neighbour that one statistical table lists and whose places are not listed.
OUTSIDE = {"BY"}
# A table that holds the newest year of each indicator of another, which states the years.
DERIVED = {"regions_compact.csv"}


def rows_of(path: Path) -> list[dict[str, str]]:
    with open_text(path) as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_every_row_names_its_source(path):
    rows = rows_of(path)

    sources = [column for column in rows[0] if column == "source" or column.endswith("_source")]
    assert sources
    assert [line for line, row in enumerate(rows, 2) if not any(row[column] for column in sources)] == []


@pytest.mark.parametrize("path", [path for path in TABLES if path.name not in DERIVED], ids=lambda path: path.name)
def test_every_row_has_a_year(path):
    rows = rows_of(path)

    dated = [
        any(YEAR.search(column) and re.search(r"\d{4}", value or "") for column, value in row.items()) for row in rows
    ]
    assert [line for line, has_year in enumerate(dated, 2) if not has_year] == []


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_every_row_has_as_many_cells_as_the_header(path):
    assert [line for line, row in enumerate(rows_of(path), 2) if None in row or None in row.values()] == []


@pytest.mark.parametrize("name", KEYS)
def test_ids_are_unique(name):
    rows = rows_of(DATA / name)

    counts = Counter(tuple(row[column] for column in KEYS[name]) for row in rows)
    assert [key for key, n in counts.items() if n > 1] == []


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_country_codes_are_those_of_countries(path):
    known = set(countries_by_code()) | AREAS | OUTSIDE
    column = next((name for name in ("iso2", "country") if name in rows_of(path)[0]), None)
    used = {row[column] for row in rows_of(path)} if column else set()

    assert {code for code in used if len(code) == 2} - known == set()


def test_measures_belong_to_fields_of_the_contract():
    fields = {row["module_id"] for row in rows_of(DATA / "ccc_outline.csv")}

    assert {row["field"] for row in rows_of(DATA / "measures.csv")} - fields == set()


def test_modules_of_the_contract_have_their_parents():
    rows = rows_of(DATA / "ccc_outline.csv")

    assert {row["parent_id"] for row in rows if row["parent_id"]} - {row["module_id"] for row in rows} == set()


def test_parts_of_measures_belong_to_measures():
    known = {row["id"] for row in rows_of(DATA / "measures.csv")}

    for name in ("measure_costs.csv", "measure_effects.csv"):
        assert {row["measure_id"] for row in rows_of(DATA / name)} - known == set()


def test_later_country_figures_fill_columns_that_exist():
    columns = set(rows_of(DATA / "climate_by_country.csv")[0])

    assert {row["column"] for row in rows_of(DATA / "climate_by_country_additions.csv")} - columns == set()


def test_cities_of_programmes_are_places_of_the_list():
    listed = {place.id for place in read_places()}

    assert {city.place for city in (*read_mission_cities(), *read_candidates())} - listed == set()


def test_the_network_has_15_core_6_supporting_and_15_other_countries():
    roles = Counter(country.role for country in read_countries())

    assert roles == {"core": 15, "supporting": 6, "other": 15}
    assert {c.role for c in read_all_countries()[36:]} == {"none"}


def test_mission_cities_are_112_and_counted_per_country():
    per_country = Counter(city.country for city in read_mission_cities())

    assert per_country.total() == 112
    assert per_country == {c.iso2: c.mission_cities for c in read_countries() if c.mission_cities}
    assert sum(city.group == "EU" for city in read_mission_cities()) == 100


def test_romania_has_three_selected_cities_and_nine_candidates():
    romanian = [city for city in read_candidates() if city.country == "RO"]

    assert Counter(city.status.partition(" ")[0] for city in romanian) == {"selected": 3, "candidate": 9}


def test_populations_and_positions_are_plausible():
    places = list(read_places())

    assert [p.id for p in places if not (27 < p.latitude < 72 or p.region.startswith("FRY"))] == []
    assert [p.id for p in places if p.population is not None and not 1 <= p.population <= 16_000_000] == []
    assert [p.id for p in places if p.area_km2 is not None and not 0 < p.area_km2 < 20_000] == []
    assert {p.degurba for p in places} == {1, 2, 3, None}


def test_each_place_has_an_address_of_its_own_and_a_known_country_and_region():
    places = list(read_places())
    known = countries_by_code()

    assert len({place.id for place in places}) == len(places)
    assert [p.id for p in places if not re.fullmatch(r"[a-z]{2}/[a-z0-9]+(-[a-z0-9]+)*", p.id)] == []
    assert {p.country for p in places} <= {code for code in known if known[code].iso2 == code}
    without_name = Counter(p.region for p in places if p.region and p.region not in regions())
    assert {code for code in without_name if not re.fullmatch(r"(IE|EL|ME|AD|MC|SM|BA|IL):?.*", code)} == set()
