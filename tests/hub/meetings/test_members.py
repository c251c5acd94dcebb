"""A member who leaves: the seat ends, mails stop, what was said and done stays; and mails that reach everybody once."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from email.message import EmailMessage

import pytest

from capacities.core.outbox.models import OutgoingMail
from capacities.core.people.models import Person
from capacities.hub.meetings import services
from capacities.hub.meetings.models import Action, Guest, Meeting
from capacities.hub.structure import services as structure
from capacities.hub.structure.models import Seat
from tests.cast import make_person
from tests.hub.conftest import NOW
from tests.hub.factories import make_body, make_guest, make_hub, make_meeting, make_seat
from tests.jobs import do_waiting_jobs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def invited_body(officer: Person) -> tuple[Seat, Meeting]:
    body = make_body(make_hub())
    seat = make_seat(body)
    make_seat(body, person_name="Other", email="other@example.org")
    meeting = services.create_meeting(
        by=officer, hub=body.hub, body=body, kind="body", title={"en": "Heat"}, starts_at=NOW + timedelta(days=8)
    )
    return seat, services.invite(by=officer, meeting=meeting)


def test_who_leaves_a_body_is_taken_off_its_coming_meetings_and_comes_back_with_the_seat(
    officer: Person, smtp_sink: list[EmailMessage]
) -> None:
    seat, meeting = invited_body(officer)
    past = make_meeting(meeting.hub, body=meeting.body, state="invited", starts_at=NOW - timedelta(days=3))
    make_guest(past)

    structure.end(by=officer, held=seat, day=NOW.date())
    do_waiting_jobs()
    off = [guest.name for guest in meeting.guests.filter(removed_at=None)]
    structure.resume(by=officer, held=seat)
    do_waiting_jobs()

    assert off == ["Other"]
    assert past.guests.filter(removed_at=None).count() == 1
    assert meeting.guests.filter(removed_at=None).count() == 2
    to_member = [mail["Subject"] for mail in smtp_sink if mail["To"] == "member@example.org"]
    assert len(to_member) == 3  # invited, taken off, invited again
    assert len([mail for mail in smtp_sink if mail["To"] == "other@example.org"]) == 1


def test_a_seat_that_ends_after_a_meeting_leaves_its_guest(officer: Person) -> None:
    seat, meeting = invited_body(officer)

    structure.end(by=officer, held=seat, day=(NOW + timedelta(days=8)).date())

    assert meeting.guests.filter(removed_at=None).count() == 2


def test_who_sits_twice_stays_a_guest_when_one_seat_ends(officer: Person) -> None:
    seat, meeting = invited_body(officer)
    make_seat(seat.body, role="expert")

    structure.end(by=officer, held=seat, day=NOW.date())

    assert meeting.guests.filter(removed_at=None).count() == 2


def test_an_account_that_goes_ends_its_seats_and_leaves_meetings_to_come(officer: Person) -> None:
    member = make_person("member")
    body = make_body(make_hub())
    seat = make_seat(body, person=member, person_name="", email="")
    coming = make_meeting(body.hub, state="invited")
    held = make_meeting(body.hub, state="invited", starts_at=NOW - timedelta(days=3))
    for meeting in (coming, held):
        make_guest(meeting, "Member", email="m@example.org", person=member)

    member.delete()

    seat.refresh_from_db()
    assert (seat.valid_until, seat.holder) == (NOW.date(), "vacant")
    assert [guest.meeting for guest in Guest.objects.filter(removed_at=None)] == [held]


def test_who_may_no_longer_sign_in_gets_no_mail(officer: Person) -> None:
    member = make_person("member")
    meeting = make_meeting(make_hub())
    make_guest(meeting, "Member", email="m@example.org", person=member)
    Action.objects.create(hub=meeting.hub, person=member, text="Ask", owner="Member", due=NOW.date())
    Person.objects.filter(pk=member.pk).update(is_active=False)

    services.invite(by=officer, meeting=meeting)
    services.remind_of_actions(NOW.date())

    assert not OutgoingMail.objects.exists()


def test_a_moved_date_and_a_cancellation_reach_everybody_once(officer: Person, smtp_sink: list[EmailMessage]) -> None:
    meeting = make_meeting(make_hub())
    addresses = [f"guest{n}@example.org" for n in range(5)]
    for address in addresses:
        make_guest(meeting, address, email=address)
    make_guest(meeting, "By phone", email="")
    services.invite(by=officer, meeting=meeting)
    do_waiting_jobs()
    smtp_sink.clear()

    services.change_meeting(by=officer, meeting=meeting, starts_at=NOW + timedelta(days=20), venue="Hall")
    do_waiting_jobs()
    moved = Counter(mail["To"] for mail in smtp_sink)
    smtp_sink.clear()
    services.cancel_meeting(by=officer, meeting=meeting)
    do_waiting_jobs()
    do_waiting_jobs()

    assert moved == dict.fromkeys(addresses, 1)
    assert Counter(mail["To"] for mail in smtp_sink) == dict.fromkeys(addresses, 1)


def test_correcting_a_meeting_that_is_over_is_told_to_nobody(officer: Person) -> None:
    meeting = make_meeting(make_hub(), state="invited", starts_at=NOW - timedelta(days=1))
    make_guest(meeting)

    services.change_meeting(by=officer, meeting=meeting, starts_at=NOW - timedelta(days=2))

    assert not OutgoingMail.objects.exists()
