"""Valid hubs, bodies and seats without surprises."""

from __future__ import annotations

from typing import Any

from capacities.hub.structure.models import Body, Hub, Seat


def make_hub(slug: str = "ro", **changes: Any) -> Hub:
    """Return a public hub of Romania."""
    return Hub.objects.create(**{"slug": slug, "name": {"en": f"Hub {slug}"}, "countries": ["RO"], **changes})


def make_body(hub: Hub, slug: str = "finance", **changes: Any) -> Body:
    """Return a public working group."""
    values = {"name": {"en": f"Working group {slug}"}, "kind": "working-group", **changes}
    return Body.objects.create(hub=hub, slug=slug, **values)


def make_seat(body: Body, **changes: Any) -> Seat:
    """Return the seat of a person who has no account."""
    return Seat.objects.create(body=body, **{"person_name": "Member, sample", "email": "member@example.org", **changes})
