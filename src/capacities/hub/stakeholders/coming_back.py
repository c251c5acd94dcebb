"""What was removed from stakeholder maps, in the hub's list of all that can come back."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from capacities.core.people.models import Person
from capacities.core.permissions import Refused
from capacities.hub.stakeholders.models import Merging, Office, Relation, Stakeholder, StakeholderMap
from capacities.hub.stakeholders.services.maps import restore_map
from capacities.hub.stakeholders.services.people import restore_office
from capacities.hub.stakeholders.services.stakeholders import restore_relation, restore_stakeholder
from capacities.hub.structure.models import Hub


def stakeholders_of(hub: Hub) -> Q:
    """Return which stakeholders are a hub's and were taken off; those merged into another come back by undoing that."""
    merged = Merging.objects.filter(gone__map__hub=hub, undone_at=None).values("gone")
    return Q(map__hub=hub) & ~Q(pk__in=merged)


def words(row: Stakeholder | Office | Relation) -> str:
    """Return what a row is and where it stood."""
    if isinstance(row, Stakeholder):
        return f"{row} ({row.map})"
    if isinstance(row, Office):
        return f"{row} ({row.stakeholder}, {row.stakeholder.map})"
    return f"{row} ({row.giver.map})"


def back(by: Person, row: Any) -> None:
    """Put a row back. Raises Refused while what it stood on is removed itself."""
    for above in _above(row):
        if above.removed_at:
            raise Refused(_("“%(what)s” is removed. Bring it back first.") % {"what": above})
    if isinstance(row, StakeholderMap):
        restore_map(by=by, chosen=row)
    elif isinstance(row, Stakeholder):
        restore_stakeholder(by=by, stakeholder=row)
    elif isinstance(row, Office):
        restore_office(by=by, office=row)
    else:
        restore_relation(by=by, relation=row)


def _above(row: Any) -> list[Any]:
    if isinstance(row, Stakeholder):
        return [row.map]
    if isinstance(row, Office):
        return [row.stakeholder.map, row.stakeholder]
    if isinstance(row, Relation):
        return [row.giver.map, row.giver, row.taker]
    return []
