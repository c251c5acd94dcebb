"""Sample trainers, series and matches on the sample rounds, named by role and marked on every page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from capacities.capacity.rounds.models import AssessmentState, Round
from capacities.capacity.sessions import services
from capacities.capacity.sessions.models import Match, Trainer
from capacities.capacity.sessions.queries import rounds_kept_by
from capacities.core.people.models import Person

EUROPE: tuple[dict[str, Any], ...] = (
    {"name": "Trainer for private finance, sample", "topics": ["finance-private", "finance-cases"], "cost_eur": 1500},
    {"name": "Trainer for public budgets, sample", "topics": ["finance-public"], "languages": ["en", "de"]},
    {"name": "Trainer for governance, sample", "topics": ["governance"], "load": 3},
    {"name": "Trainer for inventories and data, sample", "topics": ["monitoring"], "languages": ["en", "fr"]},
    {"name": "Trainer for climate contracts, sample", "topics": ["planning-action", "planning-portfolio"]},
    {
        "name": "Trainer for citizens’ part, sample",
        "topics": ["engagement", "justice"],
        "formats": ["online", "in-person"],
    },
    {"name": "Trainer for procurement, sample", "topics": ["administration"], "seats": 12, "cost_eur": 900},
    {"name": "Trainer for innovation, sample", "topics": ["innovation", "digital"], "load": 1},
)
ROMANIA: tuple[dict[str, Any], ...] = (
    {"name": "Formator pentru finanțare, exemplu", "topics": ["finance"], "languages": ["ro"], "load": 3},
    {"name": "Formator pentru planificare, exemplu", "topics": ["planning", "governance"], "languages": ["ro", "en"]},
    {"name": "Formator pentru energie, exemplu", "topics": ["energy", "buildings"], "languages": ["ro"]},
    {"name": "Formator pentru date, exemplu", "topics": ["monitoring", "administration"], "languages": ["ro"]},
)
SENT = 3


@transaction.atomic
def make_samples() -> None:
    """Make trainers, series and matches once, where sample rounds and sample people are there."""
    people = {name: Person.objects.filter(email=f"{name}@example.org").first() for name in ("europe", "hub", "steward")}
    europe, hub, steward = people["europe"], people["hub"], people["steward"]
    if europe is None or hub is None or steward is None or Trainer.objects.filter(is_sample=True).exists():
        return
    for by, trainers, countries in ((europe, EUROPE, []), (hub, ROMANIA, ["RO"])):
        round = _round_of(by, countries)
        if round is None:
            continue
        for values in trainers:
            usual = {"languages": ["en"], "formats": ["online"], "countries": countries, "is_sample": True}
            services.save_trainer(by=by, values={**usual, **values})
        _series(by, round)
        _matches(by, round, hub, steward)


def _round_of(by: Person, countries: list[str]) -> Round | None:
    """Return the sample round of somebody's with most finished assessments."""
    finished = Count("assessments", filter=Q(assessments__state=AssessmentState.SIGNED_OFF))
    rows = rounds_kept_by(by).filter(is_sample=True, countries=countries).annotate(finished=finished)
    return rows.order_by("-finished", "-pk").first()


def _series(by: Person, round: Round) -> None:
    """Choose a series, accept it, draft the event of its first session and publish that of its second."""
    series = services.open_series(by=by, round=round)
    chosen = list(series.sessions.filter(is_chosen=True).select_related("series__round", "trainer")[:2])
    if not chosen:
        return
    series.refresh_from_db()
    services.accept_series(by=by, series=series)
    for session in chosen:
        made = services.make_event(by=by, session=session)
        assert made.event is not None
        values = {"title": f"{made.event.title} ({'exemplu' if made.event.language == 'ro' else 'sample'})"}
        services.save_event(by=by, session=made, values=values, addresses=[one.email for one in made.expected.all()])
    for session in chosen[1:]:
        services.publish_session(by=by, session=session)


def _matches(by: Person, round: Round, hub: Person, steward: Person) -> None:
    """Propose matches and send some; the first that was sent is accepted, met and rated by one side."""
    services.propose_matches(by=by, round=round, fair=True)
    rows = list(Match.objects.filter(round=round).order_by("-value", "pk"))
    rows.sort(key=lambda match: "RO" not in (match.learner.country, match.teacher.country))
    for match in rows[:SENT]:
        services.send_match(by=by, match=match)
    for match in rows[:1]:
        for side in ("learner", "teacher"):
            own = hub if match.of(side).country == "RO" and not match.of(side).place_id else steward
            services.answer_match(by=own, match=match, side=side, yes=True)
        services.note_meeting(by=steward, match=match, met_on=timezone.localdate() - timedelta(days=7))
        services.rate_match(by=steward, match=match, side="teacher", stars=4)
