"""Valid hubs, bodies, seats and meetings without surprises."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from capacities.hub.meetings.models import Guest, Meeting
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


def make_meeting(hub: Hub, **changes: Any) -> Meeting:
    """Return a meeting on 3 December 2026, 10:00 in Bucharest, seen by the hub team, still a draft."""
    values = {
        "title": {"en": "Heat"},
        "kind": "thematic",
        "starts_at": datetime(2026, 12, 3, 8, 0, tzinfo=UTC),
        "time_zone": "Europe/Bucharest",
        **changes,
    }
    return Meeting.objects.create(hub=hub, **values)


def make_guest(meeting: Meeting, name: str = "Member, sample", **changes: Any) -> Guest:
    """Return a guest without an account."""
    return Guest.objects.create(meeting=meeting, **{"name": name, "email": "member@example.org", **changes})
