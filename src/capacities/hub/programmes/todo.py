"""What programmes add to Today and the weekly letter: applications, decisions and answers that wait, deadlines."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from capacities.core.people.models import Person
from capacities.core.permissions import may
from capacities.hub.programmes.kinds import ApplicationState, Outcome, Phase, ProgrammeState
from capacities.hub.programmes.models import Application, Programme
from capacities.hub.programmes.standing import untold
from capacities.hub.programmes.words import deadline_of
from capacities.hub.structure.models import Hub
from capacities.hub.structure.todo import Group, Line

FRESH = timedelta(days=7)
SOON = timedelta(days=14)
MOST = 5


def applications(person: Person, hub: Hub, day: date) -> Group | None:
    """Return what waits in the programmes of a hub, for its team; one query."""
    if not may(person, "programmes.keep", hub):
        return None
    now = timezone.now()
    lines = [line for one in _counted(hub, now) for line in _lines(one, now)]
    address = reverse("hub-programmes", args=[hub.slug])
    if not lines:
        return None
    return Group("programmes", _("Applications to your programmes"), lines[:MOST], len(lines), address, 12)


def _counted(hub: Hub, now: datetime) -> QuerySet[Programme]:
    sent = Q(applications__state=ApplicationState.SENT)
    decided = Q(applications__decision__outcome__in=Outcome.values)
    waiting = untold(Application.objects.filter(programme=OuterRef("pk"), state=ApplicationState.SENT))
    letters = waiting.order_by().values("programme").annotate(count=Count("pk")).values("count")
    found = Programme.objects.filter(hub=hub, removed_at=None).exclude(state=ProgrammeState.DRAFT)
    return found.select_related("hub").order_by("closes_at", "pk").annotate(
        fresh=Count("applications", filter=sent & Q(applications__sent_at__gte=now - FRESH)),
        undecided=Count("applications", filter=sent & ~decided),
        letters=Coalesce(Subquery(letters, output_field=IntegerField()), 0),
    )  # fmt: skip


def _lines(one: Any, now: datetime) -> list[Line]:
    """Return what waits in a programme: nothing for one in which nobody has anything to do."""
    address = reverse("hub-selection", args=[one.hub.slug, one.slug])
    lines = []
    if one.phase is Phase.CLOSED and one.undecided:
        words = ngettext("%(count)s application to decide on", "%(count)s applications to decide on", one.undecided)
        lines.append(Line(str(one), address, words % {"count": one.undecided}))
    elif one.fresh and one.phase in (Phase.OPEN, Phase.ELSEWHERE):
        words = ngettext("%(count)s application came in the last seven days",
                         "%(count)s applications came in the last seven days", one.fresh)  # fmt: skip
        lines.append(Line(str(one), address, words % {"count": one.fresh}))
    if one.letters and one.may_answer:
        words = ngettext("%(count)s answer waits to be sent", "%(count)s answers wait to be sent", one.letters)
        lines.append(Line(str(one), address, words % {"count": one.letters}))
    if one.phase is Phase.OPEN and one.closes_at and one.closes_at <= now + SOON:
        until = _("towns can apply until %(when)s") % {"when": deadline_of(one)}
        lines.append(Line(str(one), one.get_absolute_url(), until))
    return lines
