"""One person with a record in every app: all of it is in the file they take along, and nothing of it outlives them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection

from capacities.capacity.rounds.models import Assessment, Participant, Remark, Step
from capacities.capacity.sessions.models import Expected, PlannedSession, Series
from capacities.capacity.sessions.models import Rating as PeerRating
from capacities.core.outbox.letters import compose
from capacities.core.outbox.services import post
from capacities.core.people import services as people
from capacities.core.people.exports import personal_data
from capacities.core.people.models import Person
from capacities.core.people.roles import place_scope
from capacities.hub.cities.models import RaisedHand
from capacities.hub.meetings.models import Action
from capacities.hub.needs.models import Comment, Rating, Support
from capacities.hub.needs.models import Remark as RaterRemark
from capacities.hub.needs.models import Round as RatingRound
from capacities.hub.programmes.models import Answer, AnswerVersion, Application, Author, Programme, Question
from capacities.hub.stakeholders.models import Contact, ContactAddress, Office, SuccessorRequest, Talk
from capacities.hub.training.models import ModuleDone, Suggestion
from tests.capacity.factories import make_round, make_version
from tests.capacity.sessions.factories import make_match, make_trainer
from tests.cast import make_person
from tests.hub.factories import make_body, make_guest, make_hub, make_meeting, make_seat
from tests.hub.needs.factories import make_dialogue, make_measure, make_need, make_town
from tests.hub.stakeholders.factories import make_map, make_stakeholder
from tests.hub.training.factories import make_enrolment, make_module, make_training

pytestmark = pytest.mark.django_db

NAME = "Wilhelmina Quastenberg"
EMAIL = "w.quastenberg@example.org"
SAID = "said-by-her"


@pytest.fixture
def somebody() -> Person:
    """Return somebody of a city team with a rare name who has done something in every app."""
    person = make_person("w.quastenberg", ("city_team", place_scope("ro", "suceava")))
    Person.objects.filter(pk=person.pk).update(name=NAME)
    person.refresh_from_db()
    hub, town = make_hub(), make_town("suceava")
    mine = {"name": NAME, "email": EMAIL, "person": person}
    _structure(hub, mine)
    _needs(hub, town, person)
    _training(hub, town, mine)
    _programmes(hub, town, person)
    _stakeholders(hub, person)
    _rounds(person)
    RaisedHand.objects.create(place=town, text=f"{SAID} hand", state="asked", **mine)
    RaisedHand.objects.create(place=town, text="as a guest", state="asked", name=NAME, email=EMAIL.upper())
    letter = compose("hub_training/mail/enrolled", {"person": NAME, "link": "/"}, language="en")
    post(letter, to=EMAIL, person=person, kind="training_enrolled", about="training:1")
    post(letter, to=EMAIL, kind="training_enrolled", about="training:2")
    post(replace(letter, body=f"{NAME} <{EMAIL}> invites you."), to="colleague@example.org", kind="x", reply_to=EMAIL)
    return person


def _structure(hub: Any, mine: dict[str, Any]) -> None:
    make_seat(make_body(hub), person=mine["person"], person_name=NAME, email=EMAIL)
    meeting = make_meeting(hub)
    make_guest(meeting, **mine)
    make_guest(make_meeting(hub), name=NAME, email=EMAIL)
    Action.everything.create(
        hub=hub, text=f"{SAID} task", owner=NAME, email=EMAIL, person=mine["person"], due=date(2027, 1, 1)
    )


def _needs(hub: Any, town: Any, person: Person) -> None:
    need, measure = make_need(hub, f"{SAID} need", person=person), make_measure(hub)
    Support.objects.create(need=need, person=person, place=town, text=f"{SAID} support")
    Comment.objects.create(need=need, person=person, text=f"{SAID} comment")
    dialogue, (rater,) = make_dialogue(hub, [measure], [person])
    round = RatingRound.objects.create(dialogue=dialogue, number=1)
    Rating.objects.create(round=round, rater=rater, measure=measure, criterion=dialogue.criteria.get(), score=7)
    RaterRemark.objects.create(round=round, rater=rater, measure=measure, text=f"{SAID} remark")


def _training(hub: Any, town: Any, mine: dict[str, Any]) -> None:
    training = make_training(hub)
    one = make_enrolment(training, **mine, place=town, feedback=f"{SAID} feedback")
    ModuleDone.objects.create(enrolment=one, module=make_module(training))
    make_enrolment(make_training(hub, "As a guest"), name=NAME, email=EMAIL)
    Suggestion.objects.create(training=training, person=mine["person"], text=f"{SAID} suggestion")


def _programmes(hub: Any, town: Any, person: Person) -> None:
    programme = Programme.objects.create(hub=hub, slug="pioneers", name={"en": "Pioneers"}, created_by=person)
    question = Question.objects.create(programme=programme, kind="text", label={"en": "Why?"})
    application = Application.objects.create(programme=programme, place=town)
    Author.objects.create(application=application, person=person)
    answer = Answer.objects.create(
        application=application, question=question, value=f"{SAID} answer", changed_by=person
    )
    AnswerVersion.objects.create(answer=answer, version=1, value=f"{SAID} answer", author=person)
    other = Application.objects.create(programme=programme, place=make_town("iasi"))
    Author.objects.create(application=other, email=EMAIL)


def _stakeholders(hub: Any, person: Person) -> None:
    stakeholder = make_stakeholder(make_map(hub), "Town hall", wants=f"Ask {NAME} first")
    office = Office.objects.create(stakeholder=stakeholder, title="Head")
    contact = Contact.objects.create(office=office, name=NAME, basis="consent", expires=date(2028, 1, 1))
    ContactAddress.objects.create(contact=contact, email=EMAIL)
    Talk.objects.create(
        stakeholder=stakeholder, on=date(2026, 11, 1), kind="call", by=person, summary=f"{SAID} talk with {NAME}"
    )
    SuccessorRequest.objects.create(office=office, sent_to=EMAIL, name=NAME, email=EMAIL)


def _rounds(person: Person) -> None:
    round = make_round(make_version())
    assessment = Assessment.objects.create(round=round, country="RO")
    Participant.objects.create(assessment=assessment, person=person, email=EMAIL)
    Remark.objects.create(assessment=assessment, question_key="team", text=f"{SAID} remark in a round", by=person)
    trainer = make_trainer(NAME, email=EMAIL)
    series = Series.objects.create(round=round, first_day=date(2027, 1, 1), last_day=date(2027, 2, 1))
    session = PlannedSession.objects.create(
        series=series, trainer=trainer, topics=["finance-private"], on=date(2027, 1, 9)
    )
    Expected.objects.create(session=session, email=EMAIL)
    other = Assessment.objects.create(round=round, country="BG")
    match = make_match(assessment, other, learner_contact=person)
    PeerRating.objects.create(match=match, side="learner", stars=4, words=f"{SAID} rating", by=person)
    Step.objects.create(assessment=assessment, kind="review", note=f"{SAID} step", by=person)


def test_the_file_holds_what_they_said_in_every_app(somebody: Person) -> None:
    told = json.dumps(personal_data(somebody), default=str)

    said = [
        "hand", "task", "need", "support", "comment", "remark", "feedback", "suggestion", "answer", "talk",
        "remark in a round", "step", "rating",
    ]  # fmt: skip
    assert [word for word in said if f"{SAID} {word}" not in told] == []
    parts = [
        "stakeholders",
        "meetings",
        "training",
        "programmes",
        "needs",
        "self_assessments",
        "sessions",
        "mails",
        "weekly_letter",
    ]
    assert [part for part in parts if part not in personal_data(somebody)] == []
    assert [word for word in ("Town hall", "Pioneers") if word not in told] == []


def test_nothing_of_their_name_and_address_outlives_the_account(somebody: Person) -> None:
    before = set(rows_with(NAME, EMAIL))

    people.delete_account(by=somebody, person=somebody)

    assert len(before) > 15
    left = list(rows_with(NAME, EMAIL))
    assert left == [], "\n".join(left)


def rows_with(*words: str) -> Iterator[str]:
    """Yield the tables that hold a word in any column, in any case: texts, lists, JSON, history and jobs alike."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for word in words:
                cursor.execute(f'SELECT count(*) FROM "{table}" AS t WHERE t::text ILIKE %s', [f"%{word}%"])
                if cursor.fetchone()[0]:
                    yield f"{table}: {word}"
