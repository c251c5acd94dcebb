"""Holding a round: who must not, inviting, reminding, deadlines, removing; people who are invited; what they need."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.contrib.auth.signals import user_logged_in
from django.core.exceptions import ValidationError

from capacities.capacity.rounds.models import Assessment, Participant, Round
from capacities.capacity.rounds.personal import personal_part
from capacities.capacity.rounds.queries import removed_rounds, rounds_visible_to
from capacities.capacity.rounds.services.chasing import remind, remind_automatically
from capacities.capacity.rounds.services.respondents import add_places, invite, invite_address
from capacities.capacity.rounds.services.review import send_to_review
from capacities.capacity.rounds.services.rounds import (
    change_round,
    close_round,
    create_round,
    extend,
    open_round,
    remove_round,
)
from capacities.capacity.rounds.services.statements import save_statement
from capacities.capacity.rounds.services.team import invite_colleague, take_off
from capacities.capacity.rounds.suggestions import suggestions_for
from capacities.core.audit import event_model
from capacities.core.outbox.models import OutgoingMail
from capacities.core.people.models import Person
from capacities.core.people.services.accounts import delete_account
from capacities.core.permissions import Refused
from tests.capacity.factories import make_version
from tests.capacity.rounds.factories import DEADLINE, OPENED, answer_all, give, make_case, make_questions
from tests.cast import make_person
from tests.jobs import do_waiting_jobs

pytestmark = pytest.mark.django_db
NOW = OPENED + timedelta(days=10)


@pytest.fixture(autouse=True)
def _now() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def test_a_round_is_held_by_the_european_team_or_a_hub_for_its_own_countries() -> None:
    case = make_case()
    values: dict[str, Any] = {"name": {"en": "Own"}, "version": case.version, "letter": {}, "countries": []}

    for who, countries in ((make_person("citizen"), ["RO"]), (case.officer, []), (case.officer, ["BG"])):
        with pytest.raises(Refused):
            create_round(by=who, values=values | {"countries": countries})
    with pytest.raises(Refused):
        create_round(by=case.officer, values=values | {"countries": ["RO"], "previous": case.round})
    for act in (open_round, close_round, remove_round, invite):
        with pytest.raises(Refused):
            act(by=case.officer, round=case.round)  # type: ignore[operator]
    with pytest.raises(Refused):
        remind(by=case.officer, round=case.round, assessment_ids=[case.romania.pk], text={})
    own = create_round(by=case.officer, values=values | {"countries": ["RO"]})

    assert (own.slug, own.state, own.audience) == ("own", "draft", "country")
    assert create_round(by=case.europe, values=values | {"name": {"en": "new"}}).slug == "new-2"
    assert own not in rounds_visible_to(case.other)


def test_a_round_that_is_open_keeps_its_version_and_its_holder() -> None:
    case = make_case()

    with pytest.raises(Refused, match="moving it to another version"):
        change_round(by=case.europe, round=case.round, values={"countries": []})

    assert change_round(by=case.europe, round=case.round, values={"least_count": 5}).least_count == 5


def test_each_team_is_invited_once_in_its_language_and_those_without_a_team_by_address(
    smtp_sink: list[EmailMessage], django_capture_on_commit_callbacks: Any
) -> None:
    case = make_case(letter={"en": "Please assess.", "ro": "Vă rugăm să evaluați."})
    austria = Assessment.objects.create(round=case.round, country="AT")

    assert invite(by=case.europe, round=case.round) == 2
    assert invite(by=case.europe, round=case.round) == 0
    invite_address(by=case.europe, assessment=austria, email="Anna@Example.org ")
    do_waiting_jobs()

    mails = {mail["To"]: mail for mail in smtp_sink}
    assert sorted(mails) == ["anna@example.org", "colleague@example.org", "officer@example.org", "other@example.org"]
    assert mails["officer@example.org"]["Subject"] == "Round autumn: self-assessment of Romania"
    english, romanian = (mails[f"{who}@example.org"].get_content() for who in ("officer", "colleague"))
    assert "Please assess." in english
    assert f"/capacity/rounds/autumn/{case.romania.pk}/" in english
    assert "Deadline: 30 November 2026, 17:00 (Brussels)" in english
    assert "Vă rugăm să evaluați." in romanian
    assert "30 noiembrie 2026" in romanian
    assert "Make an account" in mails["anna@example.org"].get_content()
    assert mails["anna@example.org"]["Reply-To"] == "europe@example.org"
    assert austria.participants.get().part == "lead"


def test_those_who_lag_are_reminded_at_most_once_a_day(smtp_sink: list[EmailMessage]) -> None:
    case = make_case()
    Assessment.objects.update(invited_at=OPENED)
    ids = [case.romania.pk, case.bulgaria.pk]
    Assessment.objects.filter(country="BG").update(state="signed_off")

    first = remind(by=case.europe, round=case.round, assessment_ids=ids, text={"en": "Please go on."})
    again = remind(by=case.europe, round=case.round, assessment_ids=ids, text={"en": "Please go on."})
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        next_day = remind(by=case.europe, round=case.round, assessment_ids=ids, text={"en": "Please go on."})
    do_waiting_jobs()

    assert (first, again, next_day) == (1, 0, 1)
    assert sorted(mail["To"] for mail in smtp_sink) == 2 * ["colleague@example.org"] + 2 * ["officer@example.org"]
    assert "Please go on." in smtp_sink[0].get_content()


def test_reminders_go_out_by_themselves_seven_and_two_days_before_the_deadline_once() -> None:
    make_case()
    Assessment.objects.update(invited_at=OPENED)
    Assessment.objects.filter(country="BG").update(state="signed_off")
    sent = []

    for hours in (8 * 24, 7 * 24, 6 * 24, 3 * 24, 2 * 24, 24, 0, -24):
        with time_machine.travel(DEADLINE - timedelta(hours=hours), tick=False):
            sent.append(remind_automatically(DEADLINE - timedelta(hours=hours)))
            do_waiting_jobs()

    assert sent == [0, 1, 0, 0, 1, 0, 0, 0]
    assert OutgoingMail.objects.filter(kind="round_reminder", to="officer@example.org").count() == 2
    assert not OutgoingMail.objects.filter(to="other@example.org").exists()


def test_another_deadline_opens_a_closed_round_and_is_told_to_those_who_are_not_done() -> None:
    case = make_case()
    Assessment.objects.filter(country="RO").update(invited_at=OPENED)
    close_round(by=case.europe, round=case.round)
    with pytest.raises(ValidationError, match="still to come"):
        extend(by=case.europe, round=case.round, closes_at=NOW)

    later = extend(by=case.europe, round=case.round, closes_at=DEADLINE + timedelta(days=7))
    do_waiting_jobs()

    assert (later.state, later.takes_answers()) == ("open", True)
    assert sorted(OutgoingMail.objects.values_list("to", flat=True)) == ["colleague@example.org", "officer@example.org"]


def test_a_removed_round_is_gone_for_all_and_comes_back_with_everything() -> None:
    case = make_case()
    give(case, case.officer, team="1")

    remove_round(by=case.europe, round=case.round)
    gone = (rounds_visible_to(case.europe).count(), removed_rounds(case.europe), removed_rounds(case.officer))
    remove_round(by=case.europe, round=case.round, back=True)

    assert gone == (0, [case.round], [])
    assert rounds_visible_to(case.officer).get().assessments.get(country="RO").answers.count() == 1


def test_an_invitation_becomes_the_account_that_proves_the_address() -> None:
    case = make_case()
    invite_colleague(
        by=case.officer,
        assessment=case.romania,
        email="Expert@Example.org",
        part="writer",
        sections=["money"],
        note="Thank you",
    )
    expert = Person.objects.create_user("expert@example.org", name="Expert")
    address = EmailAddress.objects.create(user=expert, email=expert.email, verified=False)

    user_logged_in.send(Person, request=None, user=expert)
    unproved = Participant.objects.get().person
    address.verified = True
    address.save()
    user_logged_in.send(Person, request=None, user=expert)
    do_waiting_jobs()

    assert (unproved, Participant.objects.get().person) == (None, expert)
    mail = OutgoingMail.objects.get(to="expert@example.org")
    assert "Your sections: Money" in mail.body
    assert "Thank you" in mail.body
    give(case, expert, share=3)
    take_off(by=case.officer, participant=Participant.objects.get())
    with pytest.raises(Refused):
        give(case, expert, share=4)


def test_sections_of_another_template_are_not_given_to_anybody() -> None:
    case = make_case()

    with pytest.raises(ValidationError, match="Choose sections"):
        invite_colleague(by=case.officer, assessment=case.romania, email="a@b.org", part="writer", sections=["else"])


def test_review_is_told_to_the_others_in_the_team() -> None:
    case = make_case()
    answer_all(case)

    send_to_review(by=case.officer, assessment=case.romania)

    assert list(OutgoingMail.objects.values_list("to", "reply_to", "language")) == [
        ("colleague@example.org", "officer@example.org", "ro")
    ]


def test_needs_and_offers_are_suggested_from_low_and_high_scores_until_they_are_stated() -> None:
    case = make_case()
    give(case, case.officer, team="2", ways=["grants"], share=10)

    found = [(one.side, one.topic, one.urgency) for one in suggestions_for(case.romania)]
    save_statement(by=case.officer, assessment=case.romania, side="need", topic="finance-private", urgency=3)

    assert found == [
        ("need", "finance-private", 3),
        ("need", "finance-public", 2),
        ("offer", "governance-structure", 2),
    ]
    assert [one.topic for one in suggestions_for(case.romania)] == ["finance-public", "governance-structure"]
    with pytest.raises(Refused):
        save_statement(by=case.other, assessment=case.romania, side="need", topic="finance-private")


def test_people_take_along_what_is_held_of_them_and_their_address_goes_with_the_account() -> None:
    case = make_case()
    expert = make_person("expert")
    invite_colleague(by=case.officer, assessment=case.romania, email=expert.email, part="writer")
    give(case, expert, share=3)

    part = personal_part(expert)
    delete_account(by=expert, person=expert)

    assert part["invitations"][0]["email"] == "expert@example.org"
    assert part["answers"][0]["value"] == 3
    assert not Participant.objects.exists()
    assert not event_model(Participant)._default_manager.exists()
    assert case.romania.answers.get().changed_by is None


def test_cities_are_asked_in_a_round_of_cities_only(places: None) -> None:
    from capacities.core.places.queries import mission_cities

    version = make_version("cities", audience="city")
    make_questions(version)
    hub = make_case().officer
    round = create_round(by=hub, values={"name": {"en": "Cities"}, "version": version, "countries": ["RO"]})

    with pytest.raises(ValidationError, match="BG"):
        add_places(by=hub, round=round, places=mission_cities("BG"))
    added = add_places(by=hub, round=round, places=mission_cities("RO"))

    assert sorted(one.respondent for one in added) == ["București Sector 2 (RO)", "Cluj-Napoca (RO)", "Suceava (RO)"]
    assert Round.objects.get(pk=round.pk).assessments.count() == 3


def test_an_invitation_that_comes_back_is_marked_on_the_page_of_people(bouncing_server: None, client: Any) -> None:
    case = make_case()
    invite_colleague(by=case.officer, assessment=case.romania, email="typo@example.org", part="writer")
    do_waiting_jobs()
    client.force_login(case.officer)

    page = client.get(f"/capacity/rounds/autumn/{case.romania.pk}/people/").content.decode()

    assert page.count("The e-mail came back: check the address.") == 1
