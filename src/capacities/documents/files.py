"""The files of a plan by kind: one function for the command and the pages. Heavy libraries load inside."""

from __future__ import annotations

from capacities.dayone.result import DayOnePlan

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MIME_TYPES = {
    "docx": _WORD,
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "inventory.csv": "text/csv; charset=utf-8",
    "letters.docx": _WORD,
}


def plan_file(plan: DayOnePlan, kind: str, language: str = "en") -> bytes:
    """Return a plan as the bytes of one file; ``kind`` is a key of MIME_TYPES. Raises ValueError for another."""
    match kind:
        case "docx":
            from capacities.documents.contract import contract
            from capacities.documents.docx import render_docx

            return render_docx(contract(plan, language))
        case "pdf":
            from capacities.documents.contract import contract
            from capacities.documents.pdf import render_pdf

            return render_pdf(contract(plan, language))
        case "html":
            from capacities.documents.contract import contract
            from capacities.documents.html import render_html

            return render_html(contract(plan, language)).encode("utf-8")
        case "xlsx":
            from capacities.documents.xlsx import plan_workbook

            return plan_workbook(plan, language)
        case "letters.docx":
            from capacities.documents.docx import render_docx
            from capacities.documents.letters import letters

            return render_docx(letters(plan, language))
    return _data_file(plan, kind, language)


def _data_file(plan: DayOnePlan, kind: str, language: str) -> bytes:
    """Return the plan as data: JSON, its measures or its inventory as CSV."""
    match kind:
        case "json":
            import json

            from capacities.dayone.document import plan_to_json

            document = plan_to_json(plan, language)
            return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2).encode("utf-8")
        case "csv":
            from capacities.documents.tabular import csv_of, measure_rows

            return csv_of(measure_rows(plan, language))
        case "inventory.csv":
            from capacities.documents.tabular import csv_of, inventory_rows

            return csv_of(inventory_rows(plan, language))
    raise ValueError(f"no file of kind {kind!r}; known are {', '.join(MIME_TYPES)}")
