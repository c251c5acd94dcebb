"""Rows that people put in order: one of them moved, the places stored anew. Whoever calls locks the rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


def moved(rows: Sequence[M], row: M, to: int) -> list[M]:
    """Return rows with one of them at another place, counted from 0 and held within the list."""
    others = [other for other in rows if other.pk != row.pk]
    to = max(0, min(to, len(others)))
    return [*others[:to], row, *others[to:]]


def move_by(rows: Sequence[M], row: M, step: int) -> None:
    """Move a row by so many places, up below 0, and store it; at the ends of the list, or outside it, it stays."""
    at = next((number for number, one in enumerate(rows) if one.pk == row.pk), None)
    if at is not None:
        renumber(moved(rows, rows[at], at + step))


def renumber(rows: Sequence[Any]) -> None:
    """Store the order of rows as they stand; only those that changed are written."""
    changed = [(order, row) for order, row in enumerate(rows) if row.order != order]
    for order, row in changed:
        row.order = order
    if changed:
        type(rows[0])._base_manager.bulk_update([row for _order, row in changed], ["order"])


def next_order(rows: models.QuerySet[Any]) -> int:
    """Return the place after the last row."""
    last = rows.order_by("-order").values_list("order", flat=True).first()
    return 0 if last is None else last + 1
