"""XLSX workbooks: guarded against bombs, read without formulas' code or macros, one pass over the cells."""

from __future__ import annotations

import html
import io
import re
import warnings
import zipfile
from typing import Any

from capacities.tables.cells import BadCell, Row, Sheet, Value
from capacities.tables.limits import Limits
from capacities.tables.names import clean
from capacities.tables.problems import Problem, UnreadableTable

_ERRORS = {"#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#N/A", "#SPILL!", "#CALC!", "#GETTING_DATA"}
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell [^>]*ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_FORMULA_CELL = re.compile(
    rb'<(?:\w+:)?c (?=[^>]*\br="([A-Z]{1,3})(\d{1,7})")([^>]*)>\s*(<(?:\w+:)?f[ >/].*?)</(?:\w+:)?c>', re.DOTALL
)
_STORED = re.compile(rb"<(?:\w+:)?v[^>/]*>[^<]")
_MAX_ROW, _MAX_COLUMN = 1_048_576, 16_383
_MAX_MERGED = 5_000


def read_workbook(data: bytes, name: str, limits: Limits) -> tuple[list[Sheet], list[Problem]]:
    """Return the sheets of a workbook in file order. Raises UnreadableTable for what is no sound workbook."""
    problems = _guard(data, name, limits)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            sheets, found = _read(data, limits)
    except UnreadableTable:
        raise
    except MemoryError:
        raise
    except Exception:  # a damaged file fails in openpyxl in dozens of ways; all mean the same to its owner
        raise UnreadableTable([Problem("damaged_workbook", params={"file": name})]) from None
    return sheets, problems + found


def _guard(data: bytes, name: str, limits: Limits) -> list[Problem]:
    """Refuse bombs and entity tricks before any XML is parsed; say where macros were left aside."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise UnreadableTable([Problem("damaged_workbook", params={"file": name})]) from None
    unpacked = sum(part.file_size for part in parts)
    ratio = unpacked / max(1, len(data))
    if unpacked > limits.unpacked_bytes or len(parts) > 5_000 or _dense(ratio, unpacked, limits):
        params = {"megabytes": round(unpacked / 1e6), "limit": round(limits.unpacked_bytes / 1e6)}
        raise UnreadableTable([Problem("zip_bomb", params=params)])
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        raise UnreadableTable([_other_kind(names, archive, name)])
    for part in parts:
        if part.flag_bits & 1:
            raise UnreadableTable([Problem("password_protected", params={"file": name})])
        if part.filename.endswith((".xml", ".rels", ".vml")) and _has_doctype(archive, part):
            raise UnreadableTable([Problem("xml_entities", params={"part": part.filename})])
    if any(part.endswith("vbaProject.bin") for part in names):
        return [Problem("macros_ignored", severity="info")]
    return []


def _dense(ratio: float, unpacked: int, limits: Limits) -> bool:
    return ratio > limits.ratio and unpacked > limits.ratio_from_bytes


def _other_kind(names: set[str], archive: zipfile.ZipFile, name: str) -> Problem:
    if "xl/workbook.bin" in names:
        return Problem("save_as_xlsx", params={"file": name, "kind": ".xlsb"})
    if "word/document.xml" in names:
        return Problem("wrong_type", params={"file": name, "kind": "DOCX"})
    if "mimetype" in names or "content.xml" in names:
        return Problem("save_as_xlsx", params={"file": name, "kind": "ODS"})
    return Problem("wrong_type", params={"file": name, "kind": "ZIP"})


def _has_doctype(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Return whether a part declares a document type: no spreadsheet program does, entity attacks must."""
    try:
        with archive.open(part) as stream:
            head = stream.read(20_000)
    except Exception:  # an unreadable part is found again, and named, when it is needed
        return False
    return b"<!DOCTYPE" in head.replace(b"\x00", b"").upper() or b"<!ENTITY" in head.replace(b"\x00", b"").upper()


