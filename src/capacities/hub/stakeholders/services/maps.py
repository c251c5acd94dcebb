"""What is done with maps: made, changed, taken away and put back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from capacities.core.people.models import Person
from capacities.core.permissions import require
from capacities.core.removal import set_back, set_removed
from capacities.hub.stakeholders.models import StakeholderMap
from capacities.hub.structure.models import Hub

SEE = "hub.see_stakeholders"


@transaction.atomic
def make_map(
    *, by: Person, hub: Hub, name: str, topics: Sequence[str] = (), place: Any = None, needed_roles: Sequence[str] = ()
) -> StakeholderMap:
    """Make an empty map."""
    require(by, SEE, hub)
    return StakeholderMap.objects.create(
        hub=hub, name=name, topics=list(topics), place=place, needed_roles=list(needed_roles)
    )


@transaction.atomic
def change_map(*, by: Person, chosen: StakeholderMap, **values: Any) -> StakeholderMap:
    """Change what a map is of and which roles its matter needs."""
    require(by, SEE, chosen)
    for field in ("name", "topics", "place", "needed_roles"):
        if field in values:
            setattr(chosen, field, values[field])
    chosen.save()
    return chosen


@transaction.atomic
def remove_map(*, by: Person, chosen: StakeholderMap) -> StakeholderMap:
    """Take a map away; everything on it stays for ``restore_map``."""
    require(by, SEE, chosen)
    set_removed(chosen)
    return chosen


@transaction.atomic
def restore_map(*, by: Person, chosen: StakeholderMap) -> StakeholderMap:
    """Put a map back with everybody on it."""
    require(by, SEE, chosen)
    set_back(chosen)
    return chosen
