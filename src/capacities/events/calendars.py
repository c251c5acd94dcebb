"""Events as entries of a calendar: whole days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from capacities.core import calendars
from capacities.events.models import Event


def calendar_of(events: Iterable[Event], *, host: str, now: datetime) -> str:
    """Return a calendar. ``host`` makes the ids of events worldwide unique; ``now`` is the time of making."""
    return calendars.calendar_of((_entry(event, host) for event in events), now=now)


def _entry(event: Event, host: str) -> calendars.Entry:
    return calendars.Entry(
        uid=f"{event.slug}@{host}",
        start=event.starts_on,
        end=event.ends_on,
        summary=event.title,
        language=event.language,
        description="\n".join(part for part in (event.description, event.organiser) if part),
        location=", ".join(part for part in (event.place, event.country) if part),
        categories=(event.kind.upper(),),
    )
