"""Who is meant by an invitation: members of a body, teams of towns, and accounts by address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from capacities.core.people.models import Person
from capacities.core.people.queries import holders
from capacities.core.people.roles import place_scope
from capacities.core.places.models import Place


def people_to_invite(asked: Mapping[str, Any]) -> tuple[list[tuple[Person, Place | None]], list[str]]:
    """Return people with the town that each speaks for, and the addresses that no account has."""
    found: dict[int, tuple[Person, Place | None]] = {}
    for place in asked.get("places") or ():
        for person in holders("city_team", place_scope(place.country_id, place.slug)):
            found.setdefault(person.pk, (person, place))
    if asked.get("body"):
        seats = asked["body"].seats.on(timezone.localdate()).filter(person__is_active=True)
        for seat in seats.select_related("person", "place"):
            found.setdefault(seat.person.pk, (seat.person, seat.place))
    unknown = []
    for line in (asked.get("emails") or "").split():
        known = Person.objects.filter(email=line.strip(",;").lower(), is_active=True).first()
        if known:
            found.setdefault(known.pk, (known, None))
        else:
            unknown.append(line)
    return list(found.values()), unknown
