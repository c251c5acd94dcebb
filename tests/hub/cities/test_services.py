"""Cities of a hub: who sees them, the rule of silence, messages sent once, towns that raise their hand."""

from __future__ import annotations

from datetime import date, timedelta
from email.message import EmailMessage

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser

from capacities.core.outbox.models import OutgoingMail
from capacities.core.people.models import Person
from capacities.core.permissions import Refused
from capacities.core.places.models import Place
from capacities.hub.cities import services
from capacities.hub.cities.models import CityFile, Contact, RaisedHand
from capacities.hub.cities.phases import HandState
from capacities.hub.cities.queries import city_rows, hands_visible_to, silent_first, waiting_first
from tests.cast import make_cast, make_person
from tests.hub.conftest import NOW
from tests.hub.factories import make_hub, make_meeting
from tests.jobs import do_waiting_jobs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def town(slug: str = "reghin") -> Place:
    return Place.objects.get(country_id="RO", slug=slug)


@pytest.mark.parametrize("who", ["citizen", "city_team", "other_hub"])
def test_others_neither_see_nor_change_what_a_hub_notes(places: None, who: str) -> None:
    person, hub = make_cast()[who], make_hub()
    file = CityFile.objects.create(hub=hub, place=town())

    assert city_rows(person, hub) == []
    assert city_rows(AnonymousUser(), hub) == []
    for act in (
        lambda: services.follow_city(by=person, hub=hub, place=town()),
        lambda: services.change_city(by=person, file=file, phase="act"),
        lambda: services.send_message(by=person, file=file, text="x"),
        lambda: services.stop_following(by=person, file=file),
    ):
        with pytest.raises(Refused):
            act()


def test_mission_cities_and_candidates_stand_in_the_list_by_themselves(places: None, officer: Person) -> None:
    hub = make_hub()
    services.follow_city(by=officer, hub=hub, place=town())

    rows = city_rows(officer, hub)

    assert len(rows) == 3 + 9 + 1
    assert [row.place.slug for row in rows if not row.role] == ["reghin"]
    assert next(row for row in rows if row.place.slug == "suceava").label_date == "2024-10-08"
    assert {row.contract for row in rows if row.role == "mission"} == {"label"}


@pytest.mark.parametrize(("days", "silent"), [(89, False), (90, True), (91, True)])
def test_ninety_days_without_contact_are_silence(places: None, officer: Person, days: int, silent: bool) -> None:
    hub = make_hub()
    file = services.follow_city(by=officer, hub=hub, place=town())
    day = NOW.date() - timedelta(days=days)
    services.add_contact(by=officer, file=file, summary="Call", kind="call", day=day)

    row = next(row for row in city_rows(officer, hub) if row.place == town())

    assert (row.silent_days, row.is_silent) == (days, silent)


def test_meetings_and_progress_end_a_silence_and_the_never_contacted_come_first(places: None, officer: Person) -> None:
    hub = make_hub()
    by_slug = {
        slug: services.follow_city(by=officer, hub=hub, place=town(slug)) for slug in ("reghin", "roman", "tulcea")
    }
    services.add_contact(by=officer, file=by_slug["reghin"], summary="x", kind="call", day=date(2026, 1, 1))
    make_meeting(hub, counterpart_place=town("roman"), starts_at=NOW - timedelta(days=2), state="invited")
    services.change_city(by=officer, file=by_slug["tulcea"], phase="act")
    rows = city_rows(officer, hub)
    silent = [row.place.slug for row in silent_first(rows)]

    assert "roman" not in silent
    assert "tulcea" not in silent
    assert silent[-1] == "reghin"
    assert silent_first(rows)[0].silent_days is None


def test_a_wait_begins_today_unless_said_and_ends_when_emptied(places: None, officer: Person) -> None:
    hub = make_hub()
    a, b = (services.follow_city(by=officer, hub=hub, place=town(slug)) for slug in ("reghin", "roman"))

    services.change_city(by=officer, file=a, waits_for="Vote", waits_since=NOW.date() - timedelta(days=47))
    services.change_city(by=officer, file=b, waits_for="Figure")

    assert [(row.place.slug, row.waits_days) for row in waiting_first(city_rows(officer, hub))] == [
        ("reghin", 47),
        ("roman", 0),
    ]
    services.change_city(by=officer, file=a, waits_for="")
    a.refresh_from_db()
    assert a.waits_since is None
    assert a.progress_at is None