def _read(data: bytes, limits: Limits) -> tuple[list[Sheet], list[Problem]]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    parts = _sheet_parts(data, book)
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    cells_left = limits.cells
    for source in book.worksheets[: limits.sheets]:
        sheet = Sheet(source.title, hidden=source.sheet_state != "visible")
        sheet.merged = _merged(parts.get(source.title, b""))
        cells_left -= _fill(sheet, source, limits, cells_left, problems)
        _mark_uncalculated(sheet, parts.get(source.title, b""), problems)
        if sheet.hidden and sheet.rows:
            problems.append(Problem("hidden_sheet", sheet=sheet.name, severity="info"))
        sheets.append(sheet)
    return sheets, problems


def _sheet_parts(data: bytes, book: Any) -> dict[str, bytes]:
    """Return the XML of each worksheet by its title, to see formulas and merged areas that row reading passes over."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {sheet.title: archive.read(sheet._worksheet_path) for sheet in book.worksheets}


def _fill(sheet: Sheet, source: Any, limits: Limits, cells_left: int, problems: list[Problem]) -> int:
    """Copy the rows that hold something; return how many cells they have."""
    source.reset_dimensions()
    used = 0
    for number, values in enumerate(source.iter_rows(values_only=True), start=1):
        if not any(value is not None for value in values):
            continue
        cells = _row(values)
        if len(sheet.rows) >= limits.rows or used + len(cells) > cells_left:
            problems.append(Problem("too_many_rows", sheet=sheet.name, row=number, params={"limit": limits.rows}))
            break
        if len(cells) > limits.columns:
            params = {"limit": limits.columns, "count": len(cells)}
            raise UnreadableTable([Problem("too_many_columns", sheet=sheet.name, row=number, params=params)])
        used += len(cells)
        sheet.rows.append(Row(number, cells))
        sheet.widest = max(sheet.widest, len(cells))
    return used


def _row(values: tuple[Any, ...]) -> list[Value]:
    end = len(values)
    while end and values[end - 1] is None:
        end -= 1
    return [_cell(value) if isinstance(value, str) else value for value in values[:end]]


def _cell(text: str) -> Value:
    return BadCell("error", text) if text in _ERRORS else clean(text) or None


def _mark_uncalculated(sheet: Sheet, xml: bytes, problems: list[Problem]) -> None:
    """Put a BadCell where a formula has no stored result, which happens when a program wrote it without calculating."""
    rows = {row.number: row for row in sheet.rows}
    first: dict[str, str | int] = {}
    count = 0
    for letters, number_text, attributes, content in _FORMULA_CELL.findall(xml):
        number, column = int(number_text), _column(letters)
        if b't="str"' in attributes or _STORED.search(content) or number > _MAX_ROW or column > _MAX_COLUMN:
            continue
        formula = "=" + html.unescape(re.sub(rb"<[^>]*>", b"", content).decode("utf-8", "replace"))[:60]
        rows[number] = _with_cell(rows.get(number), number, column, BadCell("formula", formula))
        count += 1
        first = first or {"row": number, "cell": f"{letters.decode()}{number}", "formula": formula}
    if count:
        params = {"formula": first["formula"], "count": count}
        row, cell = int(first["row"]), str(first["cell"])
        problems.append(Problem("formula_without_value", sheet.name, row, cell, params, "warning"))
        sheet.rows = [rows[number] for number in sorted(rows)]


def _with_cell(row: Row | None, number: int, column: int, cell: Value) -> Row:
    cells = list(row.cells) if row else []
    cells += [None] * (column + 1 - len(cells))
    cells[column] = cell
    return Row(number, cells)


def _merged(xml: bytes) -> list[tuple[int, int, int, int]]:
    found = []
    for match in _MERGE.finditer(xml):
        left, top, right, bottom = match.groups()
        found.append((int(top), _column(left), int(bottom), _column(right)))
        if len(found) >= _MAX_MERGED:
            break
    return found


def _column(letters: bytes) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + letter - 64
    return index - 1
