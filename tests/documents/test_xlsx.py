"""The workbook is read back: numbers are numbers, heads are frozen, unknown cells are empty."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from capacities.documents.files import MIME_TYPES, plan_file
from capacities.documents.xlsx import plan_workbook
from tests.documents.plans import hostile_plan, plan_with_missing_values, plan_without_measures
from tests.factories import make_plan


def opened(plan=None, language: str = "en"):  # type: ignore[no-untyped-def]
    return openpyxl.load_workbook(io.BytesIO(plan_workbook(plan or make_plan(), language)))


def column(sheet, header: str) -> list[object]:  # type: ignore[no-untyped-def]
    headers = [cell.value for cell in sheet[1]]
    return [row[headers.index(header)].value for row in sheet.iter_rows(min_row=2)]


@pytest.mark.parametrize(
    ("language", "sheets"),
    [
        ("en", ["Summary", "Inventory", "Pathway", "Measures", "Investment", "Find first", "Sources"]),
        ("ro", ["Rezumat", "Inventar", "Traiectorie", "Măsuri", "Investiții", "De aflat întâi", "Surse"]),
    ],
)
def test_sheets_are_named_in_the_language(language: str, sheets: list[str]) -> None:
    assert opened(language=language).sheetnames == sheets


def test_emissions_are_numbers_that_add_up_to_the_total() -> None:
    plan = make_plan()
    book = opened(plan)

    tonnes = [v for v in column(book["Inventory"], "Emissions [t CO₂e]") if v is not None]

    assert all(isinstance(v, (int, float)) for v in tonnes)
    assert sum(tonnes) == pytest.approx(plan.inventory.total_t.p50)  # type: ignore[arg-type]


def test_a_line_that_does_not_occur_has_an_empty_cell_and_its_key() -> None:
    sheet = opened()["Inventory"]
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=2)}
    headers = [cell.value for cell in sheet[1]]

    assert rows["ippu_process"][headers.index("Emissions [t CO₂e]")].value is None
    assert rows["ippu_process"][headers.index("Notation key")].value == "NO"


def test_sums_are_formulas_over_all_measures() -> None:
    sheet = opened()["Measures"]

    last = {sheet.cell(1, i).value: sheet.cell(sheet.max_row, i).value for i in range(1, sheet.max_column + 1)}

    assert last["Investment [EUR]"] == "=SUM(K2:K5)"
    assert last["Level"] is None
    assert sum(column(sheet, "Investment [EUR]")[:-1]) == pytest.approx(110_600_000)  # type: ignore[arg-type]


def test_heads_are_frozen_explained_and_wide_enough() -> None:
    for sheet in opened().worksheets[1:]:
        assert sheet.freeze_panes in ("B2", "C2")
        assert sheet["A1"].comment is not None
        assert sheet["A1"].font.bold
        assert all(sheet.column_dimensions[c.column_letter].width >= 4 for c in sheet[1])


def test_the_summary_shows_best_estimate_and_both_ends() -> None:
    sheet = opened()["Summary"]
    rows = {row[0].value: [c.value for c in row] for row in sheet.iter_rows(min_row=5) if row[0].value}

    emissions = rows["Emissions in 2023"]
    assert emissions[3] < emissions[2] < emissions[4]
    assert emissions[5] == "National average"


@pytest.mark.parametrize("plan", [plan_without_measures(), plan_with_missing_values(), hostile_plan()])
def test_unusual_plans_open_and_no_text_is_a_formula(plan) -> None:  # type: ignore[no-untyped-def]
    for sheet in opened(plan).worksheets:
        formulas = [c.value for row in sheet.iter_rows() for c in row if c.data_type == "f"]
        assert all(str(value).startswith("=SUM(") for value in formulas)


def test_csv_files_hold_unrounded_numbers_with_a_point() -> None:
    text = plan_file(make_plan(), "csv", "ro").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))

    assert [float(row["Reducere în 2030 [t CO₂e]"]) for row in rows] == [11_800, 9_400, 5_200, 4_700]


@pytest.mark.parametrize("kind", list(MIME_TYPES))
def test_every_kind_of_file_is_made(kind: str) -> None:
    assert len(plan_file(make_plan(), kind, "ro")) > 500


def test_an_unknown_kind_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"docx, pdf"):
        plan_file(make_plan(), "odt")
