"""Events as iCalendar, after RFC 5545."""

from datetime import UTC, date, datetime

from capacities.events.calendars import calendar_of, escape_text, fold_line
from capacities.events.models import Event

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def test_a_day_ends_on_the_next_and_texts_are_escaped():
    event = Event(
        slug="2025-10-15-labels", title="Labels, fifth wave; Brussels", kind="milestone", description="A\nB",
        starts_on=date(2025, 10, 15), ends_on=date(2025, 10, 15), place="Brussels", country="BE", language="en",
    )  # fmt: skip
    lines = calendar_of([event], host="example.org", now=NOW).split("\r\n")

    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    for line in (
        "UID:2025-10-15-labels@example.org",
        "DTSTAMP:20261124T093000Z",
        "DTSTART;VALUE=DATE:20251015",
        "DTEND;VALUE=DATE:20251016",
        r"SUMMARY;LANGUAGE=en:Labels\, fifth wave\; Brussels",
        r"DESCRIPTION;LANGUAGE=en:A\nB",
        r"LOCATION:Brussels\, BE",
    ):
        assert line in lines


def test_backslashes_are_escaped_first():
    assert escape_text("a\\b,c;d\r\ne") == "a\\\\b\\,c\\;d\\ne"


def test_lines_are_folded_at_75_octets_without_tearing_letters():
    line = "SUMMARY:" + "ș" * 100
    parts = fold_line(line).split("\r\n ")

    assert "".join(parts) == line
    assert [len(part.encode()) <= 75 for part in parts] == [True] * len(parts)
    assert len(parts) == 3
