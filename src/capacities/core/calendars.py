"""Dates as iCalendar (RFC 5545, 5546): calendars to subscribe to, invitations, updates and cancellations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from icalendar import Calendar, Event, vCalAddress, vText

Method = Literal["PUBLISH", "REQUEST", "CANCEL"]


@dataclass(frozen=True)
class Address:
    """Who organises or attends: e-mail address and name."""

    email: str
    name: str = ""


@dataclass(frozen=True)
class Entry:
    """A date: whole days (``end`` is the last day) or aware moments, which are written in UTC.

    ``uid`` is worldwide unique and stays the same when the date moves; ``sequence`` grows with each change.
    """

    uid: str
    start: date
    end: date
    summary: str
    language: str = "en"
    description: str = ""
    location: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()
    sequence: int = 0
    cancelled: bool = False
    organiser: Address | None = None
    attendees: tuple[Address, ...] = field(default=())


def calendar_of(
    entries: Iterable[Entry], *, now: datetime, name: str = "Capacities", method: Method = "PUBLISH"
) -> str:
    """Return a calendar as text with CRLF; ``now`` is the time of making."""
    calendar = Calendar()
    calendar.add("prodid", "-//Capacities//Calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if method == "PUBLISH":
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
    for entry in entries:
        calendar.add_component(_event(entry, now))
    return calendar.to_ical().decode()


def _event(entry: Entry, now: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", _moment(entry.start))
    whole_days = not isinstance(entry.end, datetime)
    event.add("dtend", entry.end + timedelta(days=1) if whole_days else _moment(entry.end))
    event.add("summary", vText(entry.summary), parameters={"LANGUAGE": entry.language})
    if entry.description:
        event.add("description", vText(entry.description), parameters={"LANGUAGE": entry.language})
    if entry.location:
        event.add("location", entry.location)
    if entry.url:
        event.add("url", entry.url)
    if entry.categories:
        event.add("categories", list(entry.categories))
    if entry.sequence or entry.organiser:
        event.add("sequence", entry.sequence)
    if entry.cancelled:
        event.add("status", "CANCELLED")
    if entry.organiser:
        event.add("organizer", _address(entry.organiser))
    for attendee in entry.attendees:
        invited = _address(attendee)
        invited.params.update({"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"})
        event.add("attendee", invited, encode=False)
    return event


def _moment(value: date) -> date:
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def _address(who: Address) -> vCalAddress:
    address = vCalAddress(f"mailto:{who.email}")
    if who.name:
        address.params["CN"] = vText(who.name)
    return address
