"""The table in a sheet of any kind: which row holds the headings, past titles and notes, and the rows beneath.

Knows no subject: the caller says which headings it knows.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from capacities.tables.cells import Row, Sheet, Value
from capacities.tables.names import fold

_SEARCHED = 60  # rows in which headings are looked for; no title page of a list is longer
_YEARS = range(1900, 2101)  # whole numbers that stand as headings
_TITLE_COLUMNS = 3  # a text that fills as many columns, as merged cells do, is a title within the table
_WIDE_SHARE = 0.6  # a heading row fills at least this share of the columns that rows usually fill (assumption)


@dataclass(frozen=True, slots=True)
class HeadedTable:
    """A table of a sheet: row number and texts of its headings by column ("" where a column has none), its rows."""

    sheet: str
    header_row: int
    headings: tuple[str, ...]
    rows: tuple[Row, ...]

    def place(self, column: int) -> str:
        """Return what to call a column: its heading, else its letter."""
        from openpyxl.utils import get_column_letter

        heading = self.headings[column] if 0 <= column < len(self.headings) else ""
        return heading or (get_column_letter(column + 1) if column >= 0 else "")


def find_table(sheet: Sheet, knows: Callable[[str], bool], header_row: int | None = None) -> HeadedTable | None:
    """Return the table of a sheet, or None for an empty one. It has no headings where no row can hold them.

    ``header_row`` is the number of their row where somebody said it, 0 for a table without headings.

    The headings are the row with most known ones, at least two; where none is known, the first row of texts that is as
    wide as the rows usually are. Merged cells count for each row and column that they cover. Rows that repeat the
    headings, as on every printed page, and titles that are merged over the table are left out.
    """
    filled = _unmerged(sheet)
    if not filled:
        return None
    index = next((index for index, row in enumerate(filled) if row.number == header_row), None)
    if index is None and header_row != 0:
        index = _known_row(filled, knows)
        index = _widest_text_row(filled) if index is None else index
    if index is None:
        width = max(len(row.cells) for row in filled)
        return HeadedTable(sheet.name, 0, ("",) * width, tuple(filled))
    width = max(len(row.cells) for row in filled[index:])
    headings = tuple(filled[index].text(column) for column in range(width))
    repeated = tuple(map(fold, headings))
    rows = []
    for row in filled[index + 1 :]:
        texts = [row.text(column) for column in range(width)]
        told = [text for text in texts if text]
        is_title = len(told) >= _TITLE_COLUMNS and len(set(told)) == 1
        if told and not is_title and tuple(map(fold, texts)) != repeated:
            rows.append(row)
    return HeadedTable(sheet.name, filled[index].number, headings, tuple(rows))


def _unmerged(sheet: Sheet) -> list[Row]:
    """Return the rows with the value of every merged area in all its cells."""
    if not sheet.merged:
        return sheet.rows
    cells: dict[int, list[Value]] = {row.number: list(row.cells) for row in sheet.rows}
    for top, left, bottom, right in sheet.merged:
        first = cells.get(top, [])
        value = first[left] if left < len(first) else None
        if value in (None, ""):
            continue
        for number in range(top, bottom + 1):
            row = cells.get(number)
            if row is None:
                continue
            row.extend([None] * (right + 1 - len(row)))
            for column in range(left, right + 1):
                row[column] = value
    return [Row(number, row) for number, row in cells.items()]


def _known_row(rows: Sequence[Row], knows: Callable[[str], bool]) -> int | None:
    """Return the first row that has the most different known headings: at least two, or one in a list of one column."""
    best, most = None, 0 if all(len(row.cells) == 1 for row in rows) else 1
    for index, row in enumerate(rows[:_SEARCHED]):
        texts = {fold(row.text(column)) for column in range(len(row.cells))} - {""}
        known = sum(1 for text in texts if knows(text))
        if known > most:
            best, most = index, known
    return best


def _widest_text_row(rows: Sequence[Row]) -> int | None:
    counts = [sum(1 for cell in row.cells if cell not in (None, "")) for row in rows]
    if not counts:
        return None
    usual = statistics.median(counts[:2_000])
    for index, row in enumerate(rows[:_SEARCHED]):
        told = {cell for cell in row.cells if (isinstance(cell, str) and cell) or _is_year(cell)}
        if len(told) >= max(1, _WIDE_SHARE * usual) and len(told) * 2 > counts[index]:
            return index
    return None


def _is_year(cell: Value) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool) and cell in _YEARS
