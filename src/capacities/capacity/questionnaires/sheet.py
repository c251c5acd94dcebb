"""A sheet with long texts that people fill in by hand, as the bytes of an XLSX file."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence


def sheet_to_fill_in(title: str, heads: Sequence[object], rows: Iterable[Sequence[object]], *widths: int) -> bytes:
    """Return a sheet with columns of these widths, whose heads and first three columns stay in view."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    from capacities.web.files import safe_cell

    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in (heads, *rows):
        sheet.append([safe_cell(cell) for cell in row])
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "D2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
