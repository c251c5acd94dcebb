"""Valid templates, rounds, assessments and answers without surprises."""

from __future__ import annotations

from typing import Any

from capacities.capacity.questionnaires.models import Question, Section, State, Template, Version
from capacities.capacity.rounds.models import Answer, Assessment, Round, RoundState
from capacities.core.places.models import Place


def make_version(slug: str = "national", *, audience: str = "country", state: str = State.PUBLISHED) -> Version:
    """Return the first version of a template of Europe's, without sections."""
    template = Template.objects.create(slug=slug, name={"en": f"Template {slug}"}, audience=audience)
    return Version.objects.create(template=template, number=1, state=state)


def make_section(version: Version, key: str = "governance", **changes: Any) -> Section:
    """Return an empty section."""
    return Section.objects.create(**{"version": version, "key": key, "title": {"en": key.title()}, **changes})


def make_question(section: Section, key: str, topic: str = "governance-structure", **changes: Any) -> Question:
    """Return a maturity question with five levels, 0 to 4, on one topic."""
    levels = [{"key": str(n), "texts": {"en": f"Level {n}"}, "score": n / 4} for n in range(5)]
    values = {"kind": "maturity", "text": {"en": f"{key}?"}, "topics": [topic], "options": levels, **changes}
    return Question.objects.create(section=section, key=key, **values)


def make_round(version: Version, slug: str = "autumn", **changes: Any) -> Round:
    """Return an open round of Europe's without a deadline."""
    values = {"name": {"en": f"Round {slug}"}, "audience": version.template.audience, "state": RoundState.OPEN}
    return Round.objects.create(slug=slug, version=version, **{**values, **changes})


def make_assessment(round: Round, who: str | Place = "RO", answers: dict[str, Any] | None = None,
                    **changes: Any) -> Assessment:  # fmt: skip
    """Return the assessment of a country (by code) or of a place, with answers by key of the question."""
    values: dict[str, Any] = {"country": who} if isinstance(who, str) else {"country": who.country_id, "place": who}
    made = Assessment.objects.create(round=round, **values, **changes)
    for key, value in (answers or {}).items():
        Answer.objects.create(assessment=made, question_key=key, value=value)
    return made
