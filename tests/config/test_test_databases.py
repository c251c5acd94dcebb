"""The databases of the tests themselves: own per worker, with places only where asked, fresh after a commit."""

import urllib.request

import pytest
from django.db import connection

from capacities.core.places.models import Country, Place


@pytest.mark.django_db
def test_each_worker_has_a_database_of_its_own_that_folds_romanian_letters():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database(), current_setting('fsync'), upper('șț'), 'ă' < 'b'")
        name, fsync, upper, order = cursor.fetchone()

    assert name.startswith("test_plain_")
    assert fsync == "off"
    assert upper == "ȘȚ"
    assert order is False


@pytest.mark.django_db
def test_a_test_that_asks_for_places_has_all_of_them(places):
    assert Place.objects.count() > 98_000


@pytest.mark.django_db
def test_a_test_that_does_not_ask_has_none():
    assert Place.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_what_a_test_commits_is_gone_for_the_next_one_first(places):
    Country.objects.filter(iso2="RO").update(name_en="Changed")


@pytest.mark.django_db
def test_what_a_test_commits_is_gone_for_the_next_one_then(places):
    assert Country.objects.get(iso2="RO").name_en == "Romania"


def test_the_live_server_sees_the_places(places, live_server):
    with urllib.request.urlopen(f"{live_server.url}/healthz") as answer:
        assert answer.status == 200

    assert Place.objects.filter(country="RO").count() > 3_000
