"""Reads iCalendar files (RFC 5545) of other platforms: what is sound comes back as dates, what is not is named by line.

A broken property costs its event only that property; a line that belongs to nothing makes the whole file suspect.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar
from icalendar.parser import Contentline
from icalendar.prop.broken import vBroken

from capacities.tables.problems import Problem

_FOLDS = re.compile(r"\r\n|\n|\r")
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A date of a calendar file. ``start`` and ``end`` are days (``end`` the last one) or aware moments.

    ``floating``: the file names no zone, the reader's was taken. ``rule`` is the RRULE as the file has it, ``left_out``
    the starts that it takes out again. ``line`` is where the event begins.
    """

    uid: str
    start: date
    end: date
    summary: str
    description: str = ""
    location: str = ""
    url: str = ""
    organiser: str = ""
    categories: tuple[str, ...] = ()
    rule: str = ""
    left_out: tuple[date, ...] = ()
    cancelled: bool = False
    sequence: int = 0
    floating: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """What a file holds and what is wrong with it. One with an error is not to be imported as it is."""

    dates: tuple[ReadDate, ...]
    problems: tuple[Problem, ...]

    @property
    def is_sound(self) -> bool:
        """Return whether nothing stands against importing the dates."""
        return not any(problem.severity == "error" for problem in self.problems)


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str

    @property
    def name(self) -> str:
        """Return the name of the property, in capitals."""
        return re.split("[;:]", self.text, maxsplit=1)[0].upper()


@dataclass(slots=True)
class _Block:
    """A component of the file: its own lines without those of components inside it."""

    name: str
    line: int
    lines: list[_Line]
    whole: list[_Line]
    closed: bool = False


def read_calendar(data: bytes, *, zone: str = "Europe/Brussels") -> CalendarFile:
    """Read a file. Times without a zone are taken in ``zone``. Never raises for what the file holds."""
    problems: list[Problem] = []
    blocks = list(_blocks(_unfolded(_decoded(data)), problems))
    if not blocks:
        return CalendarFile((), (Problem("calendar_none"),))
    zones = [line for block in blocks if block.name == "VTIMEZONE" for line in block.whole]
    dates = []
    for block in blocks:
        if block.name == "VEVENT":
            found = _date(block, zones, ZoneInfo(zone), problems)
            if found is not None:
                dates.append(found)
    ordered = sorted(problems, key=lambda problem: problem.row)
    return CalendarFile(tuple(dates), tuple(ordered))


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _unfolded(text: str) -> Iterator[_Line]:
    """Yield content lines with the number of the line they begin on; empty lines between are of no account."""
    number, parts = 0, []
    for count, line in enumerate(_FOLDS.split(text), start=1):
        if line[:1] in (" ", "\t") and parts:
            parts.append(line[1:])
        elif line.strip():
            if parts:
                yield _Line(number, "".join(parts))
            number, parts = count, [line]
    if parts:
        yield _Line(number, "".join(parts))


def _blocks(lines: Iterable[_Line], problems: list[Problem]) -> Iterator[_Block]:
    """Yield the components, inner ones first, and note lines that belong to none and components without an end."""
    open_blocks: list[_Block] = []
    for line in lines:
        value = line.text.partition(":")[2].strip().upper()
        if line.name == "BEGIN":
            open_blocks.append(_Block(value, line.number, [], []))
        elif line.name == "END" and any(block.name == value for block in open_blocks):
            while open_blocks:
                block = open_blocks.pop()
                block.closed = block.name == value
                _close(block, line, open_blocks)
                if not block.closed:
                    problems.append(_problem("calendar_no_end", block.line, block.name))
                yield block
                if block.closed:
                    break
            continue
        elif not _is_content(line):
            inside = bool(open_blocks) and open_blocks[-1].name != "VCALENDAR"
            problems.append(_problem("calendar_line", line.number, line.text, "warning" if inside else "error"))
            continue
        elif open_blocks:
            open_blocks[-1].lines.append(line)
        if open_blocks:
            open_blocks[-1].whole.append(line)
    for block in reversed(open_blocks):
        problems.append(_problem("calendar_no_end", block.line, block.name))
        yield block


def _close(block: _Block, end: _Line, outer: Sequence[_Block]) -> None:
    block.whole.append(_Line(end.number, f"END:{block.name}"))
    if outer and block.name != "VEVENT":
        outer[-1].whole.extend(block.whole)


def _is_content(line: _Line) -> bool:
    try:
        Contentline(line.text).parts()
    except ValueError:
        return False
    return True


