"""Reads of organisations, and names of countries."""

import pytest
from django.utils import translation

from capacities.core.organisations.models import Organisation
from capacities.core.organisations.names import country_name, sort_key
from capacities.core.organisations.queries import (
    OrganisationFilter,
    european_organisations,
    national_organisations,
    organisation_counts,
    organisations_matching,
    organisations_of_country,
)


@pytest.fixture
def four(db):
    rows = [
        ("ro-ministry", "Ministry of Research", "MCID", "RO", "ministry", False, "Set up the hub"),
        ("ro-hub", "Mirror Mission Cities Hub", "M100", "RO", "support-organisation", True, "National hub"),
        ("at-agency", "Climate and Energy Fund", "KLIEN", "AT", "funding-agency", False, "Funds pioneer cities"),
        ("eu-bank", "European Investment Bank", "EIB", "EU", "funding-agency", False, "Lends to cities"),
    ]
    for slug, name, acronym, country, kind, is_hub, role in rows:
        Organisation.objects.create(
            slug=slug, name=name, acronym=acronym, country=country, kind=kind, is_hub=is_hub, role=role
        )


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (OrganisationFilter(), ["KLIEN", "EIB", "MCID", "M100"]),
        (OrganisationFilter(country="RO"), ["MCID", "M100"]),
        (OrganisationFilter(kind="funding-agency"), ["KLIEN", "EIB"]),
        (OrganisationFilter(text="hub"), ["MCID", "M100"]),
        (OrganisationFilter(text="hub NATIONAL"), ["M100"]),
        (OrganisationFilter(country="AT", kind="ministry"), []),
    ],
)
def test_a_list_is_narrowed_by_country_kind_and_every_word(four, wanted, expected):
    assert [one.acronym for one in organisations_matching(wanted)] == expected


def test_the_hub_stands_first_in_its_country(four):
    assert [one.acronym for one in organisations_of_country("RO")] == ["M100", "MCID"]


def test_european_and_national_bodies_are_told_apart(four):
    assert [one.acronym for one in european_organisations()] == ["EIB"]
    assert [one.acronym for one in national_organisations()] == ["KLIEN", "MCID", "M100"]
    assert organisation_counts() == {"RO": 2, "AT": 1, "EU": 1}


def test_countries_are_named_in_the_readers_language():
    assert country_name("NL", "ro") == "Țările de Jos"
    assert country_name("DE", "en") == "Germany"
    assert country_name("ZZZ", "en") == "ZZZ"
    with translation.override("ro"):
        assert country_name("EU") == "Europa"


def test_names_sort_letters_with_marks_beside_those_without():
    names = ["Zürich", "Ämter", "Austria", "Åland", "Țările de Jos", "Turcia", "Suedia"]

    assert sorted(names, key=sort_key) == ["Åland", "Ämter", "Austria", "Suedia", "Țările de Jos", "Turcia", "Zürich"]
