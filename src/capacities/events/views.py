"""The calendar as page and as file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from capacities.events.calendars import calendar_of
from capacities.events.queries import coming_events, events_with_known_days, past_events
from capacities.web.navigation import Link


@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """Show coming events, then past ones, the latest first."""
    today = timezone.localdate()
    context = {
        "here": "network",
        "crumbs": [Link(_("Europe"), reverse("network")), Link(_("Events"))],
        "coming": list(coming_events(today)),
        "past": list(past_events(today)),
        "today": today,
    }
    return render(request, "events/events.html", context)


@require_safe
def calendar_file(request: HttpRequest) -> HttpResponse:
    """Return the calendar as iCalendar, to subscribe to."""
    text = calendar_of(events_with_known_days(), host=request.get_host(), now=timezone.now())
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="capacities.ics"'
    return response
