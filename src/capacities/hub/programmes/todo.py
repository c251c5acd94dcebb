"""What programmes add to the weekly letter: applications that came, deadlines. What waits for the hub is in Today."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from capacities.core.people.models import Person
from capacities.core.permissions import may
from capacities.hub.programmes.kinds import ApplicationState, Phase, ProgrammeState
from capacities.hub.programmes.models import Programme
from capacities.hub.programmes.words import deadline_of
from capacities.hub.structure.models import Hub
from capacities.hub.structure.todo import Group, Line

FRESH = timedelta(days=7)
SOON = timedelta(days=14)
MOST = 5


def applications(person: Person, hub: Hub, day: date) -> Group | None:
    """Return what came to the programmes of a hub and what closes soon, for its team; one query."""
    if not may(person, "programmes.keep", hub):
        return None
    now = timezone.now()
    lines = [line for one in _counted(hub, now) for line in _lines(one, now)]
    address = reverse("hub-programmes", args=[hub.slug])
    if not lines:
        return None
    return Group("programmes", _("Applications to your programmes"), lines[:MOST], len(lines), address, 12)


def _counted(hub: Hub, now: datetime) -> QuerySet[Programme]:
    fresh = Q(applications__state=ApplicationState.SENT, applications__sent_at__gte=now - FRESH)
    found = Programme.objects.filter(hub=hub, removed_at=None).exclude(state=ProgrammeState.DRAFT)
    return found.select_related("hub").order_by("closes_at", "pk").annotate(fresh=Count("applications", filter=fresh))


def _lines(one: Any, now: datetime) -> list[Line]:
    """Return what is new in a programme; nothing for a quiet one."""
    address = reverse("hub-selection", args=[one.hub.slug, one.slug])
    lines = []
    if one.fresh and one.phase in (Phase.OPEN, Phase.ELSEWHERE):
        words = ngettext("%(count)s application came in the last seven days",
                         "%(count)s applications came in the last seven days", one.fresh)  # fmt: skip
        lines.append(Line(str(one), address, words % {"count": one.fresh}))
    if one.phase is Phase.OPEN and one.closes_at and one.closes_at <= now + SOON:
        until = _("towns can apply until %(when)s") % {"when": deadline_of(one)}
        lines.append(Line(str(one), one.get_absolute_url(), until))
    return lines
