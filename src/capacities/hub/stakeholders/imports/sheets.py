"""A file of stakeholders as sheets: opened, what is wrong with it, and how each sheet is read, as guessed or chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from capacities.hub.stakeholders.imports.columns import guess_fields, knows_heading
from capacities.tables.headed import HeadedTable, find_table
from capacities.tables.limits import Limits
from capacities.tables.problems import LANGUAGES, Problem
from capacities.tables.reader import ReadFile, read_file

LIMITS = Limits(rows=20_000, columns=300)  # four times the longest list that the import is measured with


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not fit: sheet, row as spreadsheets count (0 for all), heading, what came and what was expected."""

    sheet: str
    row: int
    column: str
    message: str
    key: str = ""  # of the row that cannot be imported so

    @property
    def place(self) -> str:
        """Return where it is, in words."""
        parts = [
            _("sheet %(name)s") % {"name": self.sheet} if self.sheet else "",
            _("row %(row)s") % {"row": self.row} if self.row else "",
            _("column %(name)s") % {"name": self.column} if self.column else "",
        ]
        return ", ".join(part for part in parts if part)


@dataclass(slots=True)
class SheetUse:
    """How a sheet is read: whether at all, and which field each of its columns holds."""

    table: HeadedTable
    is_used: bool
    fields: dict[int, str]

    @property
    def is_relations(self) -> bool:
        """Return whether the rows are relations."""
        return {"giver", "taker"} <= set(self.fields.values())


def open_file(data: bytes, name: str) -> ReadFile:
    """Return the sheets of a file. Raises UnreadableTable with problems that say what to do."""
    return read_file(data, name, LIMITS, keep_lines=True)


def file_faults(file: ReadFile, *, stopping: bool) -> list[Fault]:
    """Return what the reader itself found: what stops an import, such as too many rows, or what is only told."""
    return [
        Fault(problem.sheet, problem.row, problem.field, problem.message(_language()))
        for problem in file.problems
        if problem.severity == ("error" if stopping else "warning")
    ]


def reasons(problems: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return in the reader's language why a file could not be read, from problems as they were stored."""
    return [Problem(**problem).line(_language()) for problem in problems]


def _language() -> str:
    language = (get_language() or "")[:2]
    return language if language in LANGUAGES else "en"


def sheet_uses(
    file: ReadFile,
    reading: Mapping[str, Any],
    remembered: Mapping[str, str],
    header_rows: Mapping[str, int] = MappingProxyType({}),
) -> dict[str, SheetUse]:
    """Return for each sheet that holds a table, by its number, how it is read: as chosen, else as guessed.

    ``header_rows`` are rows of headings that somebody corrected just now: what their columns hold is guessed anew.
    """
    chosen = reading.get("sheets", {})
    uses: dict[str, SheetUse] = {}
    for number, sheet in enumerate(file.sheets):
        key = str(number)
        header_row = header_rows.get(key, chosen.get(key, {}).get("header_row"))
        table = find_table(sheet, lambda text: text in remembered or knows_heading(text), header_row)
        if table is None or not table.rows:
            continue
        if key in chosen and key not in header_rows:
            fields = {int(column): name for column, name in chosen[key]["fields"].items()}
            uses[key] = SheetUse(table, chosen[key]["is_used"], fields)
        else:
            fields = guess_fields(table.headings, remembered)
            found = set(fields.values())
            is_used = not sheet.hidden and ("name" in found or {"giver", "taker"} <= found)
            uses[key] = SheetUse(table, is_used, fields)
    return uses
