"""Stored scores equal computed ones after every kind of change."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from django.db import connection

from capacities.capacity.map.models import Scores
from capacities.capacity.map.rounddata import round_data
from capacities.capacity.map.services import refresh_scores
from capacities.capacity.questionnaires.models import Question
from capacities.capacity.rounds.models import Answer, Assessment, Round
from capacities.capacity.rounds.queries import scores_of
from tests.capacity.factories import make_assessment, make_question, make_round, make_section, make_version

pytestmark = pytest.mark.django_db


def stored(round: Round) -> dict[int, dict[str, float | None]]:
    """Return what the map shows, by assessment and topic."""
    data = round_data([round])[round.pk]
    return {
        one.assessment: {
            topic: None if np.isnan(data.shares[k, t]) else float(data.shares[k, t])
            for t, topic in enumerate(data.topics)
            if data.asked[k, t]
        }
        for k, one in enumerate(data.respondents)
    }


def computed(round: Round) -> dict[int, dict[str, float | None]]:
    assessments = round.assessments.exclude(state="withdrawn")
    fresh = Round.objects.get(pk=round.pk)
    return {id: {t: one.share for t, one in s.items()} for id, s in scores_of(fresh, assessments).items()}


def _raw_sql(one: Assessment) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE capacity_rounds_answer SET value = '\"1\"' WHERE assessment_id = %s AND question_key = 'team'",
            [one.pk],
        )


def _in_bulk(one: Assessment) -> None:
    Answer.objects.filter(assessment=one).delete()
    Answer.objects.bulk_create(Answer(assessment=one, question_key=key, value="3") for key in ("team", "law"))


def _save(one: Assessment) -> None:
    answer = one.answers.get(question_key="team")
    answer.value = "4"
    answer.save()


def _another_version(one: Assessment) -> None:
    section = make_section(make_version("other"))
    make_question(section, "team", "finance-public")
    Round.objects.filter(pk=one.round_id).update(version=section.version)


CHANGES: dict[str, Callable[[Assessment], object]] = {
    "an answer is saved": _save,
    "an answer is added": lambda one: Answer.objects.create(
        assessment=Assessment.objects.exclude(pk=one.pk).get(), question_key="law", value="2"
    ),
    "an answer is taken back": lambda one: one.answers.filter(question_key="law").update(value=None),
    "an answer does not apply": lambda one: one.answers.filter(question_key="law").update(value="not_applicable"),
    "an answer is deleted": lambda one: one.answers.filter(question_key="law").delete(),
    "answers are made in bulk": _in_bulk,
    "somebody writes SQL": _raw_sql,
    "the respondent leaves": lambda one: Assessment.objects.filter(pk=one.pk).update(state="withdrawn"),
    "the assessment is deleted": lambda one: one.delete(),
    "a question weighs more": lambda _one: Question.objects.filter(key="law").update(weight=9),
    "a question goes": lambda _one: Question.objects.filter(key="law").delete(),
    "a question comes": lambda _one: make_question(Question.objects.get(key="law").section, "money", "finance-public"),
    "the round asks another version": _another_version,
}


@pytest.mark.parametrize("name", CHANGES)
def test_stored_scores_equal_computed_ones_after_every_change(name: str) -> None:
    section = make_section(make_version())
    make_question(section, "team", "governance-structure")
    make_question(section, "law", "governance-law", weight=3)
    round = make_round(section.version)
    one = make_assessment(round, "RO", {"team": "0", "law": "4"})
    make_assessment(round, "AT", {"team": "2"})
    before = stored(round)
    assert before == computed(round)

    CHANGES[name](one)

    round.refresh_from_db()
    assert stored(round) == computed(round) != before


def test_scores_are_computed_once_and_only_where_something_changed(django_assert_num_queries: object) -> None:
    section = make_section(make_version())
    make_question(section, "team", "governance-structure")
    round = make_round(section.version)
    one, two = make_assessment(round, "RO", {"team": "0"}), make_assessment(round, "AT", {"team": "2"})
    round_data([round])
    before = dict(Scores.objects.values_list("pk", "computed_at"))

    with django_assert_num_queries(1):  # type: ignore[operator]
        round_data([round])
    one.answers.update(value="1")
    refresh_scores(one)
    refresh_scores(two)

    after = dict(Scores.objects.values_list("pk", "computed_at"))
    assert after[one.pk] > before[one.pk]
    assert after[two.pk] == before[two.pk]
    assert Scores.objects.get(pk=one.pk).by_topic["governance"] == [0.25, 1, 1]
