"""What programmes add to Today and to the weekly letter: applications to decide, decisions to tell."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from capacities.core.people.models import Person
from capacities.core.permissions import may
from capacities.core.texts import told_in
from capacities.hub.programmes.kinds import ApplicationState, Outcome, ProgrammeState
from capacities.hub.programmes.models import Programme, Reply
from capacities.hub.structure.models import Hub
from capacities.hub.structure.todo import Group, Line

MOST = 5


def applications_that_wait(person: Person, hub: Hub, day: date) -> Group | None:
    """Return the programmes whose deadline has passed and whose towns wait for a decision or for its letter."""
    if not may(person, "programmes.keep", hub):
        return None
    sent = Q(applications__state=ApplicationState.SENT)
    decided = Q(applications__decision__outcome__in=Outcome.values)
    told = Reply.objects.filter(
        application=OuterRef("applications"),
        decision_version=OuterRef("applications__decision__version"),
        sent_at__isnull=False,
    )
    found = (
        Programme.objects.filter(hub=hub, removed_at=None, closes_at__lte=timezone.now())
        .exclude(state=ProgrammeState.DRAFT)
        .annotate(
            to_decide=Count("applications", filter=sent & ~decided, distinct=True),
            to_tell=Count("applications", filter=sent & decided & ~Exists(told), distinct=True),
        )
        .filter(Q(to_decide__gt=0) | Q(to_tell__gt=0))
        .select_related("hub")
        .order_by(F("closes_at").asc(), "pk")
    )
    lines = [_line(hub, one) for one in found[: MOST + 1]]
    address = reverse("hub-programmes", args=[hub.slug])
    title = _("Applications that wait for you")
    return Group("applications", title, lines[:MOST], len(lines), address, 8) if lines else None


def _line(hub: Hub, programme: Programme) -> Line:
    notes = []
    if count := getattr(programme, "to_decide", 0):
        words = ngettext("%(count)s application to decide", "%(count)s applications to decide", count)
        notes.append(words % {"count": count})
    if count := getattr(programme, "to_tell", 0):
        words = ngettext("%(count)s town to be told", "%(count)s towns to be told", count)
        notes.append(words % {"count": count})
    url = reverse("hub-selection", args=[hub.slug, programme.slug])
    return Line(told_in(programme.name).text, url, ", ".join(notes))
