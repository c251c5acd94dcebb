"""Reads of places: search, type-ahead, addresses, counts; each with a fixed number of queries."""

import pytest

from capacities.core.places import queries
from capacities.facts.places import read_places

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]


def addresses(found):
    return [place.address for place in found]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Suceava", "ro/suceava"),
        ("brasov", "ro/brasov"),
        ("Wien", "at/wien"),
        ("vienna", "at/wien"),
        ("Κοζανη", "gr/kozani"),
        ("timi", "ro/timisoara"),
        ("muenchen", "de/munchen"),
        ("Roman, Neamț", "ro/roman"),
        ("Roman, BG", "bg/roman"),
        ("sector 2", "ro/bucuresti-sector-2"),
    ],
)
def test_the_best_match_comes_first(typed, first):
    assert first in addresses(queries.search_places(typed).places[:2])


def test_the_whole_name_goes_before_names_that_only_begin_so():
    found = queries.search_places("roman", country="ro").places

    assert found[0].address == "ro/roman"
    assert {place.name[:5] for place in found[1:4]} <= {"Roman", "Român"}


def test_among_equal_matches_the_role_goes_before_the_population():
    found = queries.search_places("bu", country="RO", limit=60).places

    own = [place for place in found if place.name.lower().startswith("bu") and place.kind != "locality"]
    roles = [bool(place.role) for place in own]
    assert roles == sorted(roles, reverse=True)
    assert own[0].address == "ro/bucuresti-sector-2"
    plain = [place.population or 0 for place in own if not place.role]
    assert plain == sorted(plain, reverse=True)


def test_a_place_that_fits_by_many_names_is_listed_once():
    found = addresses(queries.search_places("buc", limit=30).places)

    assert len(found) == len(set(found)) == 30


def test_a_misspelt_name_brings_suggestions():
    search = queries.search_places("Suceva")

    assert search.places == ()
    assert search.did_you_mean[0].address == "ro/suceava"


@pytest.mark.parametrize("typed", ["", " ", "s", "%", "_%", "'; DROP TABLE", "x" * 3_000])
def test_nonsense_finds_nothing(typed):
    assert queries.search_places(typed).places == ()
    assert queries.suggest(typed) == []


@pytest.mark.parametrize(("typed", "count"), [("suceava", 1), ("sat", 1), ("roman, neamt", 2), ("suceva", 3)])
def test_search_asks_a_fixed_number_of_queries(typed, count, django_assert_num_queries):
    with django_assert_num_queries(count):
        search = queries.search_places(typed)
        [place.country.name("ro") for place in (*search.places, *search.did_you_mean)]


def test_suggestions_for_typing_are_plain_data(django_assert_num_queries):
    with django_assert_num_queries(1):
        found = queries.suggest("suceav", country="RO")

    assert found[0] == {
        "name": "Suceava",
        "county": "Suceava",
        "country": "RO",
        "population": 125_191,
        "role": "mission",
        "url": "/places/ro/suceava/",
    }


def test_a_place_is_found_by_its_address_in_any_case():
    assert queries.place_by_slug("RO", "Suceava").name == "Suceava"
    assert queries.place_by_slug("ro", "nowhere") is None


def test_mission_cities_and_candidates_are_complete_in_two_queries(django_assert_num_queries):
    with django_assert_num_queries(4):
        mission, candidates = list(queries.mission_cities()), list(queries.candidates())
        waves = [m.label_wave for place in mission for m in place.memberships.all()]

    assert len(mission) == 112
    assert {place.slug for place in candidates if place.country_id == "RO"} == {
        "alba-iulia", "bistrita", "brasov", "buzau", "piatra-neamt", "ramnicu-valcea", "roman", "timisoara", "tulcea",
    }  # fmt: skip
    assert any(waves)
    assert {place.address for place in mission}.isdisjoint(place.address for place in candidates)


def test_counts_per_country_agree_with_the_list(django_assert_num_queries):
    with django_assert_num_queries(1):
        counts = queries.counts_by_country()

    romanian = [p for p in read_places() if p.country == "RO"]
    whole = [p for p in romanian if p.kind == "municipality"]
    assert counts["RO"].municipalities == len(whole) == 3_181
    assert counts["RO"].people == sum(p.population or 0 for p in whole)
    assert (counts["RO"].mission, counts["RO"].candidates) == (3, 9)
    assert sum(count.mission for count in counts.values()) == 112


def test_names_of_places_are_read_at_once(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert queries.names_of_places(["ro/suceava", "de/munchen", "xx/none"]) == {
            "ro/suceava": "Suceava",
            "de/munchen": "München",
        }


def test_the_facts_of_a_place_are_those_of_its_record():
    facts = queries.place_facts(queries.place_by_slug("ro", "suceava"))

    assert (facts.population, facts.degree_of_urbanisation, facts.role) == (125_191, 1, "mission")
    assert facts.codes == {"lau": "146263", "nuts3": "RO215", "geonames": "665850"}
    assert facts.density_per_km2 == pytest.approx(125_191 / 48.52)
    assert facts.country_name == "Romania"


def test_countries_have_names_in_both_languages():
    greece = queries.country_by_code("EL")

    assert (greece.iso2, greece.name("en"), greece.name("ro")) == ("GR", "Greece", "Grecia")
    assert queries.countries().count() == 36
