"""Lists that the reader orders by a column: the order stands in the address, so that it can be bookmarked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise

PARAMETER = "sort"


@dataclass(frozen=True, slots=True)
class Order:
    """An order that was chosen: a column's key, and whether the greatest comes first."""

    key: str
    descending: bool

    def __str__(self) -> str:
        return f"-{self.key}" if self.descending else self.key


@dataclass(frozen=True, slots=True)
class Sorting:
    """The columns of a list by their keys, those that begin with the greatest, and the order where none is asked."""

    columns: Mapping[str, str | Promise]
    default: str
    greatest_first: frozenset[str] = frozenset()

    def chosen(self, request: HttpRequest) -> Order:
        """Return the order that the address asks for; a wrong one is the default."""
        asked = request.GET.get(PARAMETER, "") or self.default
        key = asked.removeprefix("-")
        return Order(key, asked.startswith("-")) if key in self.columns else self._read(self.default)

    def next_of(self, key: str, order: Order) -> str:
        """Return the order that a press on a column's heading asks for: turned round where it is sorted by already."""
        descending = not order.descending if key == order.key else key in self.greatest_first
        return str(Order(key, descending))

    def choices(self) -> list[tuple[str, str]]:
        """Return the orders for a list to choose from, one for each column."""
        return [(f"-{key}" if key in self.greatest_first else key, str(name)) for key, name in self.columns.items()]

    def _read(self, text: str) -> Order:
        return Order(text.removeprefix("-"), text.startswith("-"))
