"""Sample rounds: two of all core countries on the national template, one of Romanian cities. Marked on every page.

Answers are drawn from a seed by country, question and round: nobody gave them, and they are the same everywhere.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction

from capacities.capacity.questionnaires.models import Audience, Kind, Question, State, Template, Version
from capacities.capacity.rounds.models import (
    Answer,
    Assessment,
    AssessmentState,
    Privacy,
    Round,
    RoundState,
    Step,
    StepKind,
)
from capacities.capacity.rounds.services.carry import carry_over
from capacities.capacity.rounds.sheet import questions_of
from capacities.capacity.rounds.suggestions import suggestions_for
from capacities.core.people.models import Person
from capacities.core.places.queries import countries, mission_cities
from capacities.engines import maturity

SEED = 2030
NATIONAL, CITIES = "national-support", "city-capacity"
SPRING = (datetime(2026, 3, 2, 8, tzinfo=UTC), datetime(2026, 4, 17, 15, tzinfo=UTC))
AUTUMN = (datetime(2026, 10, 19, 7, tzinfo=UTC), datetime(2026, 12, 18, 16, tzinfo=UTC))
# How far the respondents of the open round are, one after the other: share answered, and the state.
STAGES: tuple[tuple[float, str], ...] = (
    (1.0, AssessmentState.SIGNED_OFF),
    (0.6, AssessmentState.STARTED),
    (1.0, AssessmentState.IN_REVIEW),
    (0.0, AssessmentState.INVITED),
    (1.0, AssessmentState.SIGNED_OFF),
    (0.3, AssessmentState.STARTED),
)
UNDER_WAY = "RO"  # the hub officer of the demo finds work to do


@transaction.atomic
def make_samples() -> None:
    """Make the rounds once, where the templates are loaded and the sample people are there."""
    europe = Person.objects.filter(email="europe@example.org").first()
    if europe is None or Round.objects.filter(is_sample=True).exists():
        return
    national, cities = _published(NATIONAL, Audience.COUNTRY), _published(CITIES, Audience.CITY)
    codes = list(countries().filter(role="core").order_by("iso2").values_list("iso2", flat=True))
    if national and codes:
        spring = _round("spring-2026-sample", "Spring 2026", "Primăvara 2026", national, SPRING, RoundState.CLOSED)
        _fill(spring, [Assessment(round=spring, country=code) for code in codes], ((1.0, AssessmentState.SIGNED_OFF),))
        autumn = _round(
            "autumn-2026-sample", "Autumn 2026", "Toamna 2026", national, AUTUMN, RoundState.OPEN, previous=spring
        )
        _fill(autumn, [Assessment(round=autumn, country=code) for code in codes], STAGES)
    places = list(mission_cities("RO"))
    if cities and places:
        round = _round(
            "romanian-cities-2026-sample", "Cities of Romania 2026", "Orașele României 2026", cities, AUTUMN,
            RoundState.OPEN, countries=["RO"],
        )  # fmt: skip
        _fill(round, [Assessment(round=round, country="RO", place=place) for place in places], STAGES[:2])


def _published(slug: str, audience: str) -> Version | None:
    template = Template.objects.filter(slug=slug, audience=audience, removed_at=None).first()
    return template.versions.filter(state=State.PUBLISHED).order_by("-number").first() if template else None


def _round(
    slug: str, name: str, name_ro: str, version: Version, dates: tuple[datetime, datetime], state: str, **more: Any
) -> Round:
    return Round.objects.create(
        slug=slug, name={"en": f"{name}, sample", "ro": f"{name_ro}, exemplu"}, version=version,
        audience=version.template.audience, opens_at=dates[0], closes_at=dates[1], state=state, is_sample=True, **more,
    )  # fmt: skip


def _fill(round: Round, assessments: list[Assessment], stages: Sequence[tuple[float, str]]) -> None:
    assert round.opens_at is not None
    for number, one in enumerate(assessments):
        one.invited_at = round.opens_at
        one.privacy = Privacy.GROUP if number % 4 else Privacy.PUBLIC
    made = Assessment.objects.bulk_create(assessments)
    carry_over(round, made)
    questions = [question for rows in questions_of(round.version).by_section.values() for question in rows]
    for number, one in enumerate(made):
        share, state = stages[number % len(stages)]
        if one.country == UNDER_WAY and round.state == RoundState.OPEN and one.place_id is None:
            share, state = 0.6, AssessmentState.STARTED
        _answer(one, questions, share)
        _bring_to(one, state)


def _answer(one: Assessment, questions: Sequence[Question], share: float) -> None:
    """Answer the first part of the questions; what was carried over and comes later stays to be confirmed."""
    assert one.round.opens_at is not None
    values: dict[str, Any] = {}
    made: list[Answer] = []
    engine = {question.key: question.scored() for question in questions}
    who = f"{SEED}:{one.country}:{one.place_id}"
    growth = 0.06 if one.round.previous_id else 0.0
    for number, question in enumerate(questions[: round(share * len(questions))]):
        draw = random.Random(f"{who}:{question.key}:{one.round.slug}")
        if not maturity.applies(engine[question.key], engine, values):
            continue
        value = _value(question, growth + _level(who, question), draw)
        if value is None:
            continue
        values[question.key] = value
        at = one.round.opens_at + timedelta(days=1 + number // 5, hours=number % 5)
        made.append(Answer(assessment=one, question_key=question.key, value=value, changed_at=at))
    Answer.objects.bulk_create(
        made,
        update_conflicts=True,
        unique_fields=["assessment", "question_key"],
        update_fields=["value", "is_carried", "changed_at"],
    )


def _level(who: str, question: Question) -> float:
    """Return how far a respondent is with a question's topic: half its own level, half that of the topic."""
    topic = question.topics[0].partition("-")[0] if question.topics else ""
    return sum(random.Random(seed).uniform(0.1, 0.9) for seed in (who, f"{who}:{topic}")) / 2


def _value(question: Question, level: float, draw: random.Random) -> Any:
    """Return an answer near a level of maturity; none to questions for words and files."""
    near = min(1.0, max(0.0, draw.gauss(level, 0.2)))
    keys = [option["key"] for option in question.options]
    if question.kind in (Kind.MATURITY, Kind.SINGLE) and keys:
        return keys[round(near * (len(keys) - 1))]
    if question.kind == Kind.MULTIPLE and keys:
        chosen = [option["key"] for option in question.options if option.get("score") and draw.random() < near]
        return chosen or [keys[0]]
    if question.kind == Kind.NUMBER:
        low = question.low if question.low is not None else question.least or 0
        high = question.high if question.high is not None else min(question.most or 20, 20)
        return round(min(max(low + near * (high - low), question.least or 0), question.most or 1e9))
    return "Sample text, exemplu" if question.kind == Kind.TEXT and question.is_required else None


def _bring_to(one: Assessment, state: str) -> None:
    assert one.round.opens_at is not None
    one.state = state
    day = one.round.opens_at + timedelta(days=20 + one.pk % 9)
    if state in (AssessmentState.IN_REVIEW, AssessmentState.SIGNED_OFF):
        Step.objects.create(assessment=one, kind=StepKind.REVIEW, at=day)
        one.answers.update(is_carried=False)
        for suggestion in suggestions_for(one):
            one.statements.create(
                side=suggestion.side, topic=suggestion.topic, text=suggestion.text, urgency=suggestion.urgency
            )
    if state == AssessmentState.SIGNED_OFF:
        one.signed_off_at = day + timedelta(days=2)
        Step.objects.create(assessment=one, kind=StepKind.SIGNED, at=one.signed_off_at)
    one.save()
