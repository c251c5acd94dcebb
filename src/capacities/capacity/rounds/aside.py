"""Answers that a version of the template does not take: kept, shown, and counted before a round moves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from capacities.capacity.questionnaires.models import Question, Version
from capacities.capacity.rounds.models import Answer, Assessment, Round
from capacities.capacity.rounds.values import EMPTY, fits, told_value


@dataclass(frozen=True)
class Aside:
    """An answer that does not count in this version, in words."""

    question: str
    told: str
    answer: Answer


@dataclass(frozen=True)
class Effect:
    """What moving a round to a version would do: answers that stay aside, questions that are new and gone."""

    aside: int
    new: list[Question]
    gone: list[Question]


def aside_of(assessment: Assessment) -> list[Aside]:
    """Return the answers of an assessment that its version does not take, in the words of the version that did."""
    version = assessment.round.version
    now = _questions(version)
    kept: list[tuple[Answer, Any]] = []
    for answer in assessment.answers.all():
        question = now.get(answer.question_key)
        if answer.value not in EMPTY and (question is None or not fits(question, answer.value)):
            kept.append((answer, answer.value))
        elif answer.aside not in EMPTY:
            kept.append((answer, answer.aside))
    if not kept:
        return []
    others: dict[str, list[Question]] = {}
    rows = Question.objects.filter(section__version__template=version.template_id).exclude(section__version=version)
    for question in rows.order_by("-section__version__number"):
        others.setdefault(question.key, []).append(question)
    return [_told(answer, value, now, others) for answer, value in kept]


def aside_after(round: Round, version: Version) -> Effect:
    """Return what moving a round to a version would do."""
    before, after = _questions(round.version), _questions(version)
    answers = Answer.objects.filter(assessment__round=round).values_list("question_key", "value")
    aside = sum(1 for key, value in answers if value not in EMPTY and (key not in after or not fits(after[key], value)))
    new = [question for key, question in after.items() if key not in before]
    return Effect(aside, new, [question for key, question in before.items() if key not in after])


def _questions(version: Version) -> dict[str, Question]:
    return {question.key: question for question in Question.objects.filter(section__version=version)}


def _told(answer: Answer, value: Any, now: dict[str, Question], others: dict[str, list[Question]]) -> Aside:
    older = others.get(answer.question_key, [])
    fitting = next((question for question in older if fits(question, value)), None)
    question = fitting or now.get(answer.question_key)
    return Aside(str(question) if question else answer.question_key, told_value(question, value, older), answer)
