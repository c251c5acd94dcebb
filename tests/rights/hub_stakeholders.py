"""What the addresses in hub_stakeholders.toml name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from capacities.core.people.models import Person
from capacities.hub.stakeholders.models import Stakeholder, StakeholderMap
from tests.hub.factories import make_hub


def objects(cast: Mapping[str, Person]) -> dict[str, Any]:
    """Make a map of the public hub of Romania with one stakeholder, and one for each other answer to who sees it."""
    hub = make_hub()
    chosen = StakeholderMap.objects.create(hub=hub, name="Heating")
    shown = {
        f"{seen}_map": StakeholderMap.objects.create(hub=hub, name=f"Shown to {seen}", visibility=seen).pk
        for seen in ("network", "public")
    }
    return {"map": chosen.pk, **shown, "one": Stakeholder.objects.create(map=chosen, name="Energy office, sample").pk}
