"""Which barriers go to which body, and with what evidence. Reads only what the asker may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils import timezone

from capacities.core.permissions import may
from capacities.facts.topics import topics, upper
from capacities.hub.needs.models import BarrierDecision, Signal
from capacities.hub.needs.queries import Group, groups_visible_to, needs_visible_to
from capacities.hub.structure.models import Body
from capacities.hub.structure.queries import bodies_visible_to

if TYPE_CHECKING:
    from capacities.core.people.queries import Asker
    from capacities.hub.structure.models import Hub


@dataclass(frozen=True)
class Proposal:
    """A barrier of several cities, the body that fits its topics best (or none), and where it was sent already."""

    group: Group
    body: Body | None
    signals: list[Signal]


def evidence_of(group: Group) -> dict[str, Any]:
    """Return what speaks for a barrier, as it stands today: cities, voices, cost a year, the original words."""
    return {
        "cities": [place.address for place in group.places],
        "city_names": [place.name for place in group.places],
        "voices": group.voices + 1,
        "cost_eur": str(group.cost_eur) if group.cost_eur is not None else None,
        "texts": [{"need": n.pk, "title": n.title, "text": n.text, "for": n.speaker} for n in group.members],
    }


def body_for(by: Asker, group: Group) -> Body | None:
    """Return the body of today whose topics fit a barrier best, if any fits."""
    return _best_fit(group, list(bodies_visible_to(by, group.head.hub).on(timezone.localdate())))


def _best_fit(group: Group, bodies: Sequence[Body]) -> Body | None:
    """Return the body with most points: two for a common topic, one for a common upper topic; the first of equals."""
    wanted = {topic for need in group.members for topic in need.topics if topic in topics()}
    best, most = None, 0
    for body in bodies:
        has = {topic for topic in body.topics if topic in topics()}
        points = 2 * len(wanted & has) + len({upper(t) for t in wanted} & {upper(t) for t in has})
        if points > most:
            best, most = body, points
    return best


def proposals(by: Asker, hub: Hub) -> list[Proposal]:
    """Return the barriers that are raised in three or more cities."""
    waiting: dict[int, list[Signal]] = {}
    for signal in signals_of(by, hub):
        waiting.setdefault(signal.need_id, []).append(signal)
    groups = [group for group in groups_visible_to(by, hub) if group.is_for_a_body]
    bodies = list(bodies_visible_to(by, hub).on(timezone.localdate()))
    return [Proposal(group, _best_fit(group, bodies), waiting.get(group.head.pk, [])) for group in groups]


def signals_of(by: Asker, hub: Hub, body: Body | None = None) -> QuerySet[Signal]:
    """Return the barriers that wait for bodies whose papers somebody may see, latest first."""
    found = Signal.objects.filter(hub=hub, withdrawn_at=None).select_related("need__hub", "body__hub", "hub")
    if body is not None:
        return found.filter(body=body) if may(by, "hub.see_body", body) else found.none()
    if may(by, "needs.see_private", hub):
        return found
    seen = [one.pk for one in bodies_visible_to(by, hub) if may(by, "hub.see_body", one)]
    return found.filter(body_id__in=seen)


def decisions_of(by: Asker, hub: Hub) -> QuerySet[BarrierDecision]:
    """Return what was decided on barriers that somebody may see, the next term first."""
    found = BarrierDecision.objects.filter(hub=hub, need__in=needs_visible_to(by, hub))
    return found.select_related("need__hub", "organisation", "hub").prefetch_related("places")
