"""Reads of people, grants and requests. Functions that list others' data take the asker first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capacities.core.people.models import Grant
from capacities.core.people.roles import Scope

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from capacities.core.people.models import Person

    Asker = Person | AnonymousUser


def active_grants(person: Asker) -> frozenset[tuple[str, str]]:
    """Return the (role, scope key) pairs that a person holds now; read once per request and kept on the object."""
    if not person.is_authenticated or not person.is_active:
        return frozenset()
    kept: frozenset[tuple[str, str]] | None = getattr(person, "_active_grants", None)
    if kept is None:
        kept = frozenset(Grant.objects.active().filter(person_id=person.pk).values_list("role", "scope"))
        person._active_grants = kept  # type: ignore[union-attr]
    return kept


def forget_grants(person: Person) -> None:
    """Drop the kept grants of a person after they changed."""
    person.__dict__.pop("_active_grants", None)


def holds(person: Asker, role: str, scope: Scope | None = None) -> bool:
    """Return whether a person holds a role: for this scope, or for any when none is given."""
    return any(r == role and (scope is None or s == str(scope)) for r, s in active_grants(person))