def _date(block: _Block, zones: Sequence[_Line], zone: ZoneInfo, problems: list[Problem]) -> ReadDate | None:
    lines = ["BEGIN:VCALENDAR", *(line.text for line in zones), "BEGIN:VEVENT"]
    lines += [*(line.text for line in block.lines), "END:VEVENT", "END:VCALENDAR"]
    event: Any = next(iter(Calendar.from_ical("\r\n".join(lines)).walk("VEVENT")))
    numbers: dict[str, int] = {}
    for line in block.lines:
        numbers.setdefault(line.name, line.number)
    for name, reason in event.errors:
        problems.append(_problem("calendar_value", numbers.get(name or "", block.line), f"{name}: {reason}", "warning"))
    start = _first(event, "DTSTART", numbers, problems)
    if start is None:
        problems.append(_problem("calendar_no_start", block.line, _text(event, "SUMMARY"), "warning"))
        return None
    end = _end(event, start, numbers, problems)
    floating = isinstance(start, datetime) and start.tzinfo is None
    return ReadDate(
        uid=_text(event, "UID"),
        start=_aware(start, zone),
        end=_aware(end, zone),
        summary=_text(event, "SUMMARY"),
        description=_text(event, "DESCRIPTION"),
        location=_text(event, "LOCATION"),
        url=_text(event, "URL"),
        organiser=_organiser(_value(event, "ORGANIZER")),
        categories=_categories(_value(event, "CATEGORIES")),
        rule=_text_of(_value(event, "RRULE")),
        left_out=tuple(_aware(moment, zone) for moment in _moments(_value(event, "EXDATE"))),
        cancelled=_text(event, "STATUS").upper() == "CANCELLED",
        sequence=_whole(_value(event, "SEQUENCE")),
        floating=floating,
        line=block.line,
    )


def _value(event: Any, name: str) -> Any:
    """Return a property, a list of it where it stands several times, or None where it is missing or broken."""
    value = event.get(name)
    if isinstance(value, list):
        value = [one for one in value if not isinstance(one, vBroken)]
        return value[0] if len(value) == 1 else value or None
    return None if isinstance(value, vBroken) else value


def _text(event: Any, name: str) -> str:
    value = _value(event, name)
    return str(value[0] if isinstance(value, list) else value or "").strip()


def _first(event: Any, name: str, numbers: Mapping[str, int], problems: list[Problem]) -> date | None:
    """Return the first value of a property that may stand only once, and note that it stands more often."""
    value = _value(event, name)
    if isinstance(value, list):
        problems.append(_problem("calendar_twice", numbers.get(name, 0), name, "warning"))
        value = value[0]
    moment = getattr(value, "dt", None)
    return moment if isinstance(moment, date) else None


def _end(event: Any, start: date, numbers: Mapping[str, int], problems: list[Problem]) -> date:
    """Return the last day or the moment of the end: DTEND, or DURATION, or what RFC 5545 3.6.1 says without them."""
    end = _first(event, "DTEND", numbers, problems)
    duration = getattr(_value(event, "DURATION"), "dt", None)
    if end is None and isinstance(duration, timedelta):
        end = start + duration
    if not isinstance(start, datetime):
        if isinstance(end, datetime) or end is None:
            return start
        return max(start, end - timedelta(days=1))
    if not isinstance(end, datetime):
        return start
    if (end.tzinfo is None) != (start.tzinfo is None) or end < start:
        problems.append(_problem("calendar_end", numbers.get("DTEND", numbers["DTSTART"]), str(end), "warning"))
        return start
    return end


def _aware(moment: date, zone: ZoneInfo) -> date:
    if isinstance(moment, datetime) and moment.tzinfo is None:
        return moment.replace(tzinfo=zone)
    return moment


def _moments(value: Any) -> list[date]:
    found = []
    for part in value if isinstance(value, list) else [value]:
        found += [one.dt for one in getattr(part, "dts", []) if isinstance(one.dt, date)]
    return found


def _organiser(value: Any) -> str:
    if value is None:
        return ""
    name = str(getattr(value, "params", {}).get("CN", "")).strip()
    return name or re.sub("^mailto:", "", str(value), flags=re.IGNORECASE)


def _categories(value: Any) -> tuple[str, ...]:
    parts = value if isinstance(value, list) else [value] if value is not None else []
    return tuple(str(one) for part in parts for one in getattr(part, "cats", [part]))


def _text_of(rule: Any) -> str:
    if rule is None:
        return ""
    first = rule[0] if isinstance(rule, list) else rule
    return str(first.to_ical().decode())


def _whole(value: Any) -> int:
    return int(value) if isinstance(value, int) else 0


def _problem(code: str, line: int, shown: str, severity: Any = "error") -> Problem:
    return Problem(code, row=line, params={"text": shown[:_SHOWN]}, severity=severity)


def as_moment(day: date, zone: ZoneInfo) -> datetime:
    """Return a day or moment as a moment, a day by its beginning in a zone; to compare and to sort."""
    return day if isinstance(day, datetime) else datetime.combine(day, time.min, zone)
