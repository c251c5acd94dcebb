"""Events as iCalendar (RFC 5545): whole days, lines folded at 75 octets, texts escaped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from capacities.events.models import Event

_LONGEST_LINE = 75


def calendar_of(events: Iterable[Event], *, host: str, now: datetime) -> str:
    """Return a calendar. ``host`` makes the ids of events worldwide unique; ``now`` is the time of making."""
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Capacities//Events//EN", "METHOD:PUBLISH", "NAME:Capacities"]
    lines.append("X-WR-CALNAME:Capacities")
    for event in events:
        lines += _event(event, host, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{fold_line(line)}\r\n" for line in lines)


def escape_text(text: str) -> str:
    """Return a text as RFC 5545 writes it (3.3.11)."""
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\\n").replace("\n", "\\n")


def fold_line(line: str) -> str:
    """Return a line folded so that no part exceeds 75 octets and no letter is torn apart (3.1)."""
    parts: list[str] = []
    part = ""
    for letter in line:
        if len((part + letter).encode()) > _LONGEST_LINE - (1 if parts else 0):
            parts.append(part)
            part = ""
        part += letter
    return "\r\n ".join([*parts, part])


def _event(event: Event, host: str, stamp: str) -> list[str]:
    where = ", ".join(part for part in (event.place, event.country) if part)
    text = "\n".join(part for part in (event.description, event.organiser) if part)
    lines = [
        "BEGIN:VEVENT",
        f"UID:{event.slug}@{host}",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{event.starts_on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.ends_on + timedelta(days=1):%Y%m%d}",
        f"SUMMARY;LANGUAGE={event.language}:{escape_text(event.title)}",
    ]
    if text:
        lines.append(f"DESCRIPTION;LANGUAGE={event.language}:{escape_text(text)}")
    if where:
        lines.append(f"LOCATION:{escape_text(where)}")
    return [*lines, f"CATEGORIES:{escape_text(event.kind.upper())}", "END:VEVENT"]
