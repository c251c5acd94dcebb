"""Who waits for the hub team, of all kinds, in one query: towns, people, organisations, applicants, next steps.

Several parts of Today ask for it: it is read once and kept on the hub's object, which lives as long as the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import CharField, DateTimeField, F, IntegerField, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from capacities.core.people.models import Person
from capacities.core.people.queries import open_requests
from capacities.hub.cities.queries import waiting_hands
from capacities.hub.programmes.queries import programmes_that_wait
from capacities.hub.stakeholders.engagement import steps_due
from capacities.hub.stakeholders.people_queries import answers_to_accept
from capacities.hub.structure.models import Hub

SOON = timedelta(days=7)
MOST = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """One that waits: ``first`` and ``second`` are numbers and ``what`` a text whose meaning goes with the kind.

    hand and request: first is the record's number. successor: what is the office, who the organisation and the
    person named. applications: first are to decide, second to tell, who is the name by language, what the address.
    step: first is the stakeholder, second its map, what the step, at its day.
    """

    kind: str
    first: int
    second: int
    who: str
    what: str
    at: datetime | None


def asked_of(person: Person, hub: Hub, day: date) -> Sequence[Asked]:
    """Return what waits for somebody of a hub's team, the oldest first within each kind."""
    kept: dict[int, list[Asked]] = hub.__dict__.setdefault("_asked_of", {})
    if person.pk not in kept:
        hands = _rows(waiting_hands(person, hub), "hand", F("pk"), who=F("place__name"), at=F("asked_at"))
        people = open_requests(person).filter(country__in=hub.countries)
        others = [
            _rows(people, "request", F("pk"), who=F("scope"), at=F("asked_at")),
            _successors(person, hub),
            _applications(person, hub),
            _steps(person, hub, day),
        ]
        rows: Any = hands.union(*others, all=True).order_by("kind", "at", "first")
        kept[person.pk] = [Asked(*row) for row in rows]
    return kept[person.pk]


def _successors(person: Person, hub: Hub) -> QuerySet[Any]:
    found = answers_to_accept(person, hub)
    return _rows(found, "successor", F("pk"), who=F("office__stakeholder__name"), what=F("name"), at=F("answered_at"))


def _applications(person: Person, hub: Hub) -> QuerySet[Any]:
    found = programmes_that_wait(person, hub)
    return _rows(
        found, "applications", F("to_decide"), second=F("to_tell"), who=F("name"), what=F("slug"), at=F("closes_at")
    )


def _steps(person: Person, hub: Hub, day: date) -> QuerySet[Any]:
    """Somebody's own next steps with stakeholders within a week or overdue, and those that nobody has taken on."""
    found = steps_due(person, hub, day + SOON).filter(Q(next_by=person) | Q(next_by=None)).exclude(next_step="")
    return _rows(
        found, "step", F("pk"), second=F("map_id"), who=F("name"), what=F("next_step"), at=F("next_on"), most=MOST
    )


def _rows(
    found: QuerySet[Any],
    kind: str,
    first: F,
    *,
    who: F,
    at: F,
    second: F | Value | None = None,
    what: F | Value | None = None,
    most: int | None = None,
) -> QuerySet[Any]:
    named = found.order_by().select_related(None).annotate(
        kind=Value(kind, CharField()),
        first=Cast(first, IntegerField()),
        second=Cast(second or Value(0), IntegerField()),
        who_=Cast(who, TextField()),
        what_=Cast(what or Value(""), TextField()),
        at=Cast(at, DateTimeField()),
    )  # fmt: skip
    rows = named.values_list("kind", "first", "second", "who_", "what_", "at")
    return rows.order_by("at", "first")[:most] if most else rows
