"""Mail to a hub's team about what came from outside: gathered by the hour, so that ten things at once are one mail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from capacities.core.outbox.models import OutgoingMail
from capacities.core.outbox.services import post_to
from capacities.core.people.mails import letter_to
from capacities.core.people.models import Person
from capacities.core.people.queries import who_answers
from capacities.hub.structure.models import Hub

LOOKS_BACK = timedelta(days=1)  # what came while the worker stood still is told later, up to a day


@dataclass(frozen=True, slots=True)
class Arrival:
    """One thing that came: for which hub, about which record (`programme:3`), when, and the row itself."""

    hub: Hub
    about: str
    at: datetime
    row: Any


def told_now(now: datetime) -> tuple[datetime, datetime]:
    """Return from when and until when arrivals are told now: up to the last full hour."""
    until = now.replace(minute=0, second=0, microsecond=0)
    return until - LOOKS_BACK, until


def tell_of(
    arrivals: Iterable[Arrival], mail: str, kind: str, context: Callable[[list[Any], str], dict[str, Any]]
) -> int:
    """Write one mail for each record and hour to each of the hub's team, once; return how many.

    ``context`` makes what the mail names from the rows of an hour and the reader's language.
    """
    hours: dict[tuple[str, datetime], list[Arrival]] = defaultdict(list)
    for one in arrivals:
        hours[one.about, one.at.replace(minute=0, second=0, microsecond=0)].append(one)
    told = 0
    for (about, hour), group in hours.items():
        start = f"{about}:{kind}:{hour:%Y-%m-%dT%H}:"
        there = set(OutgoingMail.objects.filter(key__startswith=start).values_list("key", flat=True))
        for person in team_of(group[0].hub):
            key = f"{start}{person.pk}"
            if key not in there:
                letter = letter_to(person, mail, context([one.row for one in group], person.language))
                post_to(person, letter, kind=kind, about=about, key=key)
                told += 1
    return told


def team_of(hub: Hub) -> list[Person]:
    """Return who looks after a hub: its team, once each though it has several countries."""
    return list({person.pk: person for country in hub.countries for person in who_answers(country)}.values())
