"""Loading of organisations: complete, repeatable, and never over what people wrote."""

import csv

import pytest
from django.apps import apps

from capacities.core.organisations.models import Organisation, Origin
from capacities.core.organisations.services import load_organisations
from capacities.facts.table import table_path

pytestmark = pytest.mark.django_db


def rows():
    with table_path("organisations").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_row_of_the_facts_becomes_an_organisation():
    assert load_organisations() == len(rows()) == 93

    stored = Organisation.objects.values_list("country", "name", "acronym", "role", "source")
    assert sorted(stored) == sorted((r["country"], r["name"], r["acronym"], r["role"], r["source"]) for r in rows())


def test_loading_again_changes_nothing_and_leaves_no_trail():
    load_organisations()
    trail = apps.get_model("organisations.OrganisationEvent").objects.count()
    ids = set(Organisation.objects.values_list("pk", flat=True))

    load_organisations()

    assert set(Organisation.objects.values_list("pk", flat=True)) == ids
    assert apps.get_model("organisations.OrganisationEvent").objects.count() == trail


def test_a_correction_by_people_stays():
    load_organisations()
    hub = Organisation.objects.get(acronym="M100")
    hub.role, hub.origin = "Our own words", Origin.PEOPLE
    hub.save()

    load_organisations()

    assert Organisation.objects.get(acronym="M100").role == "Our own words"


def test_a_row_that_left_the_facts_leaves_and_one_of_people_stays():
    Organisation.objects.create(slug="ro-gone", name="Gone", country="RO", kind="ministry", origin=Origin.FACTS)
    Organisation.objects.create(slug="ro-ours", name="Ours", country="RO", kind="ministry", origin=Origin.PEOPLE)

    load_organisations()

    assert set(Organisation.objects.filter(name__in=["Gone", "Ours"]).values_list("name", flat=True)) == {"Ours"}


def test_hubs_are_the_national_platforms_and_not_the_ministries_that_speak_of_them():
    load_organisations()

    assert sorted(Organisation.objects.filter(is_hub=True).values_list("country", "acronym")) == [
        ("ES", "citiES 2030"),
        ("RO", "M100"),
    ]
