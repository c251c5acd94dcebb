"""A round as it stands in an afternoon: two sections, questions of every kind, Romania and Bulgaria asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from capacities.capacity.questionnaires.models import Question, Version
from capacities.capacity.rounds.models import Answer, Assessment, Round
from capacities.capacity.rounds.services.answers import save_answer
from capacities.capacity.rounds.values import digest
from capacities.core.people.models import Person
from capacities.core.people.roles import EVERYWHERE, country_scope
from tests.capacity.factories import make_assessment, make_question, make_round, make_section, make_version
from tests.cast import make_person

OPENED = datetime(2026, 10, 1, 8, tzinfo=UTC)
DEADLINE = datetime(2026, 11, 30, 16, tzinfo=UTC)
LEVELS = [
    {"key": "0", "texts": {"en": "Nobody is responsible", "ro": "Nimeni nu răspunde"}, "score": 0},
    {"key": "1", "texts": {"en": "One person, part of the time", "ro": "O persoană, o parte din timp"}, "score": 0.5},
    {"key": "2", "texts": {"en": "A team with a mandate", "ro": "O echipă cu mandat"}, "score": 1},
]
WAYS = [
    {"key": "grants", "texts": {"en": "Grants", "ro": "Granturi"}, "score": 0.4},
    {"key": "loans", "texts": {"en": "Loans", "ro": "Împrumuturi"}, "score": 0.4},
    {"key": "bonds", "texts": {"en": "Green bonds", "ro": "Obligațiuni verzi"}, "score": 0.4},
]


@dataclass
class Case:
    """What most tests need."""

    version: Version
    round: Round
    romania: Assessment
    bulgaria: Assessment
    officer: Person  # hub team of Romania
    colleague: Person  # hub team of Romania too
    other: Person  # hub team of Bulgaria
    europe: Person


def make_questions(version: Version) -> None:
    """Fill a version: governance (team, mandate if there is a team), money (ways, share, plan)."""
    governance, money = make_section(version, "governance", order=1), make_section(version, "money", order=2)
    make_question(
        governance, "team", options=LEVELS, text={"en": "Who is responsible?", "ro": "Cine răspunde?"}, order=1
    )
    make_question(
        governance, "mandate", "governance-mandate", kind="single", order=2,
        text={"en": "Who gave the mandate?", "ro": "Cine a dat mandatul?"},
        options=[{"key": k, "texts": {"en": k.title()}, "score": None} for k in ("government", "ministry")],
        condition={"question": "team", "any_of": ["2"]},
    )  # fmt: skip
    make_question(
        money,
        "ways",
        "finance-public",
        kind="multiple",
        options=WAYS,
        order=1,
        text={"en": "Which ways of funding?", "ro": "Ce finanțare?"},
    )
    make_question(
        money, "share", "finance-private", kind="number", options=[], least=0, most=100, low=0, high=100, order=2,
        text={"en": "Share of private money"}, unit={"en": "%"},
    )  # fmt: skip
    make_question(money, "plan", kind="text", options=[], is_required=False, order=3, text={"en": "What is planned?"})


def make_case(**changes: Any) -> Case:
    """Return an open round of the European team with Romania and Bulgaria."""
    version = make_version()
    make_questions(version)
    round = make_round(version, **{"opens_at": OPENED, "closes_at": DEADLINE, **changes})
    return Case(
        version, round, make_assessment(round, "RO"), make_assessment(round, "BG"),
        make_person("officer", ("hub_team", country_scope("RO"))),
        make_person("colleague", ("hub_team", country_scope("RO")), language="ro"),
        make_person("other", ("hub_team", country_scope("BG"))),
        make_person("europe", ("european_team", EVERYWHERE)),
    )  # fmt: skip


def question(version: Version, key: str) -> Question:
    """Return a question of a version."""
    return Question.objects.select_related("section").get(section__version=version, key=key)


def give(case: Case, by: Person, seen: Any = None, **values: Any) -> None:
    """Answer questions, by default as somebody who has seen what is stored."""
    for key, value in values.items():
        stored = Answer.objects.filter(assessment=case.romania, question_key=key).first()
        mark = digest(stored.value if stored else None) if seen is None else digest(seen)
        save_answer(
            by=by, assessment=case.romania, question=question(case.round.version, key),
            changes={"value": value}, seen={"value": mark},
        )  # fmt: skip


def answer_all(case: Case) -> None:
    """Answer everything that is required."""
    give(case, case.officer, team="1", ways=["grants"], share=20)
