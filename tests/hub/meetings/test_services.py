"""Meetings from draft to minutes: who may, who is told what, and that nobody's words are lost."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
import vobject

from capacities.core.outbox.models import OutgoingMail
from capacities.core.people.models import Person
from capacities.core.permissions import Refused
from capacities.hub.meetings import services
from capacities.hub.meetings.models import Action, Decision, Guest, Meeting
from capacities.hub.meetings.queries import attended_together, best_option, last_meetings_with_places
from tests.cast import make_cast, make_person
from tests.hub.conftest import NOW
from tests.hub.factories import make_body, make_guest, make_hub, make_meeting, make_seat
from tests.jobs import do_waiting_jobs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
FIRST, SECOND = datetime(2026, 12, 3, 8, 0, tzinfo=UTC), datetime(2026, 12, 4, 8, 0, tzinfo=UTC)


def subjects(sink: list[EmailMessage]) -> list[tuple[str, str]]:
    return [(mail["To"], " ".join(mail["Subject"].split())) for mail in sink]


def calendar_of(mail: EmailMessage) -> Any:
    part = next(part for part in mail.walk() if part.get_content_type() == "text/calendar")
    return vobject.readOne(part.get_content())


@pytest.mark.parametrize("who", ["citizen", "city_team", "other_hub", "european_team"])
def test_others_neither_prepare_nor_write(who: str) -> None:
    person, meeting = make_cast()[who], make_meeting(make_hub())
    item = meeting.items.create(title="Heat")

    for act in (
        lambda: services.create_meeting(by=person, hub=meeting.hub, kind="thematic", title={"en": "X"}),
        lambda: services.change_meeting(by=person, meeting=meeting, venue="X"),
        lambda: services.invite(by=person, meeting=meeting),
        lambda: services.cancel_meeting(by=person, meeting=meeting),
        lambda: services.add_guest(by=person, meeting=meeting, name="X"),
        lambda: services.save_minutes(by=person, item=item, text="X", started_from=0),
        lambda: services.decide(by=person, hub=meeting.hub, meeting=meeting, text="X"),
        lambda: services.approve_minutes(by=person, meeting=meeting),
    ):
        with pytest.raises(Refused):
            act()
    assert not Guest.objects.exists()
    assert not Decision.objects.exists()


def test_the_members_of_a_body_become_guests_once(officer: Person) -> None:
    hub = make_hub()
    body, member = make_body(hub), make_person("member")
    make_seat(body, person=member, email="")
    make_seat(body, person_name="Office", email="office@example.org")
    make_seat(body, person_name="Former", email="former@example.org", valid_until=date(2026, 1, 1))

    meeting = services.create_meeting(by=officer, hub=hub, kind="body", title={"en": "Heat"}, body=body)
    assert services.invite_body(by=officer, meeting=meeting) == 0

    assert sorted(meeting.guests.values_list("email", "person_id")) == [
        ("member@example.org", member.pk),
        ("office@example.org", None),
    ]


def test_an_invitation_brings_the_date_and_a_move_brings_it_anew(
    officer: Person, smtp_sink: list[EmailMessage]
) -> None:
    meeting = make_meeting(make_hub(contact="hub@example.org"))
    guest = make_guest(meeting, answer="")
    services.invite(by=officer, meeting=meeting)
    do_waiting_jobs()
    services.answer_invitation(guest=Guest.objects.select_related("meeting").get(), answer="yes")

    services.change_meeting(by=officer, meeting=meeting, starts_at=SECOND)
    services.change_meeting(by=officer, meeting=meeting, summary={"en": "Nobody is told of this"})
    do_waiting_jobs()

    first, moved = smtp_sink
    assert subjects(smtp_sink) == [
        ("member@example.org", "Invitație: Heat, 3 decembrie 2026, 10:00 (București)"),
        ("member@example.org", "Oră nouă: Heat, 4 decembrie 2026, 10:00 (București)"),
    ]
    assert first["Reply-To"] == "hub@example.org"
    old, new = calendar_of(first), calendar_of(moved)
    assert (old.method.value, new.method.value) == ("REQUEST", "REQUEST")
    assert old.vevent.uid.value == new.vevent.uid.value
    assert (old.vevent.dtstart.value, new.vevent.dtstart.value) == (FIRST, SECOND)
    assert [int(one.vevent.sequence.value) for one in (old, new)] == [0, 1]
    guest.refresh_from_db()
    assert guest.answer == ""


def test_cancelling_and_taking_off_remove_the_date_from_calendars(
    officer: Person, smtp_sink: list[EmailMessage]
) -> None:
    meeting = make_meeting(make_hub())
    make_guest(meeting)
    other = make_guest(meeting, "Other, sample", email="other@example.org")
    services.invite(by=officer, meeting=meeting)
    meeting.refresh_from_db()
    other.refresh_from_db()
    services.take_off(by=officer, guest=Guest.objects.select_related("meeting__hub", "person").get(pk=other.pk))
    services.cancel_meeting(by=officer, meeting=meeting, reason="Storm")
    do_waiting_jobs()

    taken, cancelled = smtp_sink[2:]
    assert (taken["To"], cancelled["To"]) == ("other@example.org", "member@example.org")
    assert calendar_of(taken).method.value == calendar_of(cancelled).method.value == "CANCEL"
    assert calendar_of(cancelled).vevent.status.value == "CANCELLED"
    body = cancelled.get_body(("plain",))
    assert body is not None
    assert "Storm" in body.get_content()
    with pytest.raises(Refused, match="closed"):
        services.change_meeting(by=officer, meeting=meeting, venue="X")


def test_a_draft_that_is_cancelled_is_told_to_nobody(officer: Person) -> None:
    meeting = make_meeting(make_hub())
    make_guest(meeting)

    services.cancel_meeting(by=officer, meeting=meeting)

    assert not OutgoingMail.objects.exists()


def test_dates_are_asked_and_the_best_one_invites(officer: Person, smtp_sink: list[EmailMessage]) -> None:
    meeting = make_meeting(make_hub(), starts_at=None)
    guests = [make_guest(meeting, f"G{n}", email=f"g{n}@example.org") for n in range(3)]
    services.propose_dates(by=officer, meeting=meeting, dates=[FIRST, SECOND, SECOND + timedelta(days=1)])
    a, b, c = meeting.options.all()
    meeting.refresh_from_db()
    for guest, answers in zip(
        guests,
        [{a.pk: "yes", b.pk: "yes", c.pk: "yes"}, {a.pk: "no", b.pk: "maybe", c.pk: "yes"}, {b.pk: "yes", c.pk: "maybe"}],
        strict=True,
    ):  # fmt: skip
        services.answer_dates(guest=Guest.objects.select_related("meeting").get(pk=guest.pk), answers=answers)

    assert best_option(meeting) == b
    assert services.remind_of_poll(by=officer, meeting=meeting) == 0
    services.fix_date(by=officer, meeting=meeting, option=b)
    do_waiting_jobs()

    meeting.refresh_from_db()
    assert (meeting.state, meeting.starts_at) == ("invited", SECOND)
    assert [mail["To"] for mail in smtp_sink] == [f"g{n}@example.org" for n in range(3)] * 2


def test_new_dates_keep_the_answers_to_those_that_stay(officer: Person) -> None:
    meeting = make_meeting(make_hub(), starts_at=None)
    guest = make_guest(meeting)
    services.propose_dates(by=officer, meeting=meeting, dates=[FIRST, SECOND])
    guest = Guest.objects.select_related("meeting").get(pk=guest.pk)
    services.answer_dates(guest=guest, answers={option.pk: "yes" for option in meeting.options.all()})

    services.propose_dates(by=officer, meeting=meeting, dates=[SECOND, SECOND + timedelta(days=7)])

    assert [(o.starts_at, o.answers.count()) for o in meeting.options.all()] == [
        (SECOND, 1),
        (SECOND + timedelta(days=7), 0),
    ]


@pytest.mark.parametrize(
    ("dates", "words"), [([FIRST, FIRST], "two different dates"), ([FIRST, NOW - timedelta(hours=1)], "passed already")]
)
def test_dates_that_make_no_sense_are_refused(officer: Person, dates: list[datetime], words: str) -> None:
    meeting = make_meeting(make_hub(), starts_at=None)

    with pytest.raises(Refused, match=words):
        services.propose_dates(by=officer, meeting=meeting, dates=dates)


def test_reminders_of_a_poll_go_to_the_silent_once_a_day(officer: Person) -> None:
    meeting = make_meeting(make_hub(), starts_at=None)
    make_guest(meeting)
    services.propose_dates(by=officer, meeting=meeting, dates=[FIRST, SECOND])

    for _ in range(2):
        services.remind_of_poll(by=officer, meeting=meeting)

    assert OutgoingMail.objects.filter(kind="meeting_poll_reminder").count() == 1


def test_a_mail_that_comes_back_is_seen_at_the_guest(officer: Person, bouncing_server: None) -> None:
    meeting = make_meeting(make_hub())
    make_guest(meeting, email="gone@example.org")
    services.invite(by=officer, meeting=meeting)

    do_waiting_jobs()

    assert meeting.guests.get().bounced


def test_ten_in_bucharest_stays_ten_when_the_clocks_change() -> None:
    from capacities.hub.meetings.forms import MeetingForm

    hub = make_hub()
    typed = {
        "kind": "thematic",
        "title_en": "X",
        "time_zone": "Europe/Bucharest",
        "minutes_long": 60,
        "format": "online",
    }
    moments = []
    for day in ("2027-03-27", "2027-03-29"):
        form = MeetingForm({**typed, "visibility": "hub", "starts_at": f"{day}T10:00"}, hub=hub)
        assert form.is_valid(), form.errors
        moments.append(form.cleaned_data["starts_at"].astimezone(UTC).hour)

    assert moments == [8, 7]


def test_two_people_write_one_point_and_nothing_is_lost(officer: Person) -> None:
    hub = make_hub()
    member = make_person("member")
    body = make_body(hub)
    make_seat(body, person=member)
    item = make_meeting(hub, body=body).items.create(title="Heat")
    services.save_minutes(by=officer, item=item, text="Opening\nHeat\nClosing", started_from=0)

    services.save_minutes(by=officer, item=item, text="Opening at ten\nHeat\nClosing", started_from=1)
    joined = services.save_minutes(by=member, item=item, text="Opening\nHeat\nClosing at noon", started_from=1)
    clash = services.save_minutes(by=member, item=item, text="Opening early\nHeat\nClosing", started_from=1)

    item.refresh_from_db()
    assert joined.text == item.minutes == "Opening at ten\nHeat\nClosing at noon"
    assert [(c.theirs, c.mine) for c in clash.clashes] == [("Opening at ten", "Opening early")]
    assert [(v.version, v.author) for v in item.versions.all()] == [(3, member), (2, officer), (1, officer)]


def test_approved_minutes_are_closed_sent_once_and_can_be_opened_again(
    officer: Person, smtp_sink: list[EmailMessage]
) -> None:
    meeting = make_meeting(make_hub(), starts_at=NOW - timedelta(days=1), state="invited")
    item = meeting.items.create(title="Heat")
    make_guest(meeting)
    services.save_minutes(by=officer, item=item, text="We agreed.", started_from=0)
    services.add_action(by=officer, hub=meeting.hub, meeting=meeting, text="Ask the ministry", owner="Hub")
    with pytest.raises(Refused, match="Approve"):
        services.send_minutes(by=officer, meeting=meeting)

    services.approve_minutes(by=officer, meeting=meeting)
    with pytest.raises(Refused, match="approved"):
        services.save_minutes(by=officer, item=item, text="Changed", started_from=1)
    assert services.send_minutes(by=officer, meeting=meeting) == 1
    with pytest.raises(Refused, match="sent already"):
        services.send_minutes(by=officer, meeting=meeting)
    do_waiting_jobs()

    (mail,) = smtp_sink
    text = mail.get_content()
    assert "We agreed." in text
    assert "Ask the ministry" in text
    services.reopen_minutes(by=officer, meeting=meeting)
    assert services.save_minutes(by=officer, item=item, text="Changed", started_from=1).text == "Changed"


def test_minutes_of_a_meeting_to_come_cannot_be_approved(officer: Person) -> None:
    with pytest.raises(Refused, match="not taken place"):
        services.approve_minutes(by=officer, meeting=make_meeting(make_hub()))


def test_points_move_up_and_down_and_one_with_minutes_stays(officer: Person) -> None:
    meeting = make_meeting(make_hub())
    a, b, c = (services.add_item(by=officer, meeting=meeting, title=title) for title in "abc")

    services.move_item(by=officer, item=c, step=-1)
    services.move_item(by=officer, item=a, step=-1)
    services.save_minutes(by=officer, item=b, text="Text", started_from=0)
    b.refresh_from_db()
    with pytest.raises(Refused, match="has minutes"):
        services.remove_item(by=officer, item=b)
    services.remove_item(by=officer, item=a)

    assert [item.title for item in meeting.items.all()] == ["c", "b"]


def test_owners_are_reminded_before_on_and_every_week_after_the_day_each_time_once() -> None:
    hub = make_hub()
    Action.objects.create(hub=hub, text="Ask", owner="Hub", email="hub@example.org", due=date(2026, 12, 10))
    Action.objects.create(hub=hub, text="Done", owner="X", email="x@example.org", due=date(2026, 12, 10), state="done")
    Action.objects.create(hub=hub, text="No address", owner="Y", due=date(2026, 12, 10))

    told = {day: services.remind_of_actions(day) for day in (date(2026, 12, 1) + timedelta(days=n) for n in range(31))}
    again = services.remind_of_actions(date(2026, 12, 10))

    assert [day for day, count in told.items() if count] == [
        date(2026, 12, 7),
        date(2026, 12, 10),
        date(2026, 12, 17),
        date(2026, 12, 24),
        date(2026, 12, 31),
    ]
    assert again == 0


def test_records_tell_who_met_whom() -> None:
    from capacities.core.organisations.models import Organisation

    hub = make_hub()
    past = make_meeting(hub, starts_at=NOW - timedelta(days=10), state="invited")
    a, b, c = (Organisation.objects.create(slug=s, name=s, country="RO", kind="ministry") for s in "abc")
    for organisation, mark in ((a, "present"), (b, "present"), (c, "absent")):
        make_guest(
            past,
            organisation.name,
            email=f"{organisation.slug}@example.org",
            organisation=organisation,
            attendance=mark,
        )

    assert attended_together(hub) == {(a.pk, b.pk): 1}
    assert attended_together(hub, since=date(2026, 11, 20)) == {}
    assert last_meetings_with_places(hub) == {}


def test_an_account_that_goes_leaves_no_name_in_guest_lists_and_tasks(officer: Person) -> None:
    from capacities.core.people.services import delete_account

    member = make_person("member")
    meeting = make_meeting(make_hub())
    services.add_guest(by=officer, meeting=meeting, name="Maria Member", email="member@example.org")
    services.add_action(by=officer, hub=meeting.hub, text="Ask", owner="Maria Member", email="member@example.org")

    delete_account(by=member, person=member)

    assert [(g.name, g.email) for g in Guest.objects.all()] == [("former member", "")]
    assert [(a.owner, a.email) for a in Action.objects.all()] == [("former member", "")]
    assert "Maria" not in str([list(model.objects.values()) for model in (_events(Guest), _events(Action), Meeting)])


def _events(model: Any) -> Any:
    return model._meta.get_field("events").related_model
