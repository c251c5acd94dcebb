"""A town leaves the hub, or comes back: what it said stays and no longer counts, until it is back."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from capacities.core.people.models import Person
from capacities.core.permissions import require
from capacities.core.places.models import Place
from capacities.hub.needs.models import Departure, Rater
from capacities.hub.structure.models import Hub


@transaction.atomic
def note_departure(*, by: Person, hub: Hub, place: Place, note: str = "") -> Departure:
    """Note that a town left: its voice stops to count and its raters are asked no more; past rounds stand."""
    require(by, "needs.keep", hub)
    departure, _made = Departure.objects.get_or_create(hub=hub, place=place, defaults={"note": note})
    Rater.objects.filter(dialogue__hub=hub, place=place, left_at=None).update(left_at=timezone.now())
    return departure


@transaction.atomic
def undo_departure(*, by: Person, departure: Departure) -> None:
    """Let the town count again, as before."""
    require(by, "needs.keep", departure.hub)
    Rater.objects.filter(dialogue__hub=departure.hub, place=departure.place).update(left_at=None)
    departure.delete()
