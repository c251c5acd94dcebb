"""What the addresses in hub_structure.toml name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from capacities.core.people.models import Person
from capacities.hub.structure.models import Visibility
from tests.hub.factories import make_body, make_hub, make_seat


def objects(cast: Mapping[str, Person]) -> dict[str, Any]:
    """Make a public hub of Romania with an open and a closed body, and a hub that only its team sees."""
    hub = make_hub()
    make_hub("closed", visibility=Visibility.HUB)
    make_body(hub, "inner", visibility=Visibility.HUB)
    return {"seat": make_seat(make_body(hub)).pk}
