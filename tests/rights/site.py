"""What the addresses in site.toml name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from capacities.core.people.models import Person, RoleRequest


def objects(cast: Mapping[str, Person]) -> dict[str, Any]:
    """Return a request of the citizen and a grant of the city team."""
    asked = RoleRequest.objects.create(person=cast["citizen"], scope="place:ro/suceava", country="RO", message="Me")
    return {"request": asked.pk, "grant": cast["city_team"].grants.get().pk, "citizen": cast["citizen"].pk}
