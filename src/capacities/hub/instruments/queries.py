"""Reads of the atlas. It is public; removed entries are seen by nobody but those who may bring them back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Now
from django.utils import timezone

from capacities.core.topics import with_lower
from capacities.facts.folding import fold
from capacities.hub.instruments.models import Instrument

# Whoever notes a source of 2024 in 2026 should look whether it still holds.
OLD_AFTER_YEARS = 2


@dataclass(frozen=True)
class InstrumentFilter:
    """What the atlas is narrowed to; empty means all. ``window`` is open, soon or closed."""

    text: str = ""
    country: str = ""
    topic: str = ""
    kind: str = ""
    eligible: str = ""
    window: str = ""
    least_rate: Decimal | None = None

    def __bool__(self) -> bool:
        """Return whether anything is asked for."""
        return any((self.text, self.country, self.topic, self.kind, self.eligible, self.window, self.least_rate))


def instruments() -> QuerySet[Instrument]:
    """Return the atlas: next deadlines first, then what has none, then what is closed; by name in addresses."""
    found = Instrument.objects.filter(removed_at=None).select_related("organisation")
    is_over = Case(When(closes_at__lte=Now(), then=Value(1)), default=Value(0))
    return found.order_by(is_over, F("closes_at").asc(nulls_last=True), "slug")


def instruments_matching(wanted: InstrumentFilter, now: datetime | None = None) -> QuerySet[Instrument]:
    """Return entries that fit. A country finds its own and those open to all of Europe."""
    now, found = now or timezone.now(), instruments()
    for word in fold(wanted.text).split():
        found = found.filter(search__contains=word)
    if wanted.country:
        found = found.filter(Q(countries__contains=[wanted.country.upper()]) | Q(countries=[]))
    if wanted.topic:
        found = found.filter(topics__overlap=with_lower(wanted.topic))
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.eligible:
        found = found.filter(eligible__contains=[wanted.eligible])
    if wanted.least_rate is not None:
        found = found.filter(rate_percent__gte=wanted.least_rate)
    windows = {
        "open": Q(closes_at__gt=now) & (Q(opens_at=None) | Q(opens_at__lte=now)) | Q(closes_at=None, opens_at__lte=now),
        "soon": Q(opens_at__gt=now),
        "closed": Q(closes_at__lte=now),
    }
    return found.filter(windows[wanted.window]) if wanted.window in windows else found


def instrument_by_slug(slug: str) -> Instrument | None:
    """Return an entry, also a removed one."""
    return Instrument.objects.select_related("organisation", "owner").filter(slug=slug).first()


def deadlines(since: datetime, wanted: InstrumentFilter | None = None) -> QuerySet[Instrument]:
    """Return entries with a deadline or an opening from a moment on, next first."""
    found = instruments_matching(wanted) if wanted else instruments()
    return found.filter(Q(closes_at__gte=since) | Q(opens_at__gte=since))


def due_for_review(countries: Sequence[str], today: date) -> QuerySet[Instrument]:
    """Return what the keepers of countries should look at again, the longest due first.

    Due is what was put down for a day that has come, and what nobody put down but is of the year before last or older.
    """
    put_down = Q(review_on__lte=today)
    forgotten = Q(review_on=None, as_of_year__lte=today.year - OLD_AFTER_YEARS)
    found = instruments().filter(put_down | forgotten, countries__overlap=list(countries))
    return found.order_by(F("review_on").asc(nulls_first=True), "as_of_year", "slug")


def instruments_for_hub(countries: Sequence[str]) -> QuerySet[Instrument]:
    """Return what a hub's countries have, with what is open to all of Europe."""
    return instruments().filter(Q(countries__overlap=list(countries)) | Q(countries=[]))
