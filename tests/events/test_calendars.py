"""Events in calendar files."""

from datetime import UTC, date, datetime

import vobject

from capacities.events.calendars import calendar_of
from capacities.events.models import Event

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def test_an_event_is_whole_days_with_place_and_kind():
    event = Event(
        slug="2025-10-15-labels", title="Labels, fifth wave", kind="milestone", description="A\nB", organiser="EC",
        starts_on=date(2025, 10, 15), ends_on=date(2025, 10, 15), place="Brussels", country="BE", language="en",
    )  # fmt: skip

    read = vobject.readOne(calendar_of([event], host="example.org", now=NOW)).vevent

    assert read.uid.value == "2025-10-15-labels@example.org"
    assert (read.dtstart.value, read.dtend.value) == (date(2025, 10, 15), date(2025, 10, 16))
    assert read.location.value == "Brussels, BE"
    assert read.description.value == "A\nB\nEC"
    assert read.categories.value == ["MILESTONE"]
