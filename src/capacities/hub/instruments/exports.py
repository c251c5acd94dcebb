"""The atlas as rows for files (with the columns that an import reads) and as a calendar of deadlines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from capacities.core.calendars import Entry, calendar_of
from capacities.core.texts import told_in
from capacities.hub.instruments.imports import COLUMNS
from capacities.hub.instruments.models import Instrument

Cell = str | int | float | bool | None


def rows(instruments: Iterable[Instrument]) -> Iterator[list[Cell]]:
    """Return a row for each entry, in the order of COLUMNS."""
    for one in instruments:
        found = as_data(one)
        yield [found[name] for name in COLUMNS]


def as_data(one: Instrument) -> dict[str, Cell]:
    """Return an entry by column; lists are parted by semicolons, moments are on the clock of its zone."""
    return {
        "slug": one.slug,
        "kind": one.kind,
        "level": one.level,
        "countries": ";".join(one.countries),
        "name_en": one.name.get("en", ""),
        "name_ro": one.name.get("ro", ""),
        "text_en": one.text.get("en", ""),
        "text_ro": one.text.get("ro", ""),
        "run_by": one.run_by or str(one.organisation or ""),
        "topics": ";".join(one.topics),
        "budget": None if one.budget is None else float(one.budget),
        "currency": one.currency,
        "rate_percent": None if one.rate_percent is None else float(one.rate_percent),
        "rate_note": one.rate_note,
        "opens_at": _moment(one.opens_there),
        "closes_at": _moment(one.closes_there),
        "zone": one.zone,
        "eligible": ";".join(one.eligible),
        "least_people": one.least_people,
        "most_people": one.most_people,
        "url": one.url,
        "source": one.source,
        "as_of_year": one.as_of_year,
        "confidence": one.confidence,
    }


def deadline_calendar(instruments: Iterable[Instrument], *, host: str, now: datetime, language: str) -> str:
    """Return openings and deadlines as iCalendar, each as the quarter of an hour that begins or ends with it."""
    entries = []
    for one in instruments:
        name = told_in(one.name, language)
        for kind, at, words in (
            ("opens", one.opens_at, _("%(name)s opens")),
            ("closes", one.closes_at, _("%(name)s: deadline")),
        ):
            if at is None:
                continue
            entries.append(
                Entry(
                    uid=f"instrument-{one.slug}-{kind}@{host}",
                    start=at - timedelta(minutes=15) if kind == "closes" else at,
                    end=at if kind == "closes" else at + timedelta(minutes=15),
                    summary=words % {"name": name.text},
                    language=language,
                    description=told_in(one.text, language).text,
                    url=f"https://{host}{one.get_absolute_url()}",
                    sequence=one.revision,
                )
            )
    return calendar_of(entries, now=now, name=_("Deadlines"))


def _moment(at: datetime | None) -> str:
    return at.strftime("%Y-%m-%dT%H:%M") if at else ""
