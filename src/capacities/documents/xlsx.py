"""All figures of a plan as a workbook: real numbers, units in the headers, frozen heads, notes on what they mean."""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from capacities.dayone import texts as names
from capacities.dayone.numbers import date_text
from capacities.dayone.result import DayOnePlan, Range
from capacities.documents.context import Context
from capacities.documents.tabular import (
    Rows,
    find_first_rows,
    inventory_rows,
    investment_rows,
    measure_rows,
    pathway_rows,
    safe_text,
    source_rows,
)

INK, SOFT = "111C33", "4A5872"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_WIDEST = 60


def plan_workbook(plan: DayOnePlan, language: str = "en") -> bytes:
    """Return the workbook: Summary, Inventory, Pathway, Measures, Investment, Find first, Sources."""
    c = Context(plan, language, "1")
    book = Workbook()
    _properties(book, c)
    summary = book.active
    assert isinstance(summary, Worksheet)
    _summary(summary, c)
    for key, rows in (
        ("inventory", inventory_rows(plan, language)),
        ("pathway", pathway_rows(plan, language)),
        ("measures", measure_rows(plan, language)),
        ("investment", investment_rows(plan, language)),
        ("find_first", find_first_rows(plan, language)),
        ("sources", source_rows(plan, language)),
    ):
        _table(
            book.create_sheet(c.t(f"workbook.sheets.{key}")),
            rows,
            c.t(f"workbook.notes.{key}"),
            total=key in ("measures", "investment"),
            label=c.t("words.total"),
        )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _properties(book: Workbook, c: Context) -> None:
    about = book.properties
    about.title, about.subject = f"{c.plan.place.name}: {c.t('words.draft_name')}", c.t("words.subject")
    about.creator = about.lastModifiedBy = c.t("words.author")
    about.keywords, about.language = ", ".join(c.lines("words.keywords")), c.language
    about.created = about.modified = datetime.fromisoformat(c.plan.settings.created)


def _summary(sheet: Worksheet, c: Context) -> None:
    """Write the key figures with ranges and what the reader must know."""
    plan, draft = c.plan, c.plan.plan
    sheet.title = c.t("workbook.sheets.summary")
    sheet["A1"] = _clean(plan.place.name)
    sheet["A1"].font = Font(bold=True, size=18, color=INK)
    sheet["A2"] = f"{c.t('words.draft_name')} · {date_text(plan.settings.created, c.language)}"
    sheet["A2"].font = Font(color=SOFT)
    rows: Rows = [list(c.headers("workbook.summary_headers"))]
    tier = names.tier_name(plan.inventory.tier, c.language)
    rows.append([c.t("cover.population"), c.t("workbook.persons"), plan.place.population, None, None, ""])
    rows.append(_ranged(c.t("summary.emissions"), "t CO₂e", plan.inventory.total_t, tier))
    rows.append(_ranged(c.t("summary.per_head"), "t CO₂e", plan.inventory.per_head_t, tier))
    for sector, value in plan.inventory.sectors.items():
        sector_tier = names.tier_name(plan.inventory.sector_tiers[sector], c.language)
        rows.append(_ranged(names.sector_name(sector, c.language), "t CO₂e", value, sector_tier))
    rows += [
        [c.t("gap.row_without"), "t CO₂e", draft.baseline_t, None, None, ""],
        _ranged(c.t("summary.residual"), "t CO₂e", draft.residual_range_t, ""),
        [c.t("gap.row_target"), "t CO₂e", draft.target_t, None, None, ""],
        [c.t("workbook.probability"), "1", draft.target_probability, None, None, ""],
        _ranged(c.t("summary.investment"), "EUR", draft.investment_eur, ""),
    ]
    _write(sheet, rows, first=4)
    sheet.freeze_panes = "A5"
    notes = (c.t("read.range"), c.t("read.tiers"), c.t("cover.remark"))
    for i, note in enumerate(notes, start=len(rows) + 5):
        sheet.merge_cells(start_row=i, start_column=1, end_row=i, end_column=6)
        sheet.cell(i, 1, note).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(i, 1).font = Font(color=SOFT)
        sheet.row_dimensions[i].height = 48


def _ranged(label: str, unit: str, value: Range, tier: str) -> list[Any]:
    return [label, unit, value.p50, value.p5, value.p95, tier]


def _table(sheet: Worksheet, rows: Rows, note: str, *, total: bool, label: str) -> None:
    """Write a data sheet; money and tonnes that may be added get a sum row with formulas."""
    _write(sheet, rows, first=1)
    sheet.freeze_panes = "C2" if len(rows[0]) > 8 else "B2"
    sheet["A1"].comment = Comment(note, "Capacities", width=380, height=110)
    if total and len(rows) > 1:
        _total_row(sheet, rows, label)
    else:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(rows[0]))}{len(rows)}"


def _total_row(sheet: Worksheet, rows: Rows, label: str) -> None:
    line = Border(top=Side(style="medium", color=INK))
    at = len(rows) + 1
    for column, header in enumerate(rows[0], start=1):
        cell = sheet.cell(at, column)
        cell.border, cell.font = line, Font(bold=True, color=INK)
        letter = get_column_letter(column)
        if column == 1:
            cell.value = label
        elif str(header).endswith(("[t CO₂e]", "[EUR]")):
            cell.value, cell.number_format = f"=SUM({letter}2:{letter}{at - 1})", "#,##0"


def _write(sheet: Worksheet, rows: Rows, *, first: int) -> None:
    """Write rows from line ``first`` on: head bold with a rule, numbers with a format, columns as wide as needed."""
    rule = Border(bottom=Side(style="medium", color=INK))
    for i, row in enumerate(rows):
        for j, value in enumerate(row, start=1):
            cell = sheet.cell(first + i, j, _clean(value))
            cell.alignment = Alignment(
                vertical="top", wrap_text=i == 0 or (isinstance(value, str) and len(value) > _WIDEST)
            )
            if i == 0:
                cell.font, cell.border, cell.fill = (
                    Font(bold=True, color=INK),
                    rule,
                    PatternFill("solid", fgColor="F2F5F9"),
                )
            elif isinstance(value, float):
                cell.number_format = "#,##0" if abs(value) >= 100 else "#,##0.00" if abs(value) >= 0.1 else "0.0000"
    for j in range(1, len(rows[0]) + 1):
        widest = max(_shown_width(row[j - 1], head=i == 0) for i, row in enumerate(rows))
        letter = get_column_letter(j)
        sheet.column_dimensions[letter].width = max(
            sheet.column_dimensions[letter].width or 0, min(widest + 2, _WIDEST)
        )


def _shown_width(value: Any, *, head: bool) -> int:
    if isinstance(value, float):
        return len(f"{value:,.0f}")
    text = "" if value is None else str(value)
    return max((len(word) for word in text.split()), default=0) if head else len(text)


def _clean(value: Any) -> Any:
    """Return a value that a workbook may hold: no control characters, no text that reads as a formula."""
    return safe_text(_CONTROL.sub("", value)) if isinstance(value, str) else value
