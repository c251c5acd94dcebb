"""The cells of a sheet as plain values, and what a cell says when it is no value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell without a value: ``kind`` is 'error' (#REF! and the like) or 'formula' (never calculated)."""

    kind: str
    text: str


Value = str | float | int | bool | datetime | date | time | BadCell | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row with its number in the file (from 1); texts are clean (see names.clean)."""

    number: int
    cells: Sequence[Value]

    def text(self, column: int) -> str:
        """Return a cell as clean text; empty outside the row."""
        if not 0 <= column < len(self.cells):
            return ""
        found = self.cells[column]
        return found if type(found) is str else as_text(found)

    def value(self, column: int) -> Value:
        """Return a cell as it came; None outside the row and for blank text."""
        found = self.cells[column] if 0 <= column < len(self.cells) else None
        return None if found == "" else found


@dataclass(slots=True)
class Sheet:
    """One sheet: only rows that hold something, merged areas as (first row, first column, last row, last column)."""

    name: str
    rows: list[Row] = field(default_factory=list)
    hidden: bool = False
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    delimiter: str = ""  # of a CSV file
    widest: int = 0

    def summary(self) -> tuple[int, int, float]:
        """Return rows up to the last one used, cells that hold something, and the sum of number cells."""
        cells = [
            cell
            for row in self.rows
            for cell in row.cells
            if not (cell is None or cell == "" or isinstance(cell, BadCell))
        ]
        numbers = (cell for cell in cells if isinstance(cell, int | float) and not isinstance(cell, bool))
        return (self.rows[-1].number if self.rows else 0, len(cells), float(sum(numbers)))


def as_text(value: Value) -> str:
    """Return a cell as people see it, cleaned."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, BadCell):
        return value.text
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value)
