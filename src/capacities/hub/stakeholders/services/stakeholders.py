"""What is done with stakeholders: put on a map, changed, moved on the matrix, related, spoken with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from capacities.core.people.models import Person
from capacities.core.permissions import require
from capacities.core.removal import set_back, set_removed
from capacities.hub.stakeholders.models import Relation, Stakeholder, StakeholderMap, Talk
from capacities.hub.stakeholders.services.maps import SEE

_FIELDS = frozenset(
    ("organisation", "name", "acronym", "helix", "url", "email", "power", "interest", "stance", "roles", "wants",
     "gives", "next_step", "next_on", "source")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Move:
    """Where a stakeholder stood on the matrix before it was moved, to take it back."""

    power: int | None
    interest: int | None


@transaction.atomic
def add_stakeholder(*, by: Person, chosen: StakeholderMap, **values: Any) -> Stakeholder:
    """Put somebody on a map."""
    require(by, SEE, chosen)
    return Stakeholder.objects.create(map=chosen, **{key: values[key] for key in _FIELDS & values.keys()})


@transaction.atomic
def change_stakeholder(*, by: Person, stakeholder: Stakeholder, **values: Any) -> Stakeholder:
    """Change what is known of a stakeholder."""
    require(by, SEE, stakeholder.map)
    wanted = {key: values[key] for key in _FIELDS & values.keys()}
    for key, value in wanted.items():
        setattr(stakeholder, key, value)
    stakeholder.save(update_fields=[*wanted, "folded"])
    return stakeholder


@transaction.atomic
def remove_stakeholder(*, by: Person, stakeholder: Stakeholder) -> Stakeholder:
    """Take somebody off a map; everything about them stays for ``restore_stakeholder``."""
    require(by, SEE, stakeholder.map)
    set_removed(stakeholder)
    return stakeholder


@transaction.atomic
def restore_stakeholder(*, by: Person, stakeholder: Stakeholder) -> Stakeholder:
    """Put somebody back on the map with all that was there."""
    require(by, SEE, stakeholder.map)
    set_back(stakeholder)
    return stakeholder


@transaction.atomic
def place_on_matrix(*, by: Person, stakeholder: Stakeholder, power: int | None, interest: int | None) -> Move:
    """Set power and interest (1–5, or not known); return where it stood before."""
    require(by, SEE, stakeholder.map)
    for value in (power, interest):
        if value is not None and not 1 <= value <= 5:
            raise ValueError(f"{value} is not on the scale from 1 to 5")
    before = Move(stakeholder.power, stakeholder.interest)
    stakeholder.power, stakeholder.interest = power, interest
    stakeholder.save()
    return before


@transaction.atomic
def relate(*, by: Person, giver: Stakeholder, taker: Stakeholder, kind: str, is_planned: bool = False) -> Relation:
    """Note what one stakeholder does for another of the same map; noted twice it stays one relation."""
    require(by, SEE, giver.map)
    if giver.map_id != taker.map_id or giver.pk == taker.pk:
        raise ValueError("a relation joins two stakeholders of one map")
    relation, _made = Relation.objects.update_or_create(
        giver=giver, taker=taker, kind=kind, defaults={"is_planned": is_planned, "removed_at": None}
    )
    return relation


@transaction.atomic
def unrelate(*, by: Person, relation: Relation) -> Relation:
    """Take a relation away; it stays for ``restore_relation``."""
    require(by, SEE, relation.giver.map)
    set_removed(relation)
    return relation


@transaction.atomic
def restore_relation(*, by: Person, relation: Relation) -> Relation:
    """Put a relation back."""
    require(by, SEE, relation.giver.map)
    set_back(relation)
    return relation


@transaction.atomic
def note_talk(
    *, by: Person, stakeholder: Stakeholder, on: date, kind: str, summary: str, next_step: str = "",
    next_on: date | None = None,
) -> Talk:  # fmt: skip
    """Write into the contact log; a next step takes the place of the one that stood there."""
    require(by, SEE, stakeholder.map)
    if next_step:
        stakeholder.next_step, stakeholder.next_on = next_step, next_on
        stakeholder.save()
    return Talk.objects.create(stakeholder=stakeholder, on=on, kind=kind, by=by, summary=summary)
