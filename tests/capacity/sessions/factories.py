"""Valid trainers, rounds with needs and offers, series and matches without surprises."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from capacities.capacity.rounds.models import Assessment, AssessmentState, Round, Side, Statement
from capacities.capacity.sessions.models import Match, Trainer
from capacities.core.places.models import Place
from tests.capacity.factories import make_assessment, make_question, make_round, make_section, make_version

TOPICS = ("finance-private", "energy-communities")


def make_trainer(name: str = "Trainer", topics: tuple[str, ...] = TOPICS[:1], **changes: Any) -> Trainer:
    """Return a trainer of Europe's who teaches online, in English, on any day."""
    values = {"topics": list(topics), "languages": ["en"], "formats": ["online"], **changes}
    return Trainer.objects.create(name=name, **values)


def make_needs_round(slug: str = "autumn", *, audience: str = "country", **changes: Any) -> Round:
    """Return an open round whose questions ask about two topics, one maturity question each."""
    version = make_version(f"template-{slug}", audience=audience)
    section = make_section(version)
    for topic in TOPICS:
        make_question(section, topic, topic)
    return make_round(version, slug, **changes)


def make_team(round: Round, who: str | Place, private: int | None, communities: int | None,
              **changes: Any) -> Assessment:  # fmt: skip
    """Return a signed-off assessment with the levels (0 to 4) that it reached on the two topics."""
    answers = {topic: str(level) for topic, level in zip(TOPICS, (private, communities), strict=True)
               if level is not None}  # fmt: skip
    return make_assessment(round, who, answers, **{"state": AssessmentState.SIGNED_OFF, **changes})


def say(team: Assessment, side: str, topic: str = TOPICS[0], **changes: Any) -> Statement:
    """Return what a team says that it needs or offers."""
    return Statement.objects.create(assessment=team, side=Side(side), topic=topic, **changes)


def make_match(learner: Assessment, teacher: Assessment, topic: str = TOPICS[0], **changes: Any) -> Match:
    """Return a match that was sent an hour ago and has no answers."""
    values = {
        "state": "sent",
        "sent_at": timezone.now() - timedelta(hours=1),
        "reasons": {"score": 1.0, "offers": True, "needs": True, "alike": {"heat": 0.9, "progress": 0.8}, "languages": ["en"]},
    }  # fmt: skip
    return Match.objects.create(
        round=learner.round, learner=learner, teacher=teacher, topic=topic, **{**values, **changes}
    )
