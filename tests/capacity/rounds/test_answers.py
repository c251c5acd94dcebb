"""Answers: who must not give them, two people at once, scales, conditions, carried ones, moved templates."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connections

from capacities.capacity.questionnaires.models import Version
from capacities.capacity.rounds.aside import aside_after, aside_of
from capacities.capacity.rounds.change import change_since_last_round
from capacities.capacity.rounds.models import Answer, AssessmentState, Round
from capacities.capacity.rounds.queries import scores_of
from capacities.capacity.rounds.services.answers import confirm, save_answer
from capacities.capacity.rounds.services.respondents import add_countries, bring_back, withdraw
from capacities.capacity.rounds.services.review import reopen, send_back, send_to_review, sign_off
from capacities.capacity.rounds.services.rounds import move_round, open_round
from capacities.capacity.rounds.services.team import invite_colleague
from capacities.capacity.rounds.sheet import sheet_of
from capacities.capacity.rounds.values import digest
from capacities.core.people.models import Person
from capacities.core.permissions import Refused
from tests.capacity.factories import make_assessment, make_question, make_round, make_section
from tests.capacity.rounds.factories import DEADLINE, LEVELS, OPENED, Case, answer_all, give, make_case, question
from tests.cast import make_person

pytestmark = pytest.mark.django_db
NOW = OPENED + timedelta(days=10)


@pytest.fixture(autouse=True)
def _now() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def test_nobody_outside_the_team_answers_and_reviewers_and_writers_keep_to_their_part() -> None:
    case = make_case()
    writer, reviewer = make_person("writer"), make_person("reviewer")
    invite_colleague(by=case.officer, assessment=case.romania, email=writer.email, part="writer", sections=["money"])
    invite_colleague(by=case.officer, assessment=case.romania, email=reviewer.email, part="reviewer")

    refused = []
    for who in (case.other, case.europe, make_person("citizen"), reviewer):
        with pytest.raises(Refused):
            give(case, who, team="1")
        refused.append(who.name)
    with pytest.raises(Refused, match="answered by others"):
        give(case, writer, team="1")
    give(case, writer, share=12.5)

    assert refused == ["Other", "Europe", "Citizen", "Reviewer"]
    assert list(Answer.objects.values_list("question_key", "value")) == [("share", 12.5)]
    with pytest.raises(Refused, match="whoever leads"):
        invite_colleague(by=writer, assessment=case.romania, email="friend@example.org", part="writer")


def test_a_field_that_somebody_else_changed_meanwhile_is_left_as_it_is_until_one_is_chosen() -> None:
    case = make_case()
    give(case, case.officer, team="1")

    outcome = save_answer(
        by=case.colleague, assessment=case.romania, question=question(case.version, "team"),
        changes={"value": "2", "comment": "We have a team"}, seen={"value": digest(None), "comment": digest("")},
    )  # fmt: skip
    stored = Answer.objects.get(question_key="team")

    assert outcome.clashes == ("value",)
    assert (stored.value, stored.comment, stored.changed_by) == ("1", "We have a team", case.colleague)
    give(case, case.colleague, seen="1", team="2")
    stored.refresh_from_db()
    assert (stored.value, stored.revision) == ("2", 3)


def test_the_same_answer_from_two_people_is_no_clash() -> None:
    case = make_case()
    give(case, case.officer, team="1")

    outcome = save_answer(
        by=case.colleague, assessment=case.romania, question=question(case.version, "team"),
        changes={"value": "1"}, seen={"value": digest(None)},
    )  # fmt: skip

    assert outcome.clashes == ()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_the_same_moment_one_wins_and_the_other_is_told() -> None:
    case = make_case()

    def save(by: Person, value: str) -> tuple[str, ...]:
        try:
            return save_answer(
                by=by, assessment=case.romania, question=question(case.version, "team"),
                changes={"value": value}, seen={"value": digest(None)},
            ).clashes  # fmt: skip
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        futures = [pool.submit(save, case.officer, "1"), pool.submit(save, case.colleague, "2")]
        clashes = sorted(future.result() for future in futures)

    assert clashes == [(), ("value",)]
    assert Answer.objects.count() == 1


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("team", "9", "not among those offered"),
        ("team", ["1"], "another kind of question"),
        ("ways", ["grants", "gold"], "not among those offered"),
        ("share", 101, "from 0 to 100"),
        ("share", -1, "from 0 to 100"),
        ("share", "much", "A number is expected"),
        ("plan", "x" * 10_001, "10001 characters"),
    ],
)
def test_an_answer_outside_its_scale_is_refused_in_words(key: str, value: Any, said: str) -> None:
    case = make_case()

    with pytest.raises(ValidationError, match=said):
        give(case, case.officer, **{key: value})

    assert not Answer.objects.exists()


def test_hidden_questions_keep_their_answer_and_do_not_count() -> None:
    case = make_case()
    give(case, case.officer, team="2", mandate="ministry")

    give(case, case.officer, team="1")
    sheet = sheet_of(case.romania)

    assert sheet.hidden_keys() == ["mandate"]
    assert sheet.items["mandate"].value == "ministry"
    assert sheet.sections[0].answered_count == 1
    assert [item.question.key for _part, item in sheet.to_do] == ["ways", "share"]
    give(case, case.officer, team="2")
    assert sheet_of(case.romania).hidden_keys() == []


def test_nothing_is_answered_before_the_opening_after_the_deadline_or_in_a_closed_round() -> None:
    with time_machine.travel(OPENED - timedelta(days=30), tick=False):
        case = make_case()

    for moment in (OPENED - timedelta(seconds=1), DEADLINE):
        with time_machine.travel(moment, tick=False), pytest.raises(Refused, match="takes no answers now"):
            give(case, case.officer, team="1")
    Round.objects.update(state="closed")
    with pytest.raises(Refused, match="round is closed"):
        give(case, case.officer, team="1")


def test_review_names_what_is_missing_signing_locks_and_a_reason_opens_again() -> None:
    case = make_case()
    with pytest.raises(Refused, match="3 questions still wait"):
        send_to_review(by=case.officer, assessment=case.romania)
    answer_all(case)
    give(case, case.officer, share="not_applicable")
    with pytest.raises(Refused, match="1 question still waits"):
        send_to_review(by=case.officer, assessment=case.romania)
    give(case, case.officer, share=5)

    send_to_review(by=case.officer, assessment=case.romania)
    with pytest.raises(Refused, match="in review"):
        give(case, case.officer, team="0")
    send_back(by=case.officer, assessment=case.romania, note="Check the share")
    send_to_review(by=case.officer, assessment=case.romania)
    with pytest.raises(Refused):
        sign_off(by=case.other, assessment=case.romania)
    signed = sign_off(by=case.officer, assessment=case.romania)

    assert (signed.signed_off_by, signed.signed_off_at) == (case.officer, NOW)
    with pytest.raises(Refused, match="signed off"):
        give(case, case.officer, team="0")
    with pytest.raises(ValidationError, match="Say why"):
        reopen(by=case.officer, assessment=case.romania, note=" ")
    reopen(by=case.officer, assessment=case.romania, note="A figure was wrong")
    give(case, case.officer, team="0")
    assert list(case.romania.steps.values_list("kind", "note")) == [
        ("review", ""), ("back", "Check the share"), ("review", ""), ("signed", ""), ("reopened", "A figure was wrong"),
    ]  # fmt: skip


def test_a_signed_assessment_of_a_closed_round_stays_locked() -> None:
    case = make_case()
    answer_all(case)
    send_to_review(by=case.officer, assessment=case.romania)
    sign_off(by=case.officer, assessment=case.romania)
    Round.objects.update(state="closed")

    with pytest.raises(Refused, match="round is closed"):
        reopen(by=case.officer, assessment=case.romania, note="Late")


def test_a_country_that_leaves_counts_in_nothing_and_comes_back_with_everything() -> None:
    case = make_case()
    answer_all(case)

    withdraw(by=case.europe, assessment=case.romania, note="New government")
    with pytest.raises(Refused, match="left the round"):
        give(case, case.officer, team="2")
    bring_back(by=case.europe, assessment=case.romania)

    case.romania.refresh_from_db()
    assert case.romania.state == AssessmentState.STARTED
    assert case.romania.answers.count() == 3
    with pytest.raises(Refused):
        withdraw(by=case.officer, assessment=case.bulgaria)


def _newer(case: Case) -> Version:
    """A second version: one level fewer, the share is gone, a new question."""
    version = Version.objects.create(template=case.version.template, number=2, state="published")
    section = make_section(version, "governance")
    make_question(section, "team", options=LEVELS[:2], text={"en": "Who is responsible?"})
    make_question(section, "law", "governance-law")
    return version


def test_a_round_moves_to_a_newer_version_and_back_without_losing_an_answer() -> None:
    case = make_case()
    give(case, case.officer, team="2", ways=["grants"], share=40)
    newer = _newer(case)
    effect = aside_after(case.round, newer)
    assert (effect.aside, [q.key for q in effect.new]) == (3, ["law"])

    moved = move_round(by=case.europe, round=case.round, version=newer)
    case.romania.refresh_from_db()
    case.round, case.romania.round = moved, moved
    asides = [(one.question, one.told) for one in aside_of(case.romania)]
    scores = scores_of(moved, [case.romania])[case.romania.pk]

    assert ("Who is responsible?", "2 – A team with a mandate") in asides
    assert ("Share of private money", "40 %") in asides
    assert scores["governance"].answered == 0
    give(case, case.officer, team="1")
    assert ("Who is responsible?", "2 – A team with a mandate") in [
        (one.question, one.told) for one in aside_of(case.romania)
    ]

    back = move_round(by=case.europe, round=moved, version=case.version)
    case.romania.round = back
    assert aside_of(case.romania)[0].told == "2 – A team with a mandate"
    assert {a.question_key: a.value for a in case.romania.answers.all()} == {
        "team": "1",
        "ways": ["grants"],
        "share": 40,
    }


def test_an_untouched_answer_counts_again_when_the_round_moves_back() -> None:
    case = make_case()
    give(case, case.officer, team="2")
    moved = move_round(by=case.europe, round=case.round, version=_newer(case))

    back = move_round(by=case.europe, round=moved, version=case.version)

    assert scores_of(back, [case.romania])[case.romania.pk]["governance"].share == 1


def test_answers_are_carried_over_marked_confirmed_and_compared() -> None:
    case = make_case()
    give(case, case.officer, team="1", ways=["loans", "grants"], share=10)
    Round.objects.update(state="closed")
    following = make_round(case.version, "spring", state="draft", previous=case.round, closes_at=DEADLINE)
    case.round = following
    case.romania = add_countries(by=case.europe, round=following, codes=["RO", "IT"])[0]
    case.round = open_round(by=case.europe, round=following)
    case.romania.refresh_from_db()

    carried = sheet_of(case.romania)
    assert carried.carried_count == 3
    assert carried.changed_at is None
    assert [item.question.key for _part, item in carried.to_do] == ["team", "ways", "share"]
    assert confirm(by=case.officer, assessment=case.romania, questions=[question(case.version, "ways")]) == 1
    give(case, case.officer, team="2", share=30)

    change = change_since_last_round(case.romania)
    assert change is not None
    assert [(row.question.key, row.then, row.now) for row in change.questions] == [
        ("team", "1 – One person, part of the time", "2 – A team with a mandate"),
        ("mandate", "", ""),
        ("ways", "Loans; Grants", "Loans; Grants"),
        ("share", "10 %", "30 %"),
        ("plan", "", ""),
    ]
    # governance: 0.5 then 1; finance: (0.8 + 0.1) / 2 then (0.8 + 0.3) / 2
    assert [(t.name, t.then, t.now) for t in change.topics] == [
        ("Governance", 0.5, 1.0), ("Finance", pytest.approx(0.45), pytest.approx(0.55)),
    ]  # fmt: skip


def test_a_late_respondent_gets_its_last_answers_too() -> None:
    case = make_case()
    give(case, case.officer, team="1")
    later = make_round(case.version, "later", previous=case.round)

    late = add_countries(by=case.europe, round=later, codes=["ro", "RO"])

    assert [(one.country, one.answers.get().is_carried) for one in late] == [("RO", True)]
    assert add_countries(by=case.europe, round=later, codes=["RO"]) == []


def test_a_hub_asks_only_its_own_countries() -> None:
    case = make_case()
    own = make_round(case.version, "own", countries=["RO"])
    make_assessment(own, "RO")

    with pytest.raises(ValidationError, match="BG"):
        add_countries(by=case.officer, round=own, codes=["BG"])
    with pytest.raises(Refused):
        add_countries(by=case.officer, round=case.round, codes=["AT"])
