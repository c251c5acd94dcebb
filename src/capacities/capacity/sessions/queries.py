"""Reads of sessions, trainers and matches. Every function takes the asker first and filters by what they may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db.models import Model, Q, QuerySet

from capacities.capacity.rounds.models import Assessment, Participant, Round
from capacities.capacity.rounds.queries import own_by_round
from capacities.capacity.sessions.models import Match, MatchState, PlannedSession, Series, Trainer
from capacities.core.people.models import Person
from capacities.core.people.queries import countries_of_hub_team, holders, holds
from capacities.core.people.roles import parse_scope
from capacities.core.topics import with_lower
from capacities.facts import topics as topic_facts

if TYPE_CHECKING:
    from capacities.core.people.queries import Asker

M = TypeVar("M", bound=Model)


def kept_by(by: Asker, rows: QuerySet[M]) -> QuerySet[M]:
    """Return those records with ``countries`` that somebody keeps: their hub's, or Europe's for the European team."""
    if holds(by, "steward"):
        return rows
    kept = Q(countries__overlap=list(countries_of_hub_team(by)))
    if holds(by, "european_team"):
        kept |= Q(countries=[])
    return rows.filter(kept)


def rounds_kept_by(by: Asker) -> QuerySet[Round]:
    """Return the rounds that somebody holds."""
    return kept_by(by, Round.objects.filter(removed_at=None).select_related("version__template", "series"))


def trainers_kept_by(by: Asker) -> QuerySet[Trainer]:
    """Return the trainers whom somebody keeps, removed ones as well."""
    return kept_by(by, Trainer.objects.all())


def trainers_for(round: Round) -> QuerySet[Trainer]:
    """Return the trainers of those who hold a round. Whoever calls has asked whether the person holds it."""
    same = Q(countries__overlap=round.countries) if round.countries else Q(countries=[])
    return Trainer.objects.filter(same, removed_at=None)


def sessions_of(series: Series) -> QuerySet[PlannedSession]:
    """Return the sessions to choose from, with trainer and event."""
    return series.sessions.filter(removed_at=None).select_related("trainer", "event")


def published_sessions() -> QuerySet[PlannedSession]:
    """Return the sessions that everybody sees, by date: those whose event is published."""
    rows = PlannedSession.objects.filter(removed_at=None, event__is_draft=False, event_dropped_at=None)
    return rows.select_related("event", "trainer", "series__round").order_by("event__starts_on", "pk")


def is_on(session: PlannedSession, topic: str) -> bool:
    """Return whether a session is about a topic, one below it or the one above it; every session is, of no topic."""
    return not topic or bool({*with_lower(topic), topic_facts.upper(topic)} & set(session.topics))


def addresses_of(assessment: Assessment) -> dict[str, Person | None]:
    """Return the addresses of those who answer an assessment; of the team of the country or town where nobody does."""
    invited = Participant.objects.filter(assessment=assessment, removed_at=None).select_related("person")
    found: dict[str, Person | None] = {
        (one.person.email if one.person else one.email).lower(): one.person
        for one in invited
        if one.person is None or one.person.is_active
    }
    if not found:
        role = "city_team" if assessment.place_id else "hub_team"
        found = {person.email: person for person in holders(role, parse_scope(str(assessment.scope_key)))}
    return found


def matches_of(by: Asker) -> QuerySet[Match]:
    """Return the matches that were sent to a team of somebody, the latest first."""
    if not by.is_authenticated:
        return Match.objects.none()
    own = {id for ids in own_by_round(by, Round.objects.filter(removed_at=None)).values() for id in ids}
    sent = _matches().exclude(state=MatchState.DRAFT).filter(sent_at__isnull=False)
    return sent.filter(Q(learner__in=own) | Q(teacher__in=own)).order_by("-sent_at", "pk")


def matches_to_answer(assessments: QuerySet[Assessment]) -> QuerySet[Match]:
    """Return the matches that wait for the answer of some teams. Whoever calls names teams that are the asker's own."""
    ids = list(assessments.values_list("pk", flat=True))
    waits = Q(learner__in=ids, learner_yes=None) | Q(teacher__in=ids, teacher_yes=None)
    sent = _matches().filter(state=MatchState.SENT, sent_at__isnull=False, round__removed_at=None)
    return sent.filter(waits).order_by("sent_at", "pk")


def matches_kept_by(by: Asker, round: Round) -> QuerySet[Match]:
    """Return all matches of a round, for those who hold it; none for others."""
    if not rounds_kept_by(by).filter(pk=round.pk).exists():
        return Match.objects.none()
    return _matches().filter(round=round)


def matches_visible_to(by: Asker) -> QuerySet[Match]:
    """Return the matches of somebody's teams that were sent, and all of the rounds that they hold."""
    kept = Q(round__in=rounds_kept_by(by))
    return _matches().filter(kept | Q(pk__in=matches_of(by).values("pk")))


def _matches() -> QuerySet[Match]:
    return Match.objects.select_related(
        "round", "learner__place", "teacher__place", "learner__peer_profile", "teacher__peer_profile",
        "learner_contact", "teacher_contact",
    ).prefetch_related("ratings")  # fmt: skip
