"""Our own templates, empty or filled: the inventory (XLSX, CSV) and the list of figures that a town may know."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from capacities.facts.climate import gpc_lines
from capacities.tables.gpc import NOTATION_KEYS
from capacities.tables.inventory_file import InventoryFile
from capacities.tables.known_inputs import askable
from capacities.tables.layouts.found import Amount
from capacities.tables.problems import texts

COLUMNS = (
    "ref", "subsector", "scope", "carrier", "notation", "reason", "activity", "activity_unit", "factor", "factor_unit",
    "co2", "ch4", "n2o", "other", "emissions", "quality", "source", "comment",
)  # fmt: skip
KNOWN_COLUMNS = ("input", "what", "value", "unit", "year", "source", "uncertainty_pct", "who")
ACTIVITY_UNITS = ("MWh", "GJ", "TJ", "kWh", "t", "kg", "m3", "l", "km", "person")
FACTOR_UNITS = ("t CO2e/MWh", "kg CO2e/kWh", "t CO2e/TJ", "kg CO2e/kg", "kg CO2e/l", "t CO2e/t", "kg CO2e/m3")
_WIDTHS = (10, 34, 7, 26, 9, 24, 13, 10, 13, 14, 11, 11, 11, 13, 15, 9, 26, 26)
_SPARE_ROWS = 400  # rows below the last one that keep drop-down lists and number formats
_INK, _BAND = "FF1D3B2A", "FFE8F0EA"


def write_template(path: Path, language: str = "en", inventory: InventoryFile | None = None) -> None:
    """Write the inventory template to ``path`` (.xlsx or .csv), filled with ``inventory`` if one is given.

    Reading a filled template gives the same rows and totals again; only the place of each row in its old file is lost.
    """
    rows = list(_empty_rows() if inventory is None else map(_filled_row, inventory.rows))
    if path.suffix.lower() == ".csv":
        _write_csv(path, _with_city(rows, language, inventory))
    else:
        _write_workbook(path, language, rows, _about(language, inventory))


def write_known_template(path: Path, language: str = "en") -> None:
    """Write the list of figures that a town may know, with units and who has them, to ``path`` (.xlsx or .csv)."""
    say = texts(language)
    rows: list[list[Any]] = [[say[f"known_column_{name}"] for name in KNOWN_COLUMNS]]
    for known in askable().values():
        rows.append(
            [known.id, known.names[language], None, known.unit, None, None, None, say[f"holder_{known.holder}"]]
        )
    if path.suffix.lower() == ".csv":
        _write_csv(path, rows)
        return
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = say["known_sheet"]
    for row in rows:
        sheet.append(row)
    _dress(sheet, (22, 52, 14, 10, 8, 28, 16, 46))
    book.save(path)


def _with_city(rows: Sequence[Sequence[Any]], language: str, inventory: InventoryFile | None) -> list[Sequence[Any]]:
    """Put city and year, which a workbook has on a sheet of their own, into columns."""
    say = texts(language)
    key = [inventory.city, inventory.year] if inventory else [None, None]
    return [[say["column_city"], say["column_year"], *_headings(language)], *([*key, *row] for row in rows)]


def _headings(language: str) -> list[str]:
    say = texts(language)
    return [say[f"column_{name}"] for name in COLUMNS]


def _empty_rows() -> Iterator[list[Any]]:
    """Yield a row for each GPC line that BASIC and BASIC+ ask for."""
    for line in gpc_lines():
        if line.reporting_level in ("BASIC", "BASIC+"):
            yield [line.ref, line.subsector, int(line.scope), *[None] * (len(COLUMNS) - 3)]


def _filled_row(amount: Amount) -> list[Any]:
    """Return one amount as a row: activity and factor where both are known, and the tonnes that count."""
    where = amount.where
    cells: dict[str, Any] = {
        "ref": where.ref or where.subsector or where.sector, "subsector": amount.label, "scope": amount.scope,
        "carrier": amount.carrier, "notation": amount.notation, "reason": amount.note, "activity": amount.activity,
        "activity_unit": amount.activity_unit, "emissions": amount.emissions_t,
    }  # fmt: skip
    if amount.factor_t is not None and amount.factor_unit:
        cells["factor"] = amount.factor_t
        cells["factor_unit"] = "t CO2e/" + amount.factor_unit.rpartition("/")[2]
    return [cells.get(name) for name in COLUMNS]


def _about(language: str, inventory: InventoryFile | None) -> list[list[Any]]:
    say = texts(language)
    given: Mapping[str, Any] = {}
    if inventory is not None:
        given = {"city": inventory.city, "year": inventory.year, "population": inventory.population}
        given = {**given, "gwp": inventory.gwp.upper()}
    return [[say[f"about_{name}"], given.get(name)] for name in ("city", "country", "year", "population", "gwp")]


def _write_csv(path: Path, rows: Sequence[Sequence[Any]]) -> None:
    """Write CSV that spreadsheet programs open without asking: UTF-8 with its mark."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(rows)


