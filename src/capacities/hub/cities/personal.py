"""What towns' raised hands hold about people: told to them, and erased with their account."""

from __future__ import annotations

from typing import Any

from capacities.core.audit import forget_history
from capacities.core.people.models import Person
from capacities.core.people.queries import is_theirs
from capacities.hub.cities.models import RaisedHand


def asked_by(person: Person) -> list[dict[str, Any]]:
    """Return what somebody asked of hubs, signed in or as a guest."""
    fields = ("place__name", "text", "name", "email", "state", "asked_at", "answer")
    return list(RaisedHand.objects.filter(is_theirs(person)).values(*fields))


def erase_person(sender: object, instance: Person, **_more: Any) -> None:
    """Erase the hands that somebody raised, and the history that holds their name and address."""
    hands = RaisedHand.objects.filter(is_theirs(instance))
    numbers = list(hands.values_list("pk", flat=True))
    hands.delete()
    forget_history(RaisedHand, numbers)
