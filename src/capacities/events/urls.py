"""Addresses of the calendar."""

from __future__ import annotations

from django.urls import path

from capacities.events import views

urlpatterns = [
    path("events/", views.events, name="events"),
    path("events/calendar.ics", views.calendar_file, name="events-ics"),
]
