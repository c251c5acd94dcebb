"""The cells of one worksheet's XML in a single pass: values, errors, and formulas that were never calculated."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from capacities.tables.cells import BadCell, Value
from capacities.tables.names import clean


@dataclass(frozen=True, slots=True)
class BookParts:
    """What cells refer to: shared strings, the numbers of date styles, and day 0 of dates."""

    strings: Sequence[str]
    date_styles: Collection[int]
    epoch: datetime

    @classmethod
    def of(cls, book: Any, sheet: Any) -> BookParts:
        """Return the parts of a workbook that openpyxl has opened read-only."""
        return cls(sheet._shared_strings, book._date_formats | book._timedelta_formats, book.epoch)


def rows_of(xml: bytes, parts: BookParts, tidy: Callable[[str], str] = clean) -> Iterator[tuple[int, list[Value]]]:
    """Yield row number and cells (None where empty, none after the last filled one) of rows that hold something.

    The caller has refused document types; entities are not resolved here either. ``tidy`` cleans texts.
    """
    from lxml import etree

    number = 0
    events = etree.iterparse(io.BytesIO(xml), tag="{*}row", resolve_entities=False, no_network=True)
    for _, row in events:
        number = int(row.get("r") or number + 1)
        cells: list[Value] = []
        for cell in row:
            value = _value(cell, parts, tidy)
            column = _column(cell.get("r"), len(cells))
            if value is None or column < len(cells):
                continue
            cells += [None] * (column - len(cells))
            cells.append(value)
        row.clear()
        while row.getprevious() is not None:
            del row.getparent()[0]
        if cells:
            yield number, cells


def _column(reference: str | None, following: int) -> int:
    """Return the column of 'AB12', counted from 0; a cell without reference follows the one before."""
    if not reference:
        return following
    index = 0
    for letter in reference:
        if not "A" <= letter <= "Z":
            break
        index = index * 26 + ord(letter) - 64
    return index - 1


def _value(cell: Any, parts: BookParts, tidy: Callable[[str], str]) -> Value:
    kind = cell.get("t")
    stored = formula = None
    for child in cell:
        name = child.tag.rpartition("}")[2]
        if name == "v":
            stored = child.text
        elif name == "f":
            formula = child.text or "…"
        elif name == "is":
            stored = "".join(child.itertext())
    if not stored:
        return None if formula is None or kind == "str" else BadCell("formula", f"={formula[:60]}")
    if kind is None or kind == "n":
        return _number(stored, cell.get("s"), parts)
    if kind == "s":
        return tidy(parts.strings[int(stored)]) or None
    if kind == "b":
        return stored == "1"
    return BadCell("error", stored) if kind == "e" else tidy(stored) or None


def _number(text: str, style: str | None, parts: BookParts) -> Value:
    """Return a number, or the date that a number with a date style stands for."""
    value: float | int = int(text) if text.lstrip("-").isdecimal() else float(text)
    if style and int(style) in parts.date_styles:
        from openpyxl.utils.datetime import from_excel

        try:
            date: Value = from_excel(value, parts.epoch)
        except (OverflowError, ValueError):
            return value
        return date
    return value