def test_a_message_leaves_once_a_day_and_is_a_contact(
    places: None, officer: Person, smtp_sink: list[EmailMessage]
) -> None:
    hub = make_hub(contact="hub@example.org")
    file = services.follow_city(by=officer, hub=hub, place=town())
    with pytest.raises(Refused, match="address of the town hall"):
        services.send_message(by=officer, file=file, text="x")
    services.change_city(by=officer, file=file, contact_email="primaria@example.org")

    services.send_message(by=officer, file=file, text="Bună ziua", subject="Reghin")
    with pytest.raises(Refused, match="today already"):
        services.send_message(by=officer, file=file, text="Again")
    do_waiting_jobs()

    (mail,) = smtp_sink
    assert (mail["To"], mail["Reply-To"], mail["Subject"].strip()) == (
        "primaria@example.org",
        "hub@example.org",
        "Reghin",
    )
    assert [(c.kind, c.summary) for c in Contact.objects.all()] == [("mail", "Bună ziua")]


def test_what_was_noted_comes_back_with_a_town_that_is_followed_again(places: None, officer: Person) -> None:
    hub = make_hub()
    file = services.follow_city(by=officer, hub=hub, place=town())
    services.change_city(by=officer, file=file, needs="Staff")

    services.stop_following(by=officer, file=file)
    assert not [row for row in city_rows(officer, hub) if row.place == town()]
    again = services.follow_city(by=officer, hub=hub, place=town())

    assert (again.pk, again.needs) == (file.pk, "Staff")


def test_a_town_of_another_country_is_refused(places: None, officer: Person) -> None:
    with pytest.raises(Refused, match="another hub"):
        services.follow_city(by=officer, hub=make_hub(), place=Place.objects.filter(country_id="BG").first())


def test_a_guest_proves_the_address_before_the_hub_hears(
    places: None, officer: Person, smtp_sink: list[EmailMessage]
) -> None:
    hub = make_hub()
    hand = services.raise_hand(
        place=town(), by=None, text="We have nobody", name="Mayor, sample", email="Town@example.org", language="ro"
    )
    do_waiting_jobs()
    assert not hands_visible_to(officer).exists()
    token = smtp_sink[0].get_content().partition("/h/")[2].partition("/prove/")[0]

    services.prove_hand(token)
    services.prove_hand(token)
    do_waiting_jobs()
    services.answer_hand(by=officer, hand=hands_visible_to(officer).get(), answer="We call you.", hub=hub)
    do_waiting_jobs()

    assert [(mail["To"], mail["Subject"].strip()) for mail in smtp_sink] == [
        ("town@example.org", "Confirmați cererea pentru Reghin"),
        ("officer@example.org", "Reghin cere ajutor"),
        ("town@example.org", "Un răspuns pentru Reghin"),
    ]
    hand.refresh_from_db()
    assert hand.state == HandState.ANSWERED
    assert CityFile.objects.get(hub=hub).place == town()
    assert Contact.objects.get().summary == "We have nobody\n→ We call you."


def test_a_proof_holds_for_a_week_and_a_wrong_one_never(places: None) -> None:
    services.raise_hand(place=town(), by=None, text="x", name="y", email="a@example.org", language="en")
    token = services._token(RaisedHand.objects.get())

    assert services.prove_hand("wrong") is None
    with time_machine.travel(NOW + timedelta(days=8), tick=False):
        assert services.prove_hand(token) is None


def test_one_address_asks_three_times_a_day_at_most(places: None) -> None:
    for _ in range(3):
        services.raise_hand(place=town(), by=None, text="x", name="y", email="a@example.org", language="en")

    with pytest.raises(Refused, match="three times"):
        services.raise_hand(place=town(), by=None, text="x", name="y", email="a@example.org", language="en")
    assert OutgoingMail.objects.count() == 3


def test_a_country_without_a_hub_team_is_heard_by_the_stewards(places: None) -> None:
    steward = make_person("steward", ("steward", "all"))
    person = make_person("mayor")

    services.raise_hand(place=town(), by=person, text="x", name="y", email="", language="en")

    assert OutgoingMail.objects.get().to == steward.email
    assert hands_visible_to(steward).count() == 1


def test_requests_go_with_the_account(places: None) -> None:
    person = make_person("mayor")
    services.raise_hand(place=town(), by=person, text="x", name="Maria Mayor", email="", language="en")

    person.delete()

    assert not RaisedHand.objects.exists()
