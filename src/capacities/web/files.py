"""Lists as files: CSV and JSON row by row, XLSX through a file on disk. Formulas are never written."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from tempfile import TemporaryFile
from typing import Any

from django.http import FileResponse, Http404, StreamingHttpResponse
from django.http.response import HttpResponseBase

KINDS = ("csv", "xlsx", "json")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

Row = Sequence[str | int | float | bool | None]


def file_response(kind: str, name: str, columns: Sequence[str], rows: Iterable[Row]) -> HttpResponseBase:
    """Return a list as `csv`, `xlsx` or `json`; raises Http404 for another kind."""
    if kind not in KINDS:
        raise Http404
    if kind == "xlsx":
        return _xlsx(name, columns, rows)
    lines = _csv_lines(columns, rows) if kind == "csv" else _json_lines(columns, rows)
    content_type = "text/csv; charset=utf-8" if kind == "csv" else "application/json"
    response = StreamingHttpResponse(lines, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def safe_cell(value: Any) -> Any:
    """Return a value that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, value: str) -> str:
        return value


def _csv_lines(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(columns)
    for row in rows:
        yield writer.writerow(["" if value is None else safe_cell(value) for value in row])


def _json_lines(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    before = "[\n"
    for row in rows:
        yield before + json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _xlsx(name: str, columns: Sequence[str], rows: Iterable[Row]) -> FileResponse:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    heads = [WriteOnlyCell(sheet, value=column) for column in columns]
    for head in heads:
        head.font = Font(bold=True)
    sheet.append(heads)
    for row in rows:
        sheet.append([safe_cell(value) for value in row])
    file = TemporaryFile()  # noqa: SIM115  # FileResponse closes it
    book.save(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)
