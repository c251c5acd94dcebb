"""A table as components/data_table.html shows it. Cells are texts ready for the reader; nothing is computed here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its label with the unit, whether it holds numbers, and a class for its width."""

    label: str
    numeric: bool = False
    width: str = ""
    hidden_label: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Caption, columns and rows; the first cell of a row names it. ``foot`` holds totals.

    ``stack`` turns rows into blocks on narrow screens, for tables in which every row is a thing.
    """

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    foot: Sequence[Sequence[str]] = ()
    stack: bool = False
    caption_hidden: bool = False

    def body(self) -> list[list[tuple[Column, str]]]:
        """Return each row as pairs of column and cell."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]

    def totals(self) -> list[list[tuple[Column, str]]]:
        """Return each row of the foot as pairs of column and cell."""
        return [list(zip(self.columns, row, strict=True)) for row in self.foot]
