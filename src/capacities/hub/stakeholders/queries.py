"""Reads of stakeholder maps. They hold people's data: outside the hub's team nothing is there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from capacities.core.permissions import may
from capacities.engines.network import missing_roles
from capacities.facts.folding import fold
from capacities.hub.stakeholders.models import Contact, Relation, Stakeholder, StakeholderMap
from capacities.hub.structure.models import Hub

if TYPE_CHECKING:
    from capacities.core.people.queries import Asker


def present_maps() -> QuerySet[StakeholderMap]:
    """Return the maps that are there, whoever may see them: for reads that ask for the permission themselves."""
    return StakeholderMap.objects.all()


def relations_between(rows: QuerySet[Stakeholder]) -> QuerySet[Relation]:
    """Return the relations that are there between some stakeholders, whoever may see them."""
    return Relation.objects.filter(giver__in=rows.values("pk"), taker__in=rows.values("pk"))


def maps_visible_to(by: Asker, hub: Hub) -> QuerySet[StakeholderMap]:
    """Return the maps of a hub for its team, none for others, with ``size``: how many stakeholders each has."""
    if not may(by, "hub.see_stakeholders", hub):
        return StakeholderMap.objects.none()
    present = Count("stakeholders", filter=Q(stakeholders__removed_at=None))
    return present_maps().filter(hub=hub).select_related("hub", "place").annotate(size=present)


def stakeholders_visible_to(by: Asker, chosen: StakeholderMap) -> QuerySet[Stakeholder]:
    """Return who is on a map, for the hub's team."""
    if not may(by, "hub.see_stakeholders", chosen):
        return Stakeholder.objects.none()
    return Stakeholder.objects.filter(map=chosen, removed_at=None)


def narrowed(
    rows: QuerySet[Stakeholder],
    *,
    words: str = "",
    helix: str = "",
    role: str = "",
    stance: str = "",
    overdue_on: date | None = None,
) -> QuerySet[Stakeholder]:
    """Return the stakeholders that fit: words without regard to marks, kind, role, stance, next step past its day."""
    for word in fold(words).split():
        rows = rows.filter(folded__contains=word)
    if helix:
        rows = rows.filter(helix=helix)
    if role:
        rows = rows.filter(roles__contains=[role])
    if stance:
        rows = rows.filter(stance=stance)
    return rows.filter(next_on__lt=overdue_on) if overdue_on else rows


def relations_of_map(by: Asker, chosen: StakeholderMap) -> QuerySet[Relation]:
    """Return the relations between those who are on a map."""
    return relations_between(stakeholders_visible_to(by, chosen)).select_related("giver", "taker")


def roles_missing(by: Asker, chosen: StakeholderMap) -> tuple[str, ...]:
    """Return the roles that the matter needs and nobody on the map fills."""
    filled = stakeholders_visible_to(by, chosen).values_list("roles", flat=True)
    return missing_roles(chosen.needed_roles, [role for roles in filled for role in roles])


def contacts_expiring(by: Asker, hub: Hub, until: date) -> QuerySet[Contact]:
    """Return the persons whose data the hub may keep no longer than until a day, for the hub's team."""
    if not may(by, "hub.see_stakeholders", hub):
        return Contact.objects.none()
    rows = Contact.objects.filter(office__stakeholder__map__hub=hub, erased_at=None, expires__lte=until)
    return rows.select_related("office__stakeholder").order_by("expires", "pk")


def known_elsewhere(by: Asker, chosen: StakeholderMap, roles: Sequence[str]) -> dict[str, list[Stakeholder]]:
    """Return, by role, who fills it on other maps of the hub that share a topic with this one; for the hub's team."""
    if not roles or not may(by, "hub.see_stakeholders", chosen):
        return {}
    others = present_maps().filter(hub=chosen.hub, topics__overlap=chosen.topics).exclude(pk=chosen.pk)
    rows = Stakeholder.objects.filter(map__in=others, removed_at=None, roles__overlap=list(roles))
    found: dict[str, list[Stakeholder]] = {}
    for one in rows.select_related("map"):
        for role in set(one.roles) & set(roles):
            found.setdefault(role, []).append(one)
    return found
