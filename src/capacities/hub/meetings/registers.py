"""The registers of decisions and of bilateral meetings: what they are narrowed to, and their order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from capacities.core.places.models import Place
from capacities.hub.meetings.kinds import DecisionStatus
from capacities.hub.meetings.models import Decision, Meeting
from capacities.hub.meetings.queries import bilateral_meetings, decisions_visible_to
from capacities.hub.structure.models import Hub
from capacities.web.sorting import Order, Sorting

if TYPE_CHECKING:
    from capacities.core.people.queries import Asker

DECISIONS = Sorting(
    {
        "date": pgettext_lazy("order", "Date"),
        "text": pgettext_lazy("order", "Decision"),
        "status": pgettext_lazy("order", "Status"),
        "body": pgettext_lazy("order", "Body"),
        "who": pgettext_lazy("order", "Responsible"),
        "due": pgettext_lazy("order", "Until"),
    },
    default="-date",
    greatest_first=frozenset({"date"}),
)
BILATERALS = Sorting(
    {
        "date": pgettext_lazy("order", "When"),
        "with": pgettext_lazy("order", "With"),
        "state": pgettext_lazy("order", "State"),
        "tasks": pgettext_lazy("order", "Open tasks"),
    },
    default="-date",
    greatest_first=frozenset({"date", "tasks"}),
)
_DECISION_FIELDS = {
    "date": ("decided_on",),
    "text": ("text",),
    "status": ("status",),
    "body": ("body__order", "body__slug"),
    "who": ("organisation__name", "responsible"),
    "due": ("due",),
}
_BILATERAL_FIELDS = {
    "date": ("starts_at",),
    "with": ("counterpart_place__name", "counterpart_country", "counterpart_organisation__name"),
    "state": ("state",),
    "tasks": ("open_actions",),
}


def decisions_listed(by: Asker, hub: Hub, wanted: Mapping[str, Any], order: Order) -> QuerySet[Decision]:
    """Return visible decisions that fit what a form of the register asks for, in an order."""
    found = decisions_visible_to(by, hub)
    for word in str(wanted.get("q") or "").split():
        found = found.filter(Q(text__icontains=word) | Q(outcome__icontains=word) | Q(responsible__icontains=word))
    for field in ("status", "body"):
        if wanted.get(field):
            found = found.filter(**{field: wanted[field]})
    if wanted.get("city"):
        found = found.filter(places=wanted["city"])
    if wanted.get("since"):
        found = found.filter(decided_on__gte=wanted["since"])
    if wanted.get("until"):
        found = found.filter(decided_on__lte=wanted["until"])
    if wanted.get("overdue"):
        closed = (DecisionStatus.DONE, DecisionStatus.WITHDRAWN)
        found = found.filter(due__lt=timezone.localdate()).exclude(status__in=closed)
    return found.order_by(*_ordered(_DECISION_FIELDS, order))


def bilaterals_listed(by: Asker, hub: Hub, wanted: Mapping[str, Any], order: Order) -> QuerySet[Meeting]:
    """Return bilateral meetings that fit what a form of the register asks for, in an order."""
    found = bilateral_meetings(by, hub, country=wanted.get("country") or "", text=str(wanted.get("q") or "").strip())
    if wanted.get("state"):
        found = found.filter(state=wanted["state"])
    if wanted.get("since"):
        found = found.filter(starts_at__date__gte=wanted["since"])
    if wanted.get("until"):
        found = found.filter(starts_at__date__lte=wanted["until"])
    return found.order_by(*_ordered(_BILATERAL_FIELDS, order))


def towns_of_decisions(by: Asker, hub: Hub) -> QuerySet[Place]:
    """Return the towns that visible decisions of a hub concern, by name."""
    seen = decisions_visible_to(by, hub).order_by().values("pk")
    return Place.objects.filter(pk__in=Decision.places.through.objects.filter(decision__in=seen).values("place_id"))


def _ordered(fields: Mapping[str, tuple[str, ...]], order: Order) -> list[Any]:
    """Return what to order by; what is unknown comes last either way, the latest entry first among equals."""
    names = [F(name) for name in fields[order.key]]
    return [
        *(one.desc(nulls_last=True) if order.descending else one.asc(nulls_last=True) for one in names),
        F("pk").desc(),
    ]
