"""What programmes add to Today, for the team alone; and two editors at one programme."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from capacities.core.people.models import Person
from capacities.core.people.roles import country_scope
from capacities.core.places.models import Place
from capacities.hub.programmes.models import Decision, Programme, Reply
from capacities.hub.structure.models import Hub
from capacities.hub.structure.todo import Line, waiting_for
from tests.cast import make_cast, make_person
from tests.hub.conftest import NOW
from tests.hub.factories import make_hub
from tests.hub.programmes.factories import make_application, make_programme, make_sent
from tests.hub.structure.test_revisions import opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today", "places")]


def place(slug: str) -> Place:
    return Place.objects.get(country_id="RO", slug=slug)


def closed_programme() -> Hub:
    """A programme that closed yesterday with four towns: undecided, decided, told, and one that never sent."""
    hub = make_hub()
    programme = make_programme(hub, closes_at=NOW - timedelta(days=1))
    make_sent(programme, place("tulcea"))
    make_application(programme, place("reghin"))
    for slug, is_told in (("roman", False), ("suceava", True)):
        application = make_sent(programme, place(slug))
        Decision.objects.create(application=application, outcome="selected")
        sent_at = NOW if is_told else None
        Reply.objects.create(application=application, decision_version=1, subject="x", text="x", sent_at=sent_at)
    open_one = make_programme(hub, "open")
    make_sent(open_one, place("buzau"))
    return hub


def told(person: Person, hub: Hub) -> list[Line]:
    return [line for group in waiting_for(person, hub, NOW.date()) if group.key == "asked" for line in group.lines]


def test_applications_to_decide_and_towns_to_tell_stand_in_today(officer: Person) -> None:
    (line,) = told(officer, closed_programme())

    assert (line.text, line.note) == ("Pioneers", "1 application to decide, 1 town to be told")
    assert line.url == "/hubs/ro/programmes/pioneers/selection/"


@pytest.mark.parametrize("who", ["citizen", "city_team", "other_hub", "european_team"])
def test_nobody_outside_the_team_is_told(who: str) -> None:
    assert told(make_cast()[who], closed_programme()) == []


def test_two_editors_of_a_programme_overwrite_nothing_unseen(office: Any) -> None:
    make_programme(make_hub())
    colleague = Client()
    colleague.force_login(make_person("second", ("hub_team", country_scope("RO"))))
    url = "/hubs/ro/programmes/pioneers/edit/"
    mine, theirs = opened(office, url), opened(colleague, url)

    assert colleague.post(url, theirs | {"closes_at": "2027-04-01T12:00"}).status_code == 302
    assert office.post(url, mine | {"name_en": "First steps"}).status_code == 302
    programme = Programme.objects.get()
    assert (programme.name["en"], programme.local_deadline.isoformat()[:16]) == ("First steps", "2027-04-01T12:00")

    theirs = opened(colleague, url)
    mine = opened(office, url)
    colleague.post(url, theirs | {"name_en": "Theirs"})
    assert office.post(url, mine | {"name_en": "Mine"}).status_code == 409
