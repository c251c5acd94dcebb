"""What was removed from a hub and can still come back: a registry that every part joins, and the clearing of it.

A kind is a table with ``removed_at``; removed rows are shown to the hub team, brought back by a press, and cleared
for good after 30 days.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise

from capacities.core.people.models import Person
from capacities.core.permissions import require
from capacities.core.removal import KEPT_FOR, clear_older, set_back
from capacities.hub.structure.models import Hub


@dataclass(frozen=True)
class Kind:
    """What can be removed: the table, its name for people, and the way from a row to its hub (`body__hub`).

    Where that way is longer, ``hub`` is a function that says which rows are a hub's. ``back`` brings a row back where
    more is to be done than emptying ``removed_at``; ``clear`` deletes one for good where more goes with it, or returns
    False to keep it; ``words`` says what a row is, and ``related`` names what its words need.
    """

    key: str
    model: type[models.Model]
    name: str | Promise
    hub: str | Callable[[Hub], Q]
    back: Callable[[Person, Any], object] | None = None
    clear: Callable[[Any], object] | None = None
    related: tuple[str, ...] = ()
    words: Callable[[Any], str] = str

    @property
    def rows(self) -> models.QuerySet[Any]:
        """Return the removed rows of all hubs."""
        return self.model._base_manager.filter(removed_at__isnull=False).select_related(*self.related)

    def of(self, hub: Hub) -> Q:
        """Return which rows are a hub's and can still come back."""
        whose = Q(**{self.hub: hub}) if isinstance(self.hub, str) else self.hub(hub)
        return whose & Q(removed_at__gte=timezone.now() - KEPT_FOR)


@dataclass(frozen=True)
class Removed:
    """A removed row as the page lists it."""

    kind: Kind
    record: Any
    words: str
    at: datetime
    until: datetime


KINDS: dict[str, Kind] = {}


def join(kind: Kind) -> None:
    """Let a part list what was removed from it. Raises ValueError when the key is taken."""
    if kind.key in KINDS:
        raise ValueError(f"removed rows of the kind {kind.key!r} are listed already")
    KINDS[kind.key] = kind


def removed_from(by: Person, hub: Hub, most: int = 200) -> list[Removed]:
    """Return what was removed from a hub and can come back, the latest first; one query for each kind."""
    require(by, "hub.edit", hub)
    found = [
        Removed(kind, row, kind.words(row), row.removed_at, row.removed_at + KEPT_FOR)
        for kind in KINDS.values()
        for row in kind.rows.filter(kind.of(hub)).order_by("-removed_at")[:most]
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)[:most]


@transaction.atomic
def bring_back(*, by: Person, hub: Hub, key: str, number: int) -> Any | None:
    """Bring a removed row back, and return it; None where there is none. Raises Refused where it cannot stand."""
    require(by, "hub.edit", hub)
    kind = KINDS.get(key)
    if kind is None:
        return None
    record = kind.model._base_manager.select_for_update(of=("self",)).filter(kind.of(hub), pk=number).first()
    if record is not None:
        (kind.back or _plain_back)(by, record)
    return record


def clear_old(now: datetime) -> int:
    """Delete for good what was removed more than 30 days ago; return how many rows. What others need stays."""
    return sum(clear_older(kind.rows, now, kind.clear) for kind in KINDS.values())


def _plain_back(by: Person, record: Any) -> None:
    set_back(record)
