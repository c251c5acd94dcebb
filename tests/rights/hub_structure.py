"""What the addresses in hub_structure.toml name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from capacities.core.people.models import Person
from capacities.hub.structure.models import Mandate, Visibility
from capacities.hub.structure.weekly import stop_link
from tests.hub.factories import make_body, make_hub, make_seat


def objects(cast: Mapping[str, Person]) -> dict[str, Any]:
    """Make a public hub of Romania with an open and a closed body, and a hub that only its team sees."""
    hub = make_hub()
    make_hub("closed", visibility=Visibility.HUB)
    make_body(hub, "inner", visibility=Visibility.HUB)
    body = make_body(hub)
    return {
        "seat": make_seat(body).pk,
        "gone": make_seat(body, removed_at=timezone.now()).pk,
        "mandate": Mandate.objects.create(body=body, text={"en": "Advise"}).pk,
        "weekly": stop_link(cast["hub_team"]),
    }
