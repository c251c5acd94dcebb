"""The calendar page and file."""

from datetime import date

import pytest
import time_machine

from capacities.events.models import Event

pytestmark = pytest.mark.django_db


def event(day, **changes):
    given = {"slug": f"e-{day}", "title": f"Event {day}", "kind": "meeting", "starts_on": day, "ends_on": day}
    return Event.objects.create(**(given | changes))


@time_machine.travel("2026-11-24")
def test_coming_events_come_nearest_first_and_past_ones_latest_first(client):
    for day in (date(2026, 12, 9), date(2026, 11, 24), date(2025, 1, 1), date(2026, 3, 3)):
        event(day)

    page = client.get("/events/")

    assert [one.starts_on.isoformat() for one in page.context["coming"]] == ["2026-11-24", "2026-12-09"]
    assert [one.starts_on.isoformat() for one in page.context["past"]] == ["2026-03-03", "2025-01-01"]
    assert "Today, 24 November 2026" in page.text
    assert "2 coming events are known to us." in page.text


def test_without_events_the_page_says_so_and_what_will_be_here(client):
    page = client.get("/events/").text

    assert "Nothing is announced." in page
    assert "No past event is stored." in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_two_queries_however_many_events(client, count, django_assert_num_queries):
    for i in range(count):
        event(date(2025, 1, 1 + i))

    with django_assert_num_queries(2):
        client.get("/events/")


def test_texts_in_another_language_are_marked(client):
    event(date(2025, 1, 1), language="en")

    assert '<span lang="en">Event 2025-01-01</span>' in client.get("/events/?lang=ro").text
    assert "<span>Event 2025-01-01</span>" in client.get("/events/?lang=en").text


def test_an_event_known_to_the_month_is_on_the_page_and_not_in_the_calendar(client):
    event(date(2026, 2, 1), ends_on=date(2026, 2, 28), precision="month", title="Sixth wave")
    event(date(2025, 10, 15), title="Fifth wave")

    file = client.get("/events/calendar.ics")
    assert file.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert ("Fifth wave" in file.text, "Sixth wave" in file.text) == (True, False)
    assert "February 2026 (day not known)" in client.get("/events/").text
