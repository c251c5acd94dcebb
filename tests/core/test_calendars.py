"""Calendar files, read back by another library (vobject) than the one that writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import vobject

from capacities.core.calendars import Address, Entry, calendar_of

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def test_days_end_on_the_next_and_texts_survive() -> None:
    entry = Entry(
        "a@example.org", date(2025, 10, 15), date(2025, 10, 16), "Labels, fifth wave; Brussels", description="A\nB\\c"
    )

    text = calendar_of([entry], now=NOW)
    event = vobject.readOne(text).vevent

    assert (event.dtstart.value, event.dtend.value) == (date(2025, 10, 15), date(2025, 10, 17))
    assert event.summary.value == "Labels, fifth wave; Brussels"
    assert event.description.value == "A\nB\\c"
    assert event.dtstamp.value == NOW
    assert text.startswith("BEGIN:VCALENDAR\r\n")


def test_an_invitation_names_organiser_guests_and_its_turn() -> None:
    start = datetime(2026, 12, 3, 10, 0, tzinfo=timezone(timedelta(hours=2)))
    entry = Entry(
        "meeting-7@example.org", start, start + timedelta(hours=1), "Întâlnire", language="ro", sequence=2,
        cancelled=True, organiser=Address("hub@example.org", "Hub officer, sample"),
        attendees=(Address("ana@example.org", "Ana"), Address("ion@example.org")),
    )  # fmt: skip

    calendar = vobject.readOne(calendar_of([entry], now=NOW, method="CANCEL"))
    event = calendar.vevent

    assert calendar.method.value == "CANCEL"
    assert event.dtstart.value == datetime(2026, 12, 3, 8, 0, tzinfo=UTC)
    assert (event.sequence.value, event.status.value) == ("2", "CANCELLED")
    assert event.organizer.value == "mailto:hub@example.org"
    assert [guest.value for guest in event.attendee_list] == ["mailto:ana@example.org", "mailto:ion@example.org"]
    assert event.summary.params["LANGUAGE"] == ["ro"]


def test_long_lines_are_folded_without_tearing_letters() -> None:
    text = calendar_of([Entry("a", NOW, NOW, "ș" * 200)], now=NOW)

    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert vobject.readOne(text).vevent.summary.value == "ș" * 200
