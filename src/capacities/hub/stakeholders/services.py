"""What is done with stakeholder maps: made, filled, moved on the matrix, related, spoken with, erased."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from capacities.core.audit import forget_history
from capacities.core.people.models import Person
from capacities.core.permissions import require
from capacities.hub.stakeholders.kinds import Basis
from capacities.hub.stakeholders.models import Contact, Office, Relation, Stakeholder, StakeholderMap, Talk
from capacities.hub.structure.models import Hub

SEE = "hub.see_stakeholders"
ERASED = "…"  # stands in the contact log where the name of an erased person stood
_FIELDS = frozenset(
    ("organisation", "name", "acronym", "helix", "url", "email", "power", "interest", "stance", "roles", "wants",
     "gives", "next_step", "next_on", "source")
)  # fmt: skip
# Where somebody may have written a person's name.
_FREE_TEXTS = ("wants", "gives", "next_step", "source")


@dataclass(frozen=True, slots=True)
class Move:
    """Where a stakeholder stood on the matrix before it was moved, to take it back."""

    power: int | None
    interest: int | None


@transaction.atomic
def make_map(
    *, by: Person, hub: Hub, name: str, topics: Sequence[str] = (), place: Any = None, needed_roles: Sequence[str] = ()
) -> StakeholderMap:
    """Make an empty map."""
    require(by, SEE, hub)
    return StakeholderMap.objects.create(
        hub=hub, name=name, topics=list(topics), place=place, needed_roles=list(needed_roles)
    )


@transaction.atomic
def change_map(*, by: Person, chosen: StakeholderMap, **values: Any) -> StakeholderMap:
    """Change what a map is of and which roles its matter needs."""
    require(by, SEE, chosen)
    for field in ("name", "topics", "place", "needed_roles"):
        if field in values:
            setattr(chosen, field, values[field])
    chosen.save()
    return chosen


@transaction.atomic
def add_stakeholder(*, by: Person, chosen: StakeholderMap, **values: Any) -> Stakeholder:
    """Put somebody on a map."""
    require(by, SEE, chosen)
    return Stakeholder.objects.create(map=chosen, **{key: values[key] for key in _FIELDS & values.keys()})


@transaction.atomic
def change_stakeholder(*, by: Person, stakeholder: Stakeholder, **values: Any) -> Stakeholder:
    """Change what is known of a stakeholder."""
    require(by, SEE, stakeholder.map)
    for key in _FIELDS & values.keys():
        setattr(stakeholder, key, values[key])
    stakeholder.save()
    return stakeholder


@transaction.atomic
def remove_stakeholder(*, by: Person, stakeholder: Stakeholder) -> Stakeholder:
    """Take somebody off a map; everything about them stays for ``restore_stakeholder``."""
    require(by, SEE, stakeholder.map)
    stakeholder.removed_at = timezone.now()
    stakeholder.save()
    return stakeholder


@transaction.atomic
def restore_stakeholder(*, by: Person, stakeholder: Stakeholder) -> Stakeholder:
    """Put somebody back on the map with all that was there."""
    require(by, SEE, stakeholder.map)
    stakeholder.removed_at = None
    stakeholder.save()
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
        giver=giver, taker=taker, kind=kind, defaults={"is_planned": is_planned}
    )
    return relation


@transaction.atomic
def unrelate(*, by: Person, relation: Relation) -> None:
    """Remove a relation."""
    require(by, SEE, relation.giver.map)
    relation.delete()


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


@transaction.atomic
def name_successor(
    *, by: Person, stakeholder: Stakeholder, title: str, name: str, basis: str, expires: date,
    since: date | None = None, email: str = "", phone: str = "",
) -> Contact:  # fmt: skip
    """Say who holds an office now; whoever held it before ends on that day, and the office stays."""
    require(by, SEE, stakeholder.map)
    Basis(basis)
    since = since or timezone.localdate()
    office, _made = Office.objects.get_or_create(stakeholder=stakeholder, title=title)
    for former in office.contacts.filter(valid_until=None):
        begun = former.valid_from
        former.valid_until = max(begun, since) if begun else since
        former.save()
    return Contact.objects.create(
        office=office, name=name, email=email, phone=phone, basis=basis, expires=expires, valid_from=since
    )


@transaction.atomic
def erase_contact(*, by: Person, contact: Contact) -> Contact:
    """Forget a person: the office and its days stay; name, address and phone go, also from the texts of its hub."""
    require(by, SEE, contact.office.stakeholder.map)
    told = [word for word in (contact.name, contact.email, contact.phone) if word]
    hub = contact.office.stakeholder.map.hub
    _erase_words(Talk.objects.filter(stakeholder__map__hub=hub), ("summary",), told)
    changed = _erase_words(Stakeholder.objects.filter(map__hub=hub), _FREE_TEXTS, told)
    forget_history(Stakeholder, changed)
    contact.name = contact.email = contact.phone = ""
    contact.erased_at = timezone.now()
    contact.save()
    return contact


def _erase_words(rows: QuerySet[Any], fields: Sequence[str], words: Sequence[str]) -> list[int]:
    """Take words out of free texts, in any case; return the ids of the rows that held them."""
    if not words:
        return []
    pattern = re.compile("|".join(re.escape(word) for word in words), re.IGNORECASE)
    holding = Q()
    for field in fields:
        for word in words:
            holding |= Q(**{f"{field}__icontains": word})
    changed = []
    for row in rows.filter(holding):
        for field in fields:
            setattr(row, field, pattern.sub(ERASED, getattr(row, field)))
        row.save(update_fields=list(fields))
        changed.append(row.pk)
    return changed
