"""Maps that a hub shows to others: names, kinds, roles and links; never power, interest, stance, wants, people, log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from capacities.core.people.models import Person
from capacities.core.permissions import require
from capacities.hub.stakeholders.models import StakeholderMap
from capacities.hub.stakeholders.queries import present_maps
from capacities.hub.structure.models import Hub, Visibility
from capacities.hub.structure.queries import hubs_visible_to

if TYPE_CHECKING:
    from capacities.core.people.queries import Asker


@transaction.atomic
def publish_map(*, by: Person, chosen: StakeholderMap, visibility: str) -> StakeholderMap:
    """Say who sees the public side of a map; the hub team alone means that it is taken back."""
    require(by, "hub.see_stakeholders", chosen)
    chosen.visibility = Visibility(visibility)
    chosen.published_at = None if visibility == Visibility.HUB else timezone.now()
    chosen.save(update_fields=["visibility", "published_at"])
    return chosen


def published_maps(by: Asker) -> QuerySet[StakeholderMap]:
    """Return the maps that hubs show to somebody, with ``size``, the latest first; of hubs that they may see."""
    seen = [Visibility.PUBLIC, Visibility.NETWORK] if by.is_authenticated else [Visibility.PUBLIC]
    present = Count("stakeholders", filter=Q(stakeholders__removed_at=None))
    found = present_maps().filter(visibility__in=seen, hub__in=hubs_visible_to(by))
    return found.select_related("hub", "hub__organisation", "place").annotate(size=present).order_by("-published_at")


def published_maps_of_hub(by: Asker, hub: Hub) -> QuerySet[StakeholderMap]:
    """Return the maps that one hub shows to somebody."""
    return published_maps(by).filter(hub=hub)
