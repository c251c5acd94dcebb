"""Telling the hub's team which applications came, at most once an hour for each programme."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from capacities.core.texts import told_in
from capacities.hub.programmes.kinds import ApplicationState
from capacities.hub.programmes.models import Application
from capacities.hub.structure.arrivals import Arrival, tell_of, told_now


def tell_of_applications(now: datetime) -> int:
    """Write to the teams of hubs about applications that were sent in the hours before; return how many mails."""
    since, until = told_now(now)
    came = Application.objects.filter(state=ApplicationState.SENT, sent_at__gte=since, sent_at__lt=until)
    came = came.filter(programme__removed_at=None, is_sample=False).select_related("programme__hub", "place")
    arrivals = [
        Arrival(one.programme.hub, f"programme:{one.programme_id}", one.sent_at, one)
        for one in came.order_by("sent_at", "pk")
        if one.sent_at
    ]
    return tell_of(arrivals, "hub_programmes/mail/came", "applications_came", _context)


def _context(applications: list[Application], language: str) -> dict[str, Any]:
    programme = applications[0].programme
    return {
        "programme": told_in(programme.name, language).text,
        "towns": [one.place.name for one in applications],
        "count": len(applications),
        "link": settings.SITE_ROOT + reverse("hub-selection", args=[programme.hub.slug, programme.slug]),
    }
