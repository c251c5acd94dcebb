"""WordprocessingML of runs, paragraphs and tables as text: one string per block, parsed once by the caller.

Building tables cell by cell through python-docx takes seconds for a plan; strings take milliseconds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape, quoteattr

from capacities.documents.tree import Align, Inline, Span, spans

TEXT_WIDTH_TWIPS = 9411  # 166 mm, the width between the margins
TOTAL_EDGE = '<w:tcBorders><w:top w:val="single" w:sz="12" w:space="0" w:color="111C33"/></w:tcBorders>'
MARKS = {"t1": "●", "t2": "◐", "t3": "○", "t4": "◌", "s1": "■", "s2": "◧", "s3": "□"}

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Return text that XML may carry: escaped, without control characters."""
    return escape(_FORBIDDEN.sub("", text))


def bookmark(id: str) -> str:
    """Return the bookmark name of an anchor: Word allows letters, digits and underscores, 40 in all."""
    return ("s_" + re.sub(r"\W", "_", id))[:40]


def run(span: Span, link: Callable[[str], str] | None = None) -> str:
    """Return one run; ``link`` gives the relation id of an outside address."""
    look = ("<w:b/>" if span.bold else "") + ("<w:i/>" if span.italic else "")
    mark = ""
    if span.mark:
        look_of_mark = '<w:rFonts w:ascii="Segoe UI Symbol" w:hAnsi="Segoe UI Symbol" w:cs="Segoe UI Symbol"/>'
        if span.mark.startswith("#"):
            look_of_mark += f'<w:color w:val="{span.mark[1:]}"/>'
        shape = MARKS.get(span.mark, "■")
        mark = f'<w:r><w:rPr>{look_of_mark}</w:rPr><w:t xml:space="preserve">{shape} </w:t></w:r>'
    if span.href:
        look += '<w:color w:val="17479E"/><w:u w:val="single"/>'
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    body = f'{mark}<w:r>{properties}<w:t xml:space="preserve">{clean(span.text)}</w:t></w:r>'
    if span.href.startswith("#"):
        return f"<w:hyperlink w:anchor={quoteattr(bookmark(span.href[1:]))}>{body}</w:hyperlink>"
    if span.href and link:
        return f'<w:hyperlink r:id="{link(span.href)}">{body}</w:hyperlink>'
    return body


def runs(text: Inline, link: Callable[[str], str] | None = None) -> str:
    """Return inline text as runs."""
    return "".join(run(span, link) for span in spans(text))


def paragraph(style: str, content: str, extra: str = "") -> str:
    """Return a paragraph of a style (by its id) around ready runs."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{content}</w:p>'


def field(instruction: str, shown: str) -> str:
    """Return a field with the text that stands there until Word computes it anew."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {instruction} '
        f'</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{clean(shown)}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def column_widths(shares: Sequence[float], columns: int) -> list[int]:
    """Return the widths of columns in twips from their shares; equal without shares."""
    shares = shares or [1.0] * columns
    return [round(TEXT_WIDTH_TWIPS * share / sum(shares)) for share in shares]


def cell(content: str, width: int, style: str, align: Align = "left", extra: str = "") -> str:
    """Return a table cell with one paragraph."""
    where = "" if align == "left" else f'<w:jc w:val="{align}"/>'
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{extra}</w:tcPr>{paragraph(style, content, where)}</w:tc>'


def row(cells: Sequence[str], *, header: bool = False, height: int = 0) -> str:
    """Return a table row that stays on one page; a header row repeats on each."""
    tall = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    repeat = "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{tall}{repeat}</w:trPr>{''.join(cells)}</w:tr>"


def table(
    style: str,
    widths: Sequence[int],
    rows: Sequence[str],
    *,
    title: str,
    first_row: bool = True,
    first_column: bool = True,
    total: bool = False,
) -> str:
    """Return a table of fixed layout; ``title`` is what a screen reader says of it."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    value = 0x0600 | first_row * 0x0020 | total * 0x0040 | first_column * 0x0080
    look = f'w:val="{value:04X}" w:firstRow="{first_row:d}" w:lastRow="{total:d}" w:firstColumn="{first_column:d}"'
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook {look} w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(_FORBIDDEN.sub('', title))}/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"{''.join(rows)}</w:tbl>"
    )