def _write_workbook(path: Path, language: str, rows: Sequence[Sequence[Any]], about: Sequence[Sequence[Any]]) -> None:
    from openpyxl import Workbook

    say = texts(language)
    book = Workbook()
    first = book.active
    first.title = say["sheet_instructions"]
    for number in range(1, 9):
        first.append([say[f"instruction_{number}"]])
    first.column_dimensions["A"].width = 110
    _wrap(first)
    details = book.create_sheet(say["sheet_about"])
    for row in about:
        details.append(list(row))
    details.column_dimensions["A"].width, details.column_dimensions["B"].width = 42, 32
    table = book.create_sheet(say["sheet_inventory"])
    table.append(_headings(language))
    for row in rows:
        table.append(list(row))
    _dress(table, _WIDTHS)
    codes = book.create_sheet(say["sheet_codes"])
    codes.append([say["column_ref"], say["column_subsector"], say["codes_meaning"], say["codes_level"]])
    for line in gpc_lines():
        codes.append([line.ref, line.subsector, _meaning(line.ref), line.reporting_level])
    _dress(codes, (12, 52, 70, 18))
    _drop_downs(table, codes.title, len(gpc_lines()), len(rows) + 1 + _SPARE_ROWS)
    book.active = 0
    book.save(path)


def _meaning(ref: str) -> str:
    from capacities.tables.gpc import lines_by_ref

    line = lines_by_ref()[ref]
    return f"{line.sector}: {line.subsector}, scope {line.scope}"


def _drop_downs(table: Any, codes: str, count: int, last: int) -> None:
    """Offer references, scopes, notation keys, units and data quality; other units may be typed."""
    from openpyxl.worksheet.datavalidation import DataValidation

    lists = {
        "A": (f"='{codes}'!$A$2:$A${count + 1}", False),
        "C": ('"1,2,3"', True),
        "E": (f'"{",".join(NOTATION_KEYS)}"', True),
        "H": (f'"{",".join(ACTIVITY_UNITS)}"', False),
        "J": (f'"{",".join(FACTOR_UNITS)}"', False),
        "P": ('"H,M,L"', True),
    }
    for column, (formula, strict) in lists.items():
        rule = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=strict)
        rule.add(f"{column}2:{column}{last}")
        table.add_data_validation(rule)


def _dress(sheet: Any, widths: Sequence[int]) -> None:
    """Give a table a heading that stays in sight, column widths and wrapped headings."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for cell in sheet[1]:
        cell.font = Font(bold=True, color=_INK)
        cell.fill = PatternFill("solid", fgColor=_BAND)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for index, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.freeze_panes = "A2"


def _wrap(sheet: Any) -> None:
    from openpyxl.styles import Alignment, Font

    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet["A1"].font = Font(bold=True, size=14, color=_INK)
