"""Workbooks as people bring them, for tests of the import."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from capacities.hub.stakeholders import services
from capacities.hub.stakeholders.imports.preparing import file_of, remembered_columns
from capacities.hub.stakeholders.imports.sheets import sheet_uses
from capacities.hub.stakeholders.models import StakeholderImport, StakeholderMap


def workbook(sheets: dict[str, list[list[Any]]], merges: dict[str, list[str]] | None = None) -> bytes:
    """Return a workbook with these rows; `merges` names merged ranges by sheet."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for area in (merges or {}).get(name, []):
            sheet.merge_cells(area)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def upload(data: bytes, name: str = "list.xlsx") -> SimpleUploadedFile:
    """Return what a form hands over."""
    return SimpleUploadedFile(name, data)


def brought(by: Any, chosen: StakeholderMap, data: bytes, name: str = "list.xlsx", **options: Any) -> StakeholderImport:
    """Return an import with its columns mapped as they are guessed."""
    one = services.bring_file(by=by, chosen=chosen, upload=upload(data, name))
    uses = sheet_uses(file_of(one), {}, remembered_columns(chosen.hub))
    return services.map_columns(by=by, brought=one, uses=uses, **options)
