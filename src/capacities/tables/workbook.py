"""XLSX workbooks: guarded against bombs, read without formulas' code or macros, one pass over the cells."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from capacities.tables.cells import BadCell, Row, Sheet, Value
from capacities.tables.limits import Limits
from capacities.tables.names import clean
from capacities.tables.problems import Params, Problem, UnreadableTable
from capacities.tables.sheet_xml import BookParts, rows_of

_MERGE = re.compile(rb'<(?:\w+:)?mergeCell [^>]*ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_MAX_MERGED = 5_000


def read_workbook(
    data: bytes, name: str, limits: Limits, tidy: Callable[[str], str] = clean
) -> tuple[list[Sheet], list[Problem]]:
    """Return the sheets of a workbook in file order. Raises UnreadableTable for what is no sound workbook."""
    problems = _guard(data, name, limits)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            sheets, found = _read(data, limits, tidy)
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


def _read(data: bytes, limits: Limits, tidy: Callable[[str], str]) -> tuple[list[Sheet], list[Problem]]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    parts = _sheet_parts(data, book)
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    cells_left = limits.cells
    for source in book.worksheets[: limits.sheets]:
        sheet = Sheet(source.title, hidden=source.sheet_state != "visible")
        sheet.merged = _merged(parts[source.title])
        xml = parts[source.title]
        rows = rows_of(xml, BookParts.of(book, source), tidy)
        cells_left -= _fill(sheet, rows, limits, cells_left, problems)
        problems += _uncalculated(sheet)
        if sheet.hidden and sheet.rows:
            problems.append(Problem("hidden_sheet", sheet=sheet.name, severity="info"))
        sheets.append(sheet)
    return sheets, problems


def _sheet_parts(data: bytes, book: Any) -> dict[str, bytes]:
    """Return the XML of each worksheet by its title."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {sheet.title: archive.read(sheet._worksheet_path) for sheet in book.worksheets}


def _fill(
    sheet: Sheet, rows: Iterable[tuple[int, list[Value]]], limits: Limits, cells_left: int, problems: list[Problem]
) -> int:
    """Copy the rows; return how many cells they have."""
    used = 0
    for number, cells in rows:
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


def _uncalculated(sheet: Sheet) -> Iterator[Problem]:
    """Yield one problem for all formulas without a stored result, at the first: a program wrote them uncalculated."""
    from openpyxl.utils import get_column_letter

    found = [
        (row.number, column, cell.text)
        for row in sheet.rows
        for column, cell in enumerate(row.cells)
        if isinstance(cell, BadCell) and cell.kind == "formula"
    ]
    if found:
        number, column, text = found[0]
        place = f"{get_column_letter(column + 1)}{number}"
        params: Params = {"formula": text, "count": len(found)}
        yield Problem("formula_without_value", sheet.name, number, place, params, "warning")


def _merged(xml: bytes) -> list[tuple[int, int, int, int]]:
    """Return the merged areas, which stand after the rows: first row, first column, last row, last column."""
    found = []
    for match in islice(_MERGE.finditer(xml, max(0, xml.rfind(b"sheetData>"))), _MAX_MERGED):
        left, top, right, bottom = (part.decode() for part in match.groups())
        found.append((int(top), _column(left), int(bottom), _column(right)))
    return found


def _column(letters: str) -> int:
    from openpyxl.utils import column_index_from_string

    return int(column_index_from_string(letters)) - 1
