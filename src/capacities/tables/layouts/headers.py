"""Where the tables of a sheet begin: the row (or two rows) whose headings mean most, below titles and notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from capacities.tables.cells import Row, Sheet
from capacities.tables.gpc import find_sector, parse_ref
from capacities.tables.layouts.codes import is_placeholder, notation_key
from capacities.tables.layouts.columns import Column, understand
from capacities.tables.numbers import is_missing, parse_number
from capacities.tables.units import parse_factor_unit

_LOOK_AT = 60  # rows from the top, and rows after a gap further down
_AMOUNTS = {"emissions", "scope_emissions", "sector_emissions", "basic", "basic_plus", "gas"}
_NUMBERS = {*_AMOUNTS, "activity", "factor", "gwp", "loose_gas"}
_LABELS = {"sector", "subsector", "gpc_ref"}


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns, its rows, and what kind it is (long, matrix or cities)."""

    sheet: str
    kind: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    header_row: int
    merged: Sequence[tuple[int, int, int, int]] = ()

    def all(self, concept: str) -> list[Column]:
        """Return the columns of a concept, the best first."""
        return sorted((c for c in self.columns if c.concept == concept), key=lambda column: column.rank)

    def first(self, concept: str) -> Column | None:
        """Return the best column of a concept, if any."""
        return next(iter(self.all(concept)), None)


def tables_of(sheet: Sheet) -> Iterator[Table]:
    """Yield the tables of a sheet that look like an inventory, from top to bottom.

    A further table starts after an empty row; before that, a row that means more takes the place of the first header.
    """
    starts: list[_Start] = []
    previous = 0
    for index, row in enumerate(sheet.rows):
        gap = row.number > previous + 1
        previous = row.number
        if index >= _LOOK_AT and not gap:
            continue
        if len(starts) >= _LOOK_AT or _is_data(row) or not (found := _best_at(sheet, index)):
            continue
        if not starts or (gap and index > starts[-1].begin):
            starts.append(found)
        elif found.weight > starts[-1].weight:
            starts[-1] = found
    for position, start in enumerate(starts):
        end = starts[position + 1].top if position + 1 < len(starts) else len(sheet.rows)
        rows = sheet.rows[start.begin : end]
        yield Table(sheet.name, start.kind, start.columns, rows, sheet.rows[start.begin - 1].number, sheet.merged)


@dataclass(frozen=True, slots=True)
class _Start:
    top: int
    begin: int
    kind: str
    columns: tuple[Column, ...]

    @property
    def weight(self) -> int:
        return _weight(self.columns)


def _is_data(row: Row) -> bool:
    """Return whether a row holds numbers that are no years, so that it heads nothing."""
    numbers = 0
    for cell in row.cells:
        value = cell if isinstance(cell, int | float) else None
        if isinstance(cell, str) and (parsed := parse_number(cell)) and not parsed.unit:
            value = parsed.value
        if value is not None and not (1950 <= value <= 2060 and float(value).is_integer()):
            numbers += 1
    return numbers >= 2


def _weight(columns: Sequence[Column]) -> int:
    return sum(1 for column in columns if column.concept)


def _best_at(sheet: Sheet, index: int) -> _Start | None:
    """Return the header at this row, alone or together with the next row."""
    row = sheet.rows[index]
    texts = [row.text(i) for i in range(len(row.cells))]
    if sum(1 for text in texts if text and not text.replace(".", "").isdecimal()) < 2:
        return None
    options: list[tuple[int, int, str, tuple[Column, ...]]] = []
    for height, headings in ((1, texts), (2, _two_rows(sheet, index, texts))):
        if headings is None:
            continue
        columns = _refine(
            [replace(understand(text), index=i) for i, text in enumerate(headings)], sheet, index + height
        )
        kind = kind_of(columns)
        if kind:
            options.append((_weight(columns) - (height - 1), height, kind, tuple(columns)))
    if not options:
        return None
    _, height, kind, best = max(options, key=lambda option: (option[0], -option[1]))
    return _Start(index, index + height, kind, best)


def _two_rows(sheet: Sheet, index: int, top: list[str]) -> list[str] | None:
    """Return the headings of two rows joined, the upper ones spread over merged cells; None where there are none."""
    if index + 1 >= len(sheet.rows):
        return None
    below = sheet.rows[index + 1]
    if any(isinstance(cell, int | float) for cell in below.cells) or below.number != sheet.rows[index].number + 1:
        return None
    number = sheet.rows[index].number
    width = max(len(top), len(below.cells))
    spread = [*top, *[""] * (width - len(top))]
    for first_row, left, last_row, right in sheet.merged:
        if first_row <= number <= last_row and left < width:
            for column in range(left, min(right, width - 1) + 1):
                spread[column] = spread[column] or spread[left]
    return [f"{spread[i]} {below.text(i)}".strip() for i in range(width)]


def _refine(columns: list[Column], sheet: Sheet, start: int) -> list[Column]:
    """Let the cells below decide where headings leave it open: references, labels of sectors, units of factors."""
    sample = sheet.rows[start : start + 40]
    refined: list[Column] = []
    for column in columns:
        cells = [text for row in sample if (text := row.text(column.index))]
        if column.concept in ("unit", "activity_unit", "") and _share(cells, parse_factor_unit) > 0.6:
            column = replace(column, concept="factor_unit")
        elif column.concept in ("", "sector", "subsector") and _share(cells, parse_ref) > 0.8:
            column = replace(column, concept="gpc_ref")
        elif column.concept in _NUMBERS and not _numeric(cells):
            column = replace(column, concept="")
        refined.append(column)
    if not any(column.concept in _LABELS for column in refined):
        refined = _unnamed_labels(refined, sample)
    if any(column.concept == "factor_unit" for column in refined):
        refined = [replace(c, concept="factor") if c.concept == "loose_gas" else c for c in refined]
    elif not any(column.concept in _AMOUNTS for column in refined):
        refined = [replace(c, concept="gas") if c.concept == "loose_gas" else c for c in refined]
    return refined


def _numeric(cells: Sequence[str]) -> bool:
    """Return whether a column may hold amounts: at least a third of what is filled in are numbers."""
    filled = [text for text in cells if not (is_missing(text) or is_placeholder(text) or notation_key(text))]
    return not filled or _share(filled, parse_number) > 0.3


def _unnamed_labels(columns: list[Column], sample: Sequence[Row]) -> list[Column]:
    for position, column in enumerate(columns[:4]):
        cells = [text for row in sample if (text := row.text(column.index))]
        if column.concept in ("", "carrier") and len(cells) >= 3 and _share(cells, find_sector) > 0.6:
            return [*columns[:position], replace(column, concept="sector"), *columns[position + 1 :]]
    return columns


def _share(cells: Sequence[str], test: Callable[[str], object]) -> float:
    return sum(1 for cell in cells if test(cell)) / len(cells) if cells else 0.0


def kind_of(columns: Sequence[Column]) -> str:
    """Return long, matrix, cities, or "" for a row that heads no inventory."""
    has = [column.concept for column in columns]
    concepts = set(has)
    amounts = sum(1 for concept in has if concept in _AMOUNTS)
    if concepts & _LABELS:
        if has.count("scope_emissions") >= 1 and "scope" not in concepts:
            return "matrix"
        if amounts or {"activity", "factor"} <= concepts or ("notation" in concepts and "activity" in concepts):
            return "long"
        return ""
    if "city" in concepts and amounts:
        return "cities"
    return "cities" if amounts >= 2 and len(concepts & (_AMOUNTS | {"year", "population"})) >= 2 else ""
