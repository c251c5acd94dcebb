"""What is done with events: bring them to the state of the facts; draft, publish and drop one.

Drafts belong to the record that they were made from. Whoever calls has asked whether the person may keep that one.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any, Literal

from django.db import transaction
from django.utils.text import slugify

from capacities.events.kinds import key_of
from capacities.events.models import Event, Origin
from capacities.facts.table import read_table

_COUNTRY = re.compile(r"(?:^|, )([A-Z]{2})$")
_FIELDS = [
    "title",
    "kind",
    "starts_on",
    "ends_on",
    "precision",
    "organiser",
    "format",
    "place",
    "country",
    "description",
    "confidence",
    "source",
]


@dataclass(frozen=True, slots=True)
class EventFact:
    """A row of events.csv; dates are days or months (2026-02)."""

    start_date: str
    date_precision: Literal["day", "month"]
    title: str
    type: str
    confidence: str
    source: str
    end_date: str = ""
    organiser: str = ""
    format: str = ""
    place: str = ""
    description: str = ""


@transaction.atomic
def load_events() -> int:
    """Bring the events that come from the facts to their state; leave what people entered or corrected.

    Returns how many rows the facts hold. Raises ValueError for a date that is neither a day nor a month.
    """
    facts = {_slug(fact): fact for fact in read_table("events", EventFact)}
    kept = set(Event.objects.filter(origin=Origin.PEOPLE).values_list("slug", flat=True))
    Event.objects.filter(origin=Origin.FACTS).exclude(slug__in=facts).delete()
    Event.objects.bulk_create(
        [_event(slug, fact) for slug, fact in facts.items() if slug not in kept],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=_FIELDS,
    )
    return len(facts)


@transaction.atomic
def save_draft(*, values: Mapping[str, Any], event: Event | None = None) -> Event:
    """Write the draft of an event, or change an event that people entered. Raises ValidationError."""
    event = event or Event(slug="", is_draft=True, origin=Origin.PEOPLE)
    for name, value in values.items():
        setattr(event, name, value)
    event.slug = event.slug or _free_slug(f"{event.starts_on.isoformat()}-{slugify(event.title)}"[:150])
    event.full_clean()
    event.save()
    return event


def set_draft(*, event: Event, is_draft: bool) -> Event:
    """Publish a draft, or take an event back into the state of a draft."""
    event.is_draft = is_draft
    event.save(update_fields=["is_draft"])
    return event


def first_and_last_day(start: str, end: str, precision: str) -> tuple[date, date]:
    """Return the days that an event spans; a month spans all its days."""
    if precision == "day":
        first = date.fromisoformat(start)
        return first, date.fromisoformat(end) if end else first
    year, month = (int(part) for part in start.split("-"))
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _free_slug(wanted: str) -> str:
    """Return the slug, with a number behind it where it is taken."""
    taken = set(Event.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    if wanted not in taken:
        return wanted
    return next(slug for n in count(2) if (slug := f"{wanted}-{n}") not in taken)


def _slug(fact: EventFact) -> str:
    return f"{fact.start_date}-{slugify(fact.title)}"[:160]


def _event(slug: str, fact: EventFact) -> Event:
    first, last = first_and_last_day(fact.start_date, fact.end_date, fact.date_precision)
    country = _COUNTRY.search(fact.place)
    return Event(
        slug=slug,
        title=fact.title,
        kind=key_of(fact.type),
        starts_on=first,
        ends_on=last,
        precision=fact.date_precision,
        organiser=fact.organiser,
        format=key_of(fact.format),
        place=_COUNTRY.sub("", fact.place),
        country=country.group(1) if country else "",
        description=fact.description,
        confidence=fact.confidence,
        source=fact.source,
        origin=Origin.FACTS,
    )
