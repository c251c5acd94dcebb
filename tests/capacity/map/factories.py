"""Rounds full of answers, drawn with a fixed seed: countries and cities at different levels, with needs and offers."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime

from capacities.capacity.questionnaires.models import Version
from capacities.capacity.rounds.models import Answer, Assessment, Privacy, Round, RoundState, Statement
from capacities.core.places.models import Place
from capacities.facts.topics import tree
from tests.capacity.factories import make_question, make_round, make_section, make_version

COUNTRIES = "RO AT SE IT CZ GR HU NL SK ES PT TR PL FR FI BE BG EE DE SI UA".split()
LEVELS = {"AT": 3, "SE": 4, "BE": 3, "NL": 3, "DE": 3, "FI": 4, "FR": 3}


def make_wide_version(slug: str = "national", audience: str = "country", topics: int = 12) -> Version:
    """Return a version with a maturity question on each lower topic of the first upper topics."""
    version = make_version(slug, audience=audience)
    for upper, lower in tree()[:topics]:
        section = make_section(version, upper.id)
        for topic in lower:
            make_question(section, topic.id, topic.id, text={"en": f"How far is {topic.name_en.lower()}?"})
    return version


def fill(round: Round, who: Sequence[str | Place], *, seed: int = 1, privacy: Sequence[str] = (Privacy.GROUP,)) -> None:
    """Let all answer a round; needs and offers are stated on some topics."""
    draw = random.Random(seed)
    keys = [key for (key,) in round.version.sections.values_list("questions__key").order_by("questions")]
    weak = {"finance-private", "monitoring-data", "administration-staff", "innovation-labs"}
    made = Assessment.objects.bulk_create(
        Assessment(
            round=round,
            country=one if isinstance(one, str) else one.country_id,
            place=None if isinstance(one, str) else one,
            privacy=privacy[k % len(privacy)],
            state="signed_off" if k % 4 else "started",
        )
        for k, one in enumerate(who)
    )
    answers, statements = [], []
    for one in made:
        level = LEVELS.get(one.country, 1.6) + 0.25 * seed
        for key in keys:
            value = draw.gauss(level - (1.2 if key in weak else 0), 0.9)
            if draw.random() < 0.05:
                continue
            answers.append(Answer(assessment=one, question_key=key, value=str(min(4, max(0, round_half(value))))))
        for key in draw.sample(keys, 2):
            side = "offer" if level > 2.5 else "need"
            text = "We have a manual and would show it." if side == "offer" else "Nobody here has done this before."
            statements.append(Statement(assessment=one, side=side, topic=key, text=text, urgency=draw.randint(1, 3)))
    Answer.objects.bulk_create(answers)
    Statement.objects.bulk_create(statements)


def round_half(value: float) -> int:
    """Return the nearest whole number."""
    return int(value + 0.5)


def make_rounds(version: Version, count: int = 3, **changes: object) -> list[Round]:
    """Return rounds of a version a year apart, the last one open, the others closed."""
    return [
        make_round(
            version,
            f"{version.template.slug}-{2027 - count + k}",
            name={"en": f"Autumn {2027 - count + k}", "ro": f"Toamna {2027 - count + k}"},
            opens_at=datetime(2027 - count + k, 10, 1, tzinfo=UTC),
            state=RoundState.OPEN if k == count - 1 else RoundState.CLOSED,
            **changes,
        )
        for k in range(count)
    ]
