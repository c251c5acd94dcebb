"""Today on the hub's first page: who sees what, in which order, and what each part counts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from capacities.core.people.models import Person
from capacities.core.places.models import Place
from capacities.hub.cities.models import CityFile, RaisedHand
from capacities.hub.instruments.models import Instrument
from capacities.hub.meetings.models import Action, DateAnswer, DateOption, Decision
from capacities.hub.needs.models import Need, Support
from capacities.hub.structure.models import Hub
from capacities.hub.structure.todo import Group, waiting_for
from tests.cast import make_cast, make_person
from tests.hub.conftest import NOW
from tests.hub.factories import make_body, make_guest, make_hub, make_meeting, make_seat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def place(slug: str) -> Place:
    return Place.objects.get(country_id="RO", slug=slug)


def everything(officer: Person) -> Hub:
    hub = make_hub()
    today = NOW.date()
    Action.objects.create(hub=hub, person=officer, text="Task", owner="X", due=today - timedelta(days=1))
    Action.objects.create(hub=hub, person=officer, text="Later", owner="X", due=today + timedelta(days=8))
    poll = make_meeting(hub, title={"en": "Poll"}, state="poll", starts_at=None)
    make_guest(poll, email="o@example.org", person=officer)
    option = DateOption.objects.create(meeting=poll, starts_at=NOW)
    DateAnswer.objects.create(option=option, guest=make_guest(poll, email="x@example.org"), answer="yes")
    make_guest(poll, email="y@example.org", removed_at=NOW)
    make_meeting(hub, title={"en": "Held"}, state="invited", starts_at=NOW - timedelta(days=3))
    Decision.objects.create(hub=hub, text="Decision", status="taken", due=today + timedelta(days=14))
    Decision.objects.create(hub=hub, text="Done", status="done", due=today)
    RaisedHand.objects.create(
        place=place("reghin"), text="?", name="X", email="x@example.org", state="waiting", asked_at=NOW
    )
    for slug, days, effort in (("tulcea", 10, "letter"), ("roman", 20, "decision"), ("suceava", 12, "meeting")):
        CityFile.objects.create(
            hub=hub, place=place(slug), waits_for="A vote", waits_since=today - timedelta(days=days), effort=effort
        )
    need = Need.objects.create(hub=hub, title="Need")
    Support.objects.create(need=need, person=officer, given_at=NOW - timedelta(days=29))
    Support.objects.create(need=need, person=make_person("other"), given_at=NOW - timedelta(days=31))
    Instrument.objects.create(
        slug="call", kind="funding", name={"en": "Call"}, countries=["RO"], source="x",
        closes_at=NOW + timedelta(days=20),
    )  # fmt: skip
    return hub


def lines(groups: list[Group]) -> dict[str, list[str]]:
    return {group.key: [line.text for line in group.lines] for group in groups}


def test_the_officer_sees_all_that_waits_the_most_pressing_first(places: None, officer: Person) -> None:
    hub = everything(officer)

    groups = waiting_for(officer, hub, NOW.date())

    found = lines(groups)
    assert list(found) == [
        "asked", "polls", "cities", "tasks", "minutes", "running", "decisions", "deadlines", "needs", "silent",
    ]  # fmt: skip
    assert found["asked"] == ["Reghin asks for help"]
    assert (found["tasks"], found["minutes"], found["decisions"]) == (["Task"], ["Held"], ["Decision"])
    assert (found["needs"], found["deadlines"]) == (["Need"], ["Call"])
    assert next(group for group in groups if group.key == "running").lines[0].note == "1 guest has not answered"
    # 10 days that a letter ends count 30, 12 that a meeting ends 24, 20 that wait for a decision 20.
    assert [text.split(" waits")[0] for text in found["cities"]] == ["Tulcea", "Suceava", "Roman"]
    silent = next(group for group in groups if group.key == "silent")
    assert (len(silent.lines), silent.count) == (3, 12)
    assert next(group for group in groups if group.key == "needs").lines[0].note == "1 new support in 30 days"


@pytest.mark.parametrize("who", ["citizen", "city_team", "other_hub", "european_team"])
def test_others_see_only_what_is_theirs(places: None, officer: Person, who: str) -> None:
    hub, person = everything(officer), make_cast()[who]
    Action.objects.create(hub=hub, person=person, text="Mine", owner="X", due=NOW.date())

    assert lines(waiting_for(person, hub, NOW.date())) == {"tasks": ["Mine"]}


def test_the_page_shows_it_and_stays_within_its_queries(
    places: None, office: Any, officer: Person, django_assert_max_num_queries: Any
) -> None:
    hub = everything(officer)
    for number in range(3):
        make_seat(make_body(hub, f"body-{number}"))

    with django_assert_max_num_queries(19):
        page = office.get("/hubs/ro/")

    assert "Reghin asks for help" in page.text
    assert "1 new support in 30 days" in page.text


def test_nothing_to_do_is_said_to_the_team_and_not_to_visitors(client: Any, officer: Person) -> None:
    make_hub()

    assert "Today" not in client.get("/hubs/ro/").text
    client.force_login(officer)
    assert "Nothing waits for you today." in client.get("/hubs/ro/").text


def test_the_silence_of_today_and_of_the_list_of_cities_agree(places: None, officer: Person) -> None:
    from capacities.hub.cities.queries import city_rows, silent_first, silent_places
    from capacities.hub.cities.services import add_contact, change_city, follow_city

    hub = make_hub()
    files = {slug: follow_city(by=officer, hub=hub, place=place(slug)) for slug in ("reghin", "roman", "tulcea")}
    for slug, days in (("reghin", 89), ("roman", 90)):
        day = NOW.date() - timedelta(days=days)
        add_contact(by=officer, file=files[slug], summary="x", kind="call", day=day)
    change_city(by=officer, file=files["tulcea"], phase="act")
    make_meeting(hub, counterpart_place=place("suceava"), state="invited", starts_at=NOW - timedelta(days=5))
    came = make_meeting(hub, state="invited", starts_at=NOW - timedelta(days=5))
    make_guest(came, "Cluj", email="", place=place("cluj-napoca"), attendance="present")

    by_rows = sorted(row.place.slug for row in silent_first(city_rows(officer, hub)))
    by_query = sorted(one.slug for one in silent_places(officer, hub, timezone.localdate()))

    assert by_query == by_rows
    assert {"reghin", "tulcea", "suceava", "cluj-napoca"}.isdisjoint(by_query)
    assert "roman" in by_query
