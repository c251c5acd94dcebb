"""The list of places against the LAU list it was made from, and each repair of it."""

import csv
from collections import Counter, defaultdict
from functools import cache
from math import log

import pytest

from capacities.facts.candidates import read_candidates
from capacities.facts.cities import read_mission_cities
from capacities.facts.places import Place, read_places
from capacities.facts.table import DATA, open_text
from tests.paths import cases_dir

# Mission cities and candidates whose place differs from GeoNames' figure by more than a factor of two, and why.
EXCEPTIONS = {
    "dk/sonderborg": "the municipality is the town and its surroundings",
    "fr/bordeaux-metropole": "28 communes together; GeoNames counts Bordeaux alone",
    "fr/grenoble-alpes-metropole": "49 communes together; GeoNames counts Grenoble alone",
    "lu/differdange": "GeoNames counts the central locality",
    "pt/guimaraes": "the municipality is 48 parishes; GeoNames counts the town",
    "at/st-polten": "GeoNames counts the centre",
    "at/leonding": "GeoNames counts the centre",
    "se/enkoping": "the municipality is the town and its surroundings",
    "se/jarfalla": "GeoNames counts one locality of the municipality",
    "se/kristianstad": "the municipality is the town and its surroundings",
    "se/nacka": "GeoNames counts one locality of the municipality",
    "se/skelleftea": "the municipality is the town and its surroundings",
}


@cache
def places() -> dict[str, Place]:
    return {place.id: place for place in read_places()}


@cache
def parts() -> list[dict[str, str]]:
    with open_text(DATA / "municipality_parts.csv.xz") as stream:
        return list(csv.DictReader(stream))


def eurostat(country: str) -> str:
    return {"GR": "EL", "GB": "UK"}.get(country, country)


@pytest.mark.cases
def test_the_shipped_files_hold_every_unit_of_the_lau_list():
    units: Counter[str] = Counter()
    people: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    for place in places().values():
        if place.kind == "municipality" and place.lau_id and place.population_source != "lau2020_sum":
            country = eurostat(place.country)
            units[country] += 1
            from_list = place.population if place.population_source == "lau2020" else None
            people[country] += from_list or 0
            unknown[country] += not from_list
    for unit in parts():
        country = eurostat(unit["country"])
        units[country] += 1
        people[country] += int(unit["population"] or 0)
        unknown[country] += not int(unit["population"] or 0)

    with (cases_dir() / "municipalities" / "lau_2020_totals.csv").open(encoding="utf-8") as stream:
        expected = {
            r["country"]: (int(r["n"]), int(r["population"]), int(r["unknown_or_zero"])) for r in csv.DictReader(stream)
        }
    assert {country: (units[country], people[country], unknown[country]) for country in units} == expected
    assert sum(units.values()) == 98_653


def test_ireland_has_its_31_local_authorities():
    irish = {p.slug: p.population for p in places().values() if p.country == "IE" and p.kind == "municipality"}

    assert len(irish) == 31
    # Census 2016: Dublin City 554,554; Cork City in the boundary of 2019 210,853; state 4,761,865.
    assert (irish["dublin"], irish["cork"], sum(irish.values())) == (554_554, 210_853, 4_761_865)


def test_portugal_has_its_308_municipalities():
    portuguese = {p.slug: p for p in places().values() if p.country == "PT" and p.kind == "municipality"}

    assert len(portuguese) == 308
    # Census 2011: Lisboa 552,700; Porto 237,591; Guimarães 158,124.
    assert portuguese["lisboa"].population == 552_700
    assert portuguese["porto"].population == 237_591
    assert portuguese["guimaraes"].population == pytest.approx(158_124, rel=0.001)


def test_greece_has_its_municipalities_and_mount_athos():
    greek = {p.slug: p for p in places().values() if p.country == "GR" and p.kind == "municipality"}

    # 332 municipalities since the law 4600/2019, and Mount Athos, which governs itself.
    assert len(greek) == 332 + 1
    # Census 2011: Athens 664,046; Thessaloniki 325,182; Kozani 71,388; Ioannina 112,486.
    assert {slug: greek[slug].population for slug in ("athens", "thessaloniki", "kozani", "ioannina")} == {
        "athens": 664_046,
        "thessaloniki": 325_182,
        "kozani": 71_388,
        "ioannina": 112_486,
    }
    assert greek["kozani"].name_local == "Κοζάνη"


