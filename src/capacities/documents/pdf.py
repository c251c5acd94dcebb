"""A document tree as an accessible PDF (PDF/UA-1) by typst: the tree goes in as data, the template draws it."""

from __future__ import annotations

import json
import tempfile
from dataclasses import fields
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from capacities.documents.docx_styles import LOCALES
from capacities.documents.fonts import font_folders
from capacities.documents.tree import Document, spans

_TEMPLATE = Path(__file__).with_name("document.typ")


def render_pdf(document: Document) -> bytes:
    """Return the document as the bytes of a tagged PDF that declares PDF/UA-1."""
    import typst

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "document.json").write_text(json.dumps(as_data(document)), encoding="utf-8")
        (Path(folder) / "document.typ").write_text(_TEMPLATE.read_text(encoding="utf-8"), encoding="utf-8")
        pdf = typst.compile(
            str(Path(folder) / "document.typ"),
            format="pdf",
            font_paths=font_folders(),
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
            timestamp=int(datetime.fromisoformat(document.created).replace(tzinfo=UTC).timestamp()),
        )
    assert isinstance(pdf, bytes)
    return pdf


def as_data(document: Document) -> dict[str, Any]:
    """Return the tree as plain values for the template; inline text becomes lists of spans."""
    day = date.fromisoformat(document.created)
    cover = document.cover
    top = min((heading.level for heading in document.headings()), default=1)
    return {
        "title": document.title,
        "author": document.author,
        "subject": document.subject,
        "keywords": list(document.keywords),
        "language": document.language,
        "region": LOCALES[document.language][3:],
        "date": [day.year, day.month, day.day],
        "header": document.header,
        "footer": document.footer,
        "page": document.words.page,
        "table": document.words.table,
        "figure": document.words.figure,
        "cover": cover
        and {
            "title": cover.title,
            "kind": cover.kind,
            "state": cover.state,
            "remark": cover.remark,
            "lines": [[name, _spans(value)] for name, value in cover.lines],
        },
        "parts": top == 1,
        "blocks": [_block(block, top) for block in document.blocks],
    }


def _spans(text: Any) -> list[dict[str, Any]]:
    return [_fields(span) for span in spans(text)]


def _fields(item: Any) -> dict[str, Any]:
    return {field.name: getattr(item, field.name) for field in fields(item)}


def _block(block: Any, top: int) -> dict[str, Any]:
    """Return one block with its type; texts become spans, and the highest headings, of level ``top``, level 1."""
    data = _fields(block) | {"type": type(block).__name__}
    match data["type"]:
        case "Heading":
            data["level"] = block.level - top + 1
        case "Paragraph":
            data["text"] = _spans(block.text)
        case "Bullets":
            data["items"] = [_spans(item) for item in block.items]
        case "Note":
            data["text"] = [_spans(item) for item in block.text]
        case "Table":
            data["rows"] = [[_spans(cell) for cell in row] for row in block.rows]
            data["widths"] = list(block.widths or [1.0] * len(block.headers))
        case "Facts":
            data["rows"] = [[name, _spans(value)] for name, value in block.rows]
        case "KeyFigures":
            data["items"] = [_fields(item) for item in block.items]
    return data
