"""What the addresses in hub_stakeholders.toml name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from capacities.core.people.models import Person
from capacities.hub.stakeholders.models import Stakeholder, StakeholderMap
from tests.hub.factories import make_hub


def objects(cast: Mapping[str, Person]) -> dict[str, Any]:
    """Make a map of the public hub of Romania with one stakeholder."""
    chosen = StakeholderMap.objects.create(hub=make_hub(), name="Heating")
    return {"map": chosen.pk, "one": Stakeholder.objects.create(map=chosen, name="Energy office, sample").pk}
