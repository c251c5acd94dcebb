"""An assessment as a workbook for those who work offline: a sheet for each section, with lists to choose from.

Hidden columns carry the key of each question and marks of what was stored, so that an import sees who changed what.
"""

from __future__ import annotations

import io
import re
from typing import Any

from django.utils.translation import gettext as _

from capacities.capacity.questionnaires.models import Kind, Question
from capacities.capacity.rounds.sheet import Item, SectionSheet, Sheet
from capacities.capacity.rounds.values import EMPTY, option_label
from capacities.engines.maturity import NOT_APPLICABLE

# Columns, from A: hidden key and marks, then what people read and fill in.
KEY, SEEN_VALUE, SEEN_COMMENT, TEXT, HELP, ANSWER, COMMENT = range(1, 8)
WIDTHS = {TEXT: 46, HELP: 60, ANSWER: 40, COMMENT: 44}
HEAD_ROW = 3
LISTS = "lists"
MARK, MARK_COLUMN = "capacities-answers-1", 3  # on the first sheet, with the number of the assessment below
_INK, _BAND, _FIELD = "FF111C33", "FFF2F5F9", "FFFFF8E1"
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\']")


def workbook_of(sheet: Sheet) -> bytes:
    """Return an assessment as XLSX, with words in the reader's language."""
    from openpyxl import Workbook

    book = Workbook()
    about = book.active
    _about(about, sheet)
    lists = book.create_sheet(LISTS)
    lists.sheet_state = "hidden"
    names: set[str] = {about.title, LISTS}
    for part in sheet.sections:
        if part.items:
            _section(book.create_sheet(_title(str(part.section), names)), part, lists)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def choices_of(question: Question) -> list[str]:
    """Return the words to choose from in a cell, "not applicable" last; nothing for numbers and texts."""
    if question.kind not in (Kind.MATURITY, Kind.SINGLE):
        return []
    return [*(option_label(question, option["key"]) for option in question.options), _("not applicable")]


def cell_of(item: Item) -> Any:
    """Return an answer as a cell holds it, which an import reads back to the same value."""
    value, question = item.value, item.question
    if value in EMPTY:
        return None
    if value == NOT_APPLICABLE:
        return _("not applicable")
    if question.kind in (Kind.MATURITY, Kind.SINGLE):
        return option_label(question, value)
    if question.kind == Kind.MULTIPLE:
        return "; ".join(str(question.option_text(key)) for key in value)
    return value


def _put(sheet: Any, row: int, column: int, value: Any) -> Any:
    """Write a cell and return it; a text stays one, whatever it begins with, and never becomes a formula."""
    cell = sheet.cell(row, column, value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
    return cell


def _about(about: Any, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Font

    assessment = sheet.assessment
    about.title = _("Read first")
    lines = [
        f"{assessment.respondent} – {assessment.round}",
        _("Fill in the column “Answer” of each sheet: choose from the list, or type. Nothing else has to be changed."),
        _("Several choices stand in one cell, parted by semicolons."),
        _("Where a question does not concern you, answer “not applicable” and say why in the column “Comment”."),
        _("Then bring the workbook back on the page “Take along and bring back”."),
        _("Before anything is stored you see what would change, also where a colleague changed an answer meanwhile."),
    ]
    for number, line in enumerate(lines, start=1):
        _put(about, number, 1, line).alignment = Alignment(wrap_text=True, vertical="top")
    about["A1"].font = Font(bold=True, size=14, color=_INK)
    about.cell(1, MARK_COLUMN, MARK)
    about.cell(2, MARK_COLUMN, assessment.pk)
    about.column_dimensions["A"].width = 100
    about.column_dimensions["C"].hidden = True


def _section(sheet: Any, part: SectionSheet, lists: Any) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    _put(sheet, 1, TEXT, str(part.section)).font = Font(bold=True, size=14, color=_INK)
    heads = {
        KEY: "key", SEEN_VALUE: "seen", SEEN_COMMENT: "seen_comment", TEXT: _("Question"), HELP: _("Choices and hints"),
        ANSWER: _("Answer"), COMMENT: _("Comment"),
    }  # fmt: skip
    for column, name in heads.items():
        cell = sheet.cell(HEAD_ROW, column, name)
        cell.font, cell.fill = Font(bold=True, color=_INK), PatternFill("solid", fgColor=_BAND)
    for row, item in enumerate(part.items, start=HEAD_ROW + 1):
        cells = {
            KEY: item.question.key, SEEN_VALUE: item.seen["value"], SEEN_COMMENT: item.seen["comment"],
            TEXT: str(item.question), HELP: _help(item), ANSWER: cell_of(item), COMMENT: item.comment or None,
        }  # fmt: skip
        for column, value in cells.items():
            cell = _put(sheet, row, column, value)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if column in (ANSWER, COMMENT):
                cell.fill = PatternFill("solid", fgColor=_FIELD)
        _list_of_choices(sheet, row, item.question, lists)
    for column in (KEY, SEEN_VALUE, SEEN_COMMENT):
        sheet.column_dimensions[get_column_letter(column)].hidden = True
    for column, width in WIDTHS.items():
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = sheet.cell(HEAD_ROW + 1, ANSWER)


def _list_of_choices(sheet: Any, row: int, question: Question, lists: Any) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    choices = choices_of(question)
    if not choices:
        return
    column = lists.max_column + 1 if lists.cell(1, 1).value is not None else 1
    lists.cell(1, column, question.key)
    for number, choice in enumerate(choices, start=2):
        _put(lists, number, column, choice)
    letter = get_column_letter(column)
    rule = DataValidation("list", formula1=f"'{LISTS}'!${letter}$2:${letter}${len(choices) + 1}", allow_blank=True)
    rule.errorStyle = "warning"
    rule.error = _("This is not one of the choices.")[:255]
    sheet.add_data_validation(rule)
    rule.add(sheet.cell(row, ANSWER))


def _help(item: Item) -> str | None:
    from capacities.capacity.rounds.rows import Row
    from capacities.core.texts import told_in

    question = item.question
    lines = [told_in(question.hint).text, told_in(question.unit).text, Row(item, [], "").limits]
    if question.kind == Kind.MULTIPLE:
        lines.append(_("Several fit, parted by semicolons."))
    if question.kind == Kind.FILE:
        lines.append(_("Files are attached on the page, not here."))
    if question.condition:
        lines.append(_("Asked only if an earlier answer makes it fit; otherwise leave it empty."))
    lines += [option_label(question, option["key"]) for option in question.options]
    return "\n".join(line for line in lines if line) or None


def _title(name: str, taken: set[str]) -> str:
    """Return a name that a sheet may bear and none bears yet."""
    base = _NOT_IN_TITLES.sub(" ", name).strip()[:28] or "-"
    found = next(title for title in (base, *(f"{base} {n}" for n in range(2, 100))) if title not in taken)
    taken.add(found)
    return found