def test_parts_add_up_to_their_municipality():
    sums: dict[str, int] = defaultdict(int)
    for unit in parts():
        if unit["place"] and unit["country"] in ("IE", "GR", "PT"):
            sums[f"{unit['country'].lower()}/{unit['place']}"] += int(unit["population"] or 0)

    assert len(sums) == 31 + 308 + 333
    assert {id: places()[id].population or 0 for id in sums} == sums


@pytest.mark.parametrize(
    ("id", "published"),
    [
        ("sk/bratislava", 437_726),  # Statistical Office, end of 2019: 437,725
        ("gb/london", 8_908_081),  # ONS mid-2018
        ("be/bruxelles", 1_218_255),  # Statbel, 1 January 2020
        ("fr/nantes-metropole", 656_275),  # INSEE 2018
        ("fr/grenoble-alpes-metropole", 445_059),  # INSEE 2018
        ("fr/dijon-metropole", 254_294),  # INSEE 2018
        ("fr/bordeaux-metropole", 801_041),  # INSEE 2018
        ("fr/angers-loire-metropole", 299_476),  # INSEE 2018
        ("rs/beograd", 1_659_440),  # census 2011
    ],
)
def test_cities_of_several_municipalities_are_their_sum(id, published):
    assert places()[id].kind == "union"
    assert places()[id].population == pytest.approx(published, rel=0.03)


def test_unknown_populations_are_filled_where_geonames_knows_them_and_stay_empty_elsewhere():
    icelandic = [p for p in places().values() if p.country == "IS" and p.kind == "municipality"]

    assert len(icelandic) == 72
    assert places()["is/reykjavik"].population == 118_918
    assert {p.population_source for p in icelandic} == {"geonames", ""}
    assert all((p.population is None) == (p.population_source == "") for p in places().values())


@pytest.mark.parametrize(
    "id",
    [
        "tr/istanbul",
        "tr/izmir",
        "ua/lviv",
        "il/eilat",
        "ba/sarajevo",
        "me/podgorica",
        "md/chisinau",
        "xk/prizren",
        "ua/kyiv",
    ],
)
def test_countries_without_a_list_of_municipalities_have_their_towns(id):
    assert places()[id].kind == "town"
    assert (places()[id].population or 0) > 50_000


@pytest.mark.parametrize(
    "id", ["ro/sfantu-gheorghe", "ro/barlad", "fr/le-mans", "gb/edinburgh", "hr/zagreb", "lt/kauno-rajonas"]
)
def test_official_names_became_the_names_people_know(id):
    assert id in places()


def test_romanian_names_use_comma_below_and_communes_keep_their_county():
    romanian = [p for p in places().values() if p.country == "RO"]

    assert [p.name for p in romanian if set("şţŞŢ") & set(p.name + p.county)] == []
    assert sum(p.kind == "municipality" for p in romanian) == 3_181
    assert {p.county for p in romanian if p.name == "Roman"} == {"Neamț"}


def test_overseas_communes_lie_in_their_own_region():
    assert {p.county for p in places().values() if p.lau_id == "97411"} == {"La Réunion"}


def test_every_mission_city_and_candidate_has_a_place_of_its_size():
    cities = [*read_mission_cities(), *read_candidates()]
    far = {
        c.place
        for c in cities
        if c.population and abs(log((places()[c.place].population or 1) / c.population)) > log(2)
    }

    assert len(cities) == 112 + 57
    assert far == set(EXCEPTIONS)


def test_roles_are_given_to_the_linked_places_only():
    roles = Counter(place.role for place in places().values() if place.role)

    assert roles["mission"] == 112
    assert places()["ro/suceava"].role == "mission"
    assert places()["ro/roman"].role == "candidate"
