"""Loading of countries and places into the database."""

import pytest

from capacities.core.places.models import Country, LoadedTable, Membership, Place, PlaceName
from capacities.core.places.services import MISSION, load_places
from capacities.facts.places import read_places

pytestmark = pytest.mark.django_db


def test_all_countries_places_and_names_are_loaded(places):
    records = list(read_places())

    assert Country.objects.count() == 36 + 9
    assert Place.objects.count() == len(records)
    assert PlaceName.objects.count() == sum(len(record.keys) for record in records)
    assert PlaceName.objects.filter(own=True).count() == len(records)


def test_a_loaded_place_has_the_facts_of_its_record(places):
    record = next(record for record in read_places() if record.id == "ro/suceava")

    place = Place.objects.get(country_id="RO", slug="suceava")

    loaded = {
        name: getattr(place, name) for name in ("name", "county", "lau_id", "population", "area_km2", "degurba", "role")
    }
    assert loaded == {name: getattr(record, name) for name in loaded}
    assert (place.population_source, place.population_year) == ("lau2020", 2020)
    assert set(place.names.values_list("key", flat=True)) == set(record.keys)


def test_memberships_carry_label_and_programme(places):
    suceava = {m.programme: m for m in Membership.objects.filter(place__slug="suceava", place__country_id="RO")}

    assert suceava[MISSION].label_date == "2024-10-08"
    assert suceava["M100 Mirror Mission Cities Hub Romania"].status == "selected (EU Mission City)"
    assert Membership.objects.count() == 112 + 57


def test_a_second_load_does_nothing(places, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert load_places() == 0


def test_a_changed_list_is_loaded_again_and_places_keep_their_ids(places):
    before = dict(Place.objects.filter(role="mission").values_list("slug", "pk"))
    Place.objects.filter(slug="suceava").update(name="?", population=1)
    LoadedTable.objects.update(digest="older")
    seen = []

    count = load_places(lambda done, total: seen.append((done, total)))

    assert count == Place.objects.count()
    assert dict(Place.objects.filter(role="mission").values_list("slug", "pk")) == before
    assert Place.objects.get(country_id="RO", slug="suceava").population == 125_191
    assert seen[-1] == (count, count)
    assert seen == sorted(seen)


def test_a_place_that_left_the_list_goes(places):
    Place.objects.create(country_id="RO", slug="gone", name="Gone", kind="municipality", latitude=45, longitude=25)
    LoadedTable.objects.update(digest="older")

    count = load_places()

    assert not Place.objects.filter(slug="gone").exists()
    assert Place.objects.count() == count


def test_an_interrupted_load_leaves_nothing_half_done(monkeypatch):
    monkeypatch.setattr("capacities.core.places.services._load_memberships", lambda: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        load_places()

    assert (Place.objects.count(), Country.objects.count(), LoadedTable.objects.count()) == (0, 0, 0)
