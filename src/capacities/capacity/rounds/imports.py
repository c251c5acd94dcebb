"""A workbook that comes back: every answer read in either language, what is wrong told by sheet and row, differences.

Nothing is stored here. A fault anywhere means that nothing may be stored.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from capacities.capacity.questionnaires.models import Kind
from capacities.capacity.rounds.cells import NEAR, nearest, read_cell
from capacities.capacity.rounds.sheet import Item, Sheet
from capacities.capacity.rounds.values import (
    digest,
    same,
    told_value,
)
from capacities.capacity.rounds.workbook import (
    ANSWER,
    COMMENT,
    KEY,
    LISTS,
    MARK,
    MARK_COLUMN,
    SEEN_COMMENT,
    SEEN_VALUE,
)
from capacities.tables import cells as tables
from capacities.tables.cells import Row
from capacities.tables.names import closest, fold
from capacities.tables.problems import UnreadableTable
from capacities.tables.reader import read_file


@dataclass(frozen=True)
class Fault:
    """What is wrong in a workbook: sheet, row, the question, what came, what fits, and the nearest choice."""

    sheet: str
    row: int
    question: str
    message: str
    nearest: str = ""


@dataclass(frozen=True)
class Difference:
    """A field that the workbook would change. ``clashes``: somebody changed it here after the workbook was taken."""

    item: Item
    field: str
    value: Any
    seen: str
    clashes: bool

    @property
    def name(self) -> str:
        """Return how a form names it."""
        return f"{self.field}-{self.item.question.key}"

    @property
    def stored(self) -> str:
        """Return what is stored, in words."""
        return self.item.told if self.field == "value" else self.item.comment

    @property
    def told(self) -> str:
        """Return what the workbook says, in words."""
        return told_value(self.item.question, self.value) if self.field == "value" else str(self.value)


@dataclass
class Brought:
    """A workbook as read: differences to what is stored, faults, and answers that are newer here than in it."""

    differences: list[Difference] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    newer_here: list[Item] = field(default_factory=list)
    unchanged: int = 0


def read_answers(data: bytes, filename: str, sheet: Sheet) -> Brought:
    """Compare a workbook with what is stored. Rows are found by their key, or by the wording of the question."""
    language, brought = (get_language() or "en")[:2], Brought()
    try:
        file = read_file(data, filename)
    except UnreadableTable as unreadable:
        brought.faults = [Fault("", 0, "", problem.message(language)) for problem in unreadable.problems]
        return brought
    if _is_of_another(file.sheets, sheet):
        words = _("This workbook was taken from another self-assessment. Take it from this page and fill it in.")
        brought.faults = [Fault("", 0, "", words)]
        return brought
    found: set[str] = set()
    texts = _long_texts(data)
    for one in file.sheets:
        if one.name == LISTS:
            continue
        for row in one.rows:
            item = _item_of(row, sheet)
            if item is None:
                _note_stranger(brought, one.name, row, sheet)
            elif item.question.key in found:
                brought.faults.append(
                    Fault(one.name, row.number, str(item.question), _("This question stands in the workbook twice."))
                )
            else:
                found.add(item.question.key)
                _compare(brought, one.name, row, item, texts.get((one.name, row.number)))
    if not found and not brought.faults:
        words = _("No question of this self-assessment was found. Take the workbook from this page and fill it in.")
        brought.faults.append(Fault("", 0, "", words))
    return brought


def marked(data: bytes, faults: list[Fault]) -> bytes:
    """Return the workbook with a note at each cell that was not understood, to correct and bring back."""
    from openpyxl import load_workbook
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    book = load_workbook(io.BytesIO(data))
    for fault in faults:
        if fault.sheet in book.sheetnames and fault.row:
            cell = book[fault.sheet].cell(fault.row, ANSWER)
            cell.fill = PatternFill("solid", fgColor="FFF9D0CC")
            nearest = [_("Nearest: %(choice)s") % {"choice": fault.nearest}] if fault.nearest else []
            cell.comment = Comment("\n".join([fault.message, *nearest]), "Capacities", width=420, height=140)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _is_of_another(sheets: Sequence[tables.Sheet], sheet: Sheet) -> bool:
    """Return whether the workbook says that it belongs to another assessment; one without our mark says nothing."""
    first = {row.number: row.text(MARK_COLUMN - 1) for row in sheets[0].rows[:2]}
    return first.get(1) == MARK and first.get(2) != str(sheet.assessment.pk)


def _item_of(row: Row, sheet: Sheet) -> Item | None:
    key = row.text(KEY - 1)
    if key in sheet.items:
        return sheet.items[key]
    wording = fold(row.text(3))
    if key or not wording:
        return None
    return next(
        (item for item in sheet.items.values() if wording in {fold(text) for text in item.question.text.values()}), None
    )


def _note_stranger(brought: Brought, name: str, row: Row, sheet: Sheet) -> None:
    """A row with a key that this version does not have is only wrong where it holds an answer."""
    key = row.text(KEY - 1)
    if not key or key == "key" or not (row.text(ANSWER - 1) or row.text(COMMENT - 1)):
        return
    near = closest(key, sheet.items, cutoff=NEAR, limit=1)
    nearest = str(sheet.items[near[0][0]].question) if near else ""
    brought.faults.append(
        Fault(name, row.number, row.text(3) or key, _("This question is not part of the self-assessment now."), nearest)
    )


def _compare(brought: Brought, name: str, row: Row, item: Item, texts: tuple[str, str] | None) -> None:
    question = item.question
    answer, comment = texts or (row.text(ANSWER - 1), row.text(COMMENT - 1))
    given: dict[str, Any] = {"comment": comment}
    if question.kind != Kind.FILE:
        try:
            given["value"] = read_cell(question, answer if question.kind == Kind.TEXT else row.value(ANSWER - 1))
        except ValidationError as error:
            message = " ".join(error.messages)
            brought.faults.append(
                Fault(name, row.number, str(question), message, nearest(question, row.text(ANSWER - 1)))
            )
            return
    seen = {"value": row.text(SEEN_VALUE - 1), "comment": row.text(SEEN_COMMENT - 1)}
    for field_name, value in given.items():
        stored = item.comment if field_name == "comment" else item.value
        if same(stored, value):
            brought.unchanged += 1
        elif seen[field_name] and digest(value) == seen[field_name]:
            brought.newer_here.append(item)
        else:
            changed_here = bool(seen[field_name]) and item.seen[field_name] != seen[field_name]
            brought.differences.append(Difference(item, field_name, value, item.seen[field_name], changed_here))


def _long_texts(data: bytes) -> dict[tuple[str, int], tuple[str, str]]:
    """Return answers and comments by sheet and row with their lines, which a table of plain cells leaves out.

    The file has passed the door of ``tables.reader`` before.
    """
    from openpyxl import load_workbook

    if not data.startswith(b"PK"):
        return {}
    book, found = load_workbook(io.BytesIO(data), read_only=True, data_only=True), {}
    for sheet in book.worksheets:
        for number, cells in enumerate(sheet.iter_rows(min_col=ANSWER, max_col=COMMENT, values_only=True), start=1):
            answer, comment = ("" if cell is None else str(cell).replace("\r\n", "\n").strip() for cell in cells)
            if answer or comment:
                found[sheet.title, number] = answer, comment
    return found
