"""The weekly letter: who gets it, on whose Monday, once, in their language, and how it is stopped."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

import pytest
import time_machine

from capacities.core.outbox.models import OutgoingMail
from capacities.core.people.models import Person
from capacities.core.people.roles import country_scope
from capacities.hub.meetings.models import Action
from capacities.hub.structure.weekly import choose_letter, send_weekly, stop_link
from tests.cast import make_person
from tests.hub.factories import make_body, make_guest, make_hub, make_meeting, make_seat
from tests.jobs import do_waiting_jobs

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 30, 5, 5, tzinfo=UTC)  # 7:05 in Bucharest, 6:05 in Brussels


def with_task(person: Person, **changes: Any) -> None:
    hub = make_hub()
    values = {"text": "Ask the ministry", "owner": "X", "due": "2026-11-27", **changes}
    Action.objects.create(hub=hub, person=person, **values)


def texts(sink: list[EmailMessage]) -> list[str]:
    return [mail.get_content() for mail in sink]


def test_the_letter_tells_what_waits_in_the_readers_language(smtp_sink: list[EmailMessage], places: None) -> None:
    officer = make_person("officer", ("hub_team", country_scope("RO")), language="ro")
    Person.objects.update(time_zone="Europe/Bucharest")
    with_task(officer)

    with time_machine.travel(MONDAY, tick=False):
        assert send_weekly(MONDAY) == 1
        assert send_weekly(MONDAY) == 0
        do_waiting_jobs()

    (mail,) = smtp_sink
    text = mail.get_content()
    assert mail["Content-Language"] == "ro"
    assert "Săptămâna aceasta" in mail["Subject"]
    assert "termen depășit: Ask the ministry (până la 27 noiembrie 2026)" in text
    assert "Orașe fără contact de trei luni" in text
    assert "/weekly/" in text


@pytest.mark.parametrize(
    ("at", "zone", "written"),
    [
        (datetime(2026, 11, 30, 5, 5, tzinfo=UTC), "Europe/Bucharest", 1),
        (datetime(2026, 11, 30, 5, 5, tzinfo=UTC), "Europe/Brussels", 0),
        (datetime(2026, 11, 30, 6, 5, tzinfo=UTC), "Europe/Brussels", 1),
        (datetime(2026, 12, 1, 5, 5, tzinfo=UTC), "Europe/Bucharest", 0),
        (datetime(2026, 11, 29, 19, 5, tzinfo=UTC), "Pacific/Auckland", 1),
    ],
)
def test_it_is_written_on_the_readers_own_monday_morning(at: datetime, zone: str, written: int) -> None:
    officer = make_person("officer", ("hub_team", country_scope("RO")))
    Person.objects.update(time_zone=zone)
    with_task(officer)

    with time_machine.travel(at, tick=False):
        assert send_weekly(at) == written


def test_nothing_is_written_to_who_stopped_it_left_or_has_nothing_to_do() -> None:
    stopped, closed, idle, outsider = (make_person(name) for name in ("stopped", "closed", "idle", "outsider"))
    Person.objects.update(time_zone="Europe/Bucharest")
    with_task(stopped)
    hub = make_hub("second")
    body = make_body(hub)
    for person in (stopped, closed, idle):
        make_seat(body, person=person)
        if person != idle:
            Action.objects.create(hub=hub, person=person, text="X", owner="X", due="2026-11-27")
    Action.objects.create(hub=hub, person=outsider, text="X", owner="X", due="2026-11-27")
    choose_letter(person=stopped, wanted=False)
    Person.objects.filter(pk=closed.pk).update(is_active=False)

    with time_machine.travel(MONDAY, tick=False):
        assert send_weekly(MONDAY) == 0
    assert not OutgoingMail.objects.exists()


def test_members_are_told_of_their_own_polls_and_tasks_only() -> None:
    member = make_person("member")
    Person.objects.update(time_zone="Europe/Bucharest")
    hub = make_hub()
    make_seat(make_body(hub), person=member)
    make_guest(make_meeting(hub, state="poll", starts_at=None), email="m@example.org", person=member)
    Action.objects.create(hub=hub, text="Not yours", owner="Hub", due="2026-11-27")

    with time_machine.travel(MONDAY, tick=False):
        send_weekly(MONDAY)

    body = OutgoingMail.objects.get(kind="weekly").body
    assert "which dates suit you?" in body
    assert "Not yours" not in body


def test_the_link_stops_the_letter_after_a_press_and_can_be_taken_back(client: Any) -> None:
    person = make_person("member")
    link = stop_link(person)

    opened = client.get(link)
    client.post(link, {"wanted": "no"})
    stopped = client.get(link)
    client.post(link, {"wanted": "yes"})

    assert "Stop the weekly letter?" in opened.text
    assert "The weekly letter is stopped" in stopped.text
    assert "Stop the weekly letter?" in client.get(link).text
    assert client.get("/weekly/wrong/").status_code == 404


def test_the_choice_stands_on_the_account_page_of_who_has_a_hub(client: Any) -> None:
    make_hub()
    client.force_login(make_person("citizen"))
    without = client.get("/account/").text
    client.force_login(make_person("officer", ("hub_team", country_scope("RO"))))

    page = client.get("/account/").text
    client.post("/weekly/", {"wanted": "no"})

    assert "Weekly letter" not in without
    assert "You get what waits for you in: Hub ro." in page
    assert "You have stopped it." in client.get("/account/").text
