"""Reads of events. All of them are public; drafts are in none."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from capacities.events.models import Event, Precision


def public_events() -> QuerySet[Event]:
    """Return all events but drafts."""
    return Event.objects.filter(is_draft=False)


def coming_events(today: date) -> QuerySet[Event]:
    """Return events that are not over, the nearest first."""
    return public_events().filter(ends_on__gte=today).order_by("starts_on", "title")


def past_events(today: date) -> QuerySet[Event]:
    """Return events that are over, the latest first."""
    return public_events().filter(ends_on__lt=today).order_by("-starts_on", "title")


def events_of_country(country: str) -> QuerySet[Event]:
    """Return the events that took or take place in a country, the latest first."""
    return public_events().filter(country=country).order_by("-starts_on", "title")


def events_with_known_days() -> QuerySet[Event]:
    """Return events whose days are known, for calendars; an event known to the month has no place there."""
    return public_events().filter(precision=Precision.DAY).order_by("starts_on", "title")
