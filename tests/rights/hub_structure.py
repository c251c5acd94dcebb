"""What the addresses in hub_structure.toml name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from capacities.core.people.models import Person
from capacities.hub.structure.models import Visibility
from tests.hub.factories import make_hub


def objects(cast: Mapping[str, Person]) -> dict[str, Any]:
    """Make a public hub of Romania and one that only its team sees."""
    return {"hub": make_hub().slug, "closed": make_hub("closed", visibility=Visibility.HUB).slug}
