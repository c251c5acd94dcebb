"""What is open to towns on their page and on their country's; what somebody takes part in on their account page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from capacities.capacity.rounds.models import Participant
from capacities.core.people.models import Person
from capacities.core.people.roles import place_scope
from capacities.core.places.models import Place
from tests.capacity.factories import make_assessment, make_round, make_version
from tests.cast import make_cast, make_person
from tests.hub.conftest import NOW
from tests.hub.factories import make_hub
from tests.hub.programmes.factories import make_application, make_programme
from tests.hub.training.factories import make_enrolment, make_training

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today", "places")]
DAY = timedelta(days=1)
PAGES = ["/places/ro/suceava/", "/countries/ro/"]


def everything() -> None:
    hub, other = make_hub(), make_hub("bg", countries=["BG"])
    make_programme(hub, "open")
    make_programme(hub, "announced", opens_at=NOW + DAY)
    make_programme(hub, "closed", closes_at=NOW - DAY)
    make_programme(hub, "draft", state="draft")
    make_programme(hub, "hub-only", visibility="hub")
    make_programme(hub, "removed", removed_at=NOW)
    make_programme(other, "elsewhere")
    make_training(hub, "Enrol", enrol_until=NOW.date())
    make_training(hub, "Too late", enrol_until=NOW.date() - DAY)
    make_training(hub, "Being written", state="developing")
    make_training(hub, "Hub training", visibility="hub")
    make_training(hub, "Removed training", removed_at=NOW)
    make_training(other, "Other training")


@pytest.mark.parametrize("path", PAGES)
def test_visitors_see_what_is_open_to_everybody_and_nothing_else(client: Any, path: str) -> None:
    everything()

    page = client.get(path).text

    shown = ["Open", "Announced", "Enrol"]
    hidden = ["Closed", "Draft", "Hub-Only", "Removed", "Elsewhere", "Too late", "Being written", "Hub training"]
    assert [name for name in shown if f">{name}</a>" not in page] == []
    assert [name for name in hidden if f">{name}</a>" in page] == []
    assert "Programme, open for applications, until 15 March 2027, 17:00" in page


@pytest.mark.parametrize("path", PAGES)
def test_without_anything_open_there_is_no_section(client: Any, path: str) -> None:
    make_hub()

    assert "openings" not in client.get(path).text


@pytest.mark.parametrize("who", ["visitor", "citizen", "other_city", "hub_team", "city_team"])
def test_the_town_s_applications_are_shown_to_its_team_alone(client: Any, who: str) -> None:
    cast = make_cast()
    place = Place.objects.get(country_id="RO", slug="suceava")
    make_application(make_programme(make_hub()), place, by_team=True)
    if who != "visitor":
        client.force_login(cast[who])

    page = client.get(PAGES[0]).text

    assert ("Applications of your town" in page) is (who == "city_team")


def taking_part() -> Person:
    person = make_person("ana", ("city_team", place_scope("ro", "suceava")))
    hub = make_hub()
    place = Place.objects.get(country_id="RO", slug="suceava")
    make_application(make_programme(hub), place, person)
    make_enrolment(make_training(hub), person=person)
    assessment = make_assessment(make_round(make_version(audience="city")), place)
    Participant.objects.create(assessment=assessment, person=person, email=person.email)
    return person


def test_the_account_page_lists_what_somebody_takes_part_in(client: Any) -> None:
    client.force_login(taking_part())

    page = client.get("/account/").text

    for name, address in (
        ("Pioneers: Suceava", "/applications/"),
        ("First steps", "/training/mine/"),
        (f"Round autumn: {Place.objects.get(country_id='RO', slug='suceava')}", "/capacity/rounds/mine/"),
    ):
        assert f">{name}</a>" in page
        assert f'href="{address}"' in page


def test_others_have_no_such_list(client: Any) -> None:
    taking_part()
    client.force_login(make_person("other"))

    assert "What you take part in" not in client.get("/account/").text
