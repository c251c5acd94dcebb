"""Loading of events: dates as exact as they are known, repeatable, never over what people wrote."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from capacities.events.models import Event, Origin
from capacities.events.services import first_and_last_day, load_events


@pytest.mark.parametrize(
    ("start", "end", "precision", "expected"),
    [
        ("2025-10-15", "", "day", (date(2025, 10, 15), date(2025, 10, 15))),
        ("2023-11-08", "2023-11-10", "day", (date(2023, 11, 8), date(2023, 11, 10))),
        ("2024-02", "", "month", (date(2024, 2, 1), date(2024, 2, 29))),
    ],
)
def test_a_month_spans_all_its_days(start, end, precision, expected):
    assert first_and_last_day(start, end, precision) == expected


def test_a_date_that_is_none_stops_the_load():
    with pytest.raises(ValueError):
        first_and_last_day("soon", "", "day")


@pytest.mark.django_db
def test_all_events_are_loaded_with_place_and_country_apart():
    assert load_events() == 33

    paris = Event.objects.get(title="Meeting of the nine French Mission Cities")
    italy = Event.objects.get(organiser="MIMS")
    assert (paris.place, paris.country, paris.format, paris.kind) == ("Paris La Défense", "FR", "in-person", "workshop")
    assert (italy.place, italy.country) == ("", "IT")


@pytest.mark.django_db
def test_loading_again_keeps_rows_and_corrections():
    load_events()
    event = Event.objects.get(slug="2025-10-15-fifth-wave-of-eu-mission-labels-11-cities")
    event.title, event.origin = "Our title", Origin.PEOPLE
    event.save()

    load_events()

    assert Event.objects.count() == 33
    assert Event.objects.get(pk=event.pk).title == "Our title"


@pytest.mark.django_db
def test_an_event_cannot_end_before_it_starts():
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.create(slug="x", title="x", kind="call", starts_on=date(2026, 2, 2), ends_on=date(2026, 2, 1))
