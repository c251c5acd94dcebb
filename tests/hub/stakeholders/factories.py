"""Valid organisations, maps and stakeholders without surprises."""

from __future__ import annotations

from typing import Any

from capacities.core.organisations.models import Organisation
from capacities.hub.stakeholders.models import Stakeholder, StakeholderMap
from capacities.hub.structure.models import Hub


def make_organisation(name: str = "Ministry of Heat", **changes: Any) -> Organisation:
    """Return a Romanian ministry."""
    values = {
        "slug": name.lower().replace(" ", "-"),
        "country": "RO",
        "kind": "ministry",
        "source": "a page",
        **changes,
    }
    return Organisation.objects.create(name=name, **values)


def make_map(hub: Hub, **changes: Any) -> StakeholderMap:
    """Return a map that only the hub's team sees."""
    return StakeholderMap.objects.create(hub=hub, **{"name": "Heating", **changes})


def make_stakeholder(chosen: StakeholderMap, name: str, **changes: Any) -> Stakeholder:
    """Return a stakeholder of whom only the name is known."""
    return Stakeholder.objects.create(map=chosen, name=name, **changes)
