"""A document tree as a Word file: real styles, headings with bookmarks, captions with numbers, repeated table heads."""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import replace

import docx
from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from capacities.documents import docx_text as wml
from capacities.documents.docx_frame import set_header_and_footer, set_properties
from capacities.documents.docx_styles import prepare
from capacities.documents.images import png_of
from capacities.documents.tree import (
    Blanks,
    Block,
    Bullets,
    Contents,
    Cover,
    Document,
    Facts,
    Figure,
    Heading,
    Inline,
    KeyFigures,
    Note,
    PageBreak,
    Paragraph,
    Span,
    Table,
    bold,
    spans,
)

PICTURE_WIDTH = Mm(166)
SHORT_LIST = 8  # numbered lists keep so many items together
SHORT_TABLE = 14  # tables of up to so many rows stay on one page
_NOTE_STYLES = {"city": "City", "suggestion": "Suggestion", "alert": "Alert"}
_KINDS = {"text": "Normal", "lede": "Lede", "small": "SourceLine"}


def render_docx(document: Document) -> bytes:
    """Return the document as the bytes of a Word file."""
    file = docx.Document()
    prepare(file, document.language)
    set_properties(file, document)
    set_header_and_footer(file, document)
    writer = _Writer(file, document)
    writer.write()
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


class _Writer:
    """Writes blocks one after the other before the section properties of the body."""

    def __init__(self, file: WordFile, document: Document) -> None:
        self.file, self.document = file, document
        self.end = file.element.body.sectPr
        self.counts: Counter[str] = Counter()
        self.bookmarks = 0
        self.links: dict[str, str] = {}
        self.break_next = False

    def write(self) -> None:
        if self.document.cover:
            self.cover(self.document.cover)
        for block in self.document.blocks:
            self.block(block)

    def add(self, xml: str) -> None:
        """Append one piece of WordprocessingML to the body."""
        if self.break_next and xml.startswith("<w:p>"):
            xml = re.sub(r"(<w:pStyle [^>]*/>)", r"\1<w:pageBreakBefore/>", xml, count=1)
            self.break_next = False
        start = xml.index(">")
        element = parse_xml(f"{xml[:start]} {nsdecls('w', 'r')}{xml[start:]}")
        self.end.addprevious(element)

    def link(self, address: str) -> str:
        """Return the relation id of an outside address."""
        if address not in self.links:
            part = self.file.part
            self.links[address] = part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return self.links[address]

    def text(self, style: str, text: Inline, extra: str = "") -> None:
        self.add(wml.paragraph(style, wml.runs(text, self.link), extra))

    def block(self, block: Block) -> None:
        match block:
            case Heading():
                self.heading(block)
            case Paragraph():
                self.text(_KINDS[block.kind], block.text)
            case Bullets():
                self.bullets(block)
            case Table():
                self.table(block)
            case Facts():
                self.facts(block)
            case Figure():
                self.figure(block)
            case Note():
                self.note(block)
            case KeyFigures():
                self.key_figures(block)
            case Blanks():
                self.blanks(block)
            case Contents():
                self.contents(block)
            case PageBreak():
                self.break_next = True

    def cover(self, cover: Cover) -> None:
        self.text("Normal", (Span(cover.state, bold=True, mark="s2"),), '<w:spacing w:before="2600" w:after="240"/>')
        self.text("Title", cover.title)
        self.text("Subtitle", cover.kind)
        label, value = 2200, wml.TEXT_WIDTH_TWIPS - 2200
        rows = [
            wml.row(
                [
                    wml.cell(wml.runs(bold(name)), label, "TableCell"),
                    wml.cell(wml.runs(text), value, "TableCell"),
                ]
            )
            for name, text in cover.lines
        ]
        self.add(wml.table("DataTable", [label, value], rows, title=cover.kind, first_row=False))
        self.text("Lede", cover.remark, '<w:spacing w:before="480"/>')
        self.break_next = True

    def heading(self, heading: Heading) -> None:
        self.bookmarks += 1
        name = wml.bookmark(heading.id)
        shown = f"{heading.number}\u2002{heading.text}" if heading.number else heading.text
        content = (
            f'<w:bookmarkStart w:id="{self.bookmarks}" w:name="{name}"/>{wml.runs(shown)}'
            f'<w:bookmarkEnd w:id="{self.bookmarks}"/>'
        )
        if heading.level == 1:
            self.break_next = False
        self.add(wml.paragraph(f"Heading{heading.level}", content))

    def bullets(self, block: Bullets) -> None:
        style = "ListNumber" if block.ordered else "ListBullet"
        extra = f'<w:numPr><w:numId w:val="{self.new_list()}"/></w:numPr>' if block.ordered else ""
        for i, item in enumerate(block.items, start=1):
            kept = "<w:keepNext/>" if block.ordered and i < min(len(block.items), SHORT_LIST) else ""
            self.text(style, item, kept + extra)

    def new_list(self) -> int:
        """Return a numbering that starts at 1 again."""
        numbering = self.file.part.numbering_part.element
        style = self.file.styles["List Number"].element
        kept = style.pPr.numPr.numId.val
        abstract = numbering.num_having_numId(kept).abstractNumId.val
        new = numbering.add_num(abstract)
        new.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(new.numId)

    def caption(self, kind: str, word: str, text: str, keep: bool = True) -> None:
        self.counts[kind] += 1
        sequence = wml.field(f"SEQ {kind} \\* ARABIC", str(self.counts[kind]))
        self.add(wml.paragraph("Caption", wml.runs(f"{word} ") + sequence + wml.runs(f". {text}")))

    def table(self, block: Table) -> None:
        if block.numbered:
            self.caption("Table", self.document.words.table, block.caption)
        widths = wml.column_widths(block.widths, len(block.headers))
        columns = list(zip(widths, block.align, strict=True))
        head = [
            wml.cell(wml.runs(text), width, "TableHeader", align)
            for text, (width, align) in zip(block.headers, columns, strict=True)
        ]
        rows = [wml.row(head, header=True)]
        for i, values in enumerate(block.rows, start=1):
            last = i == len(block.rows)
            style = "TableCell" if len(block.rows) > SHORT_TABLE or last else "TableKept"
            total = wml.TOTAL_EDGE if last and block.total else ""
            rows.append(
                wml.row(
                    [
                        wml.cell(
                            wml.runs(_strong(value) if j == 0 or total else value, self.link),
                            width,
                            style,
                            align,
                            total,
                        )
                        for j, (value, (width, align)) in enumerate(zip(values, columns, strict=True))
                    ]
                )
            )
        self.add(wml.table("DataTable", widths, rows, title=block.caption, total=block.total))
        self.after_table(block.notes)

    def after_table(self, notes: tuple[str, ...] = ()) -> None:
        """Write the notes under a table; without any, a thin line keeps it from the next table."""
        for note in notes:
            self.text("SourceLine", note)
        if not notes:
            self.text("TableEnd", "")

    def facts(self, block: Facts) -> None:
        label = round(wml.TEXT_WIDTH_TWIPS * 0.29)
        widths = [label, wml.TEXT_WIDTH_TWIPS - label]
        styles = ["TableKept"] * (len(block.rows) - 1) + ["TableCell"]
        rows = [
            wml.row(
                [
                    wml.cell(wml.runs(bold(name)), widths[0], style),
                    wml.cell(wml.runs(value, self.link), widths[1], style),
                ]
            )
            for style, (name, value) in zip(styles, block.rows, strict=True)
        ]
        self.add(wml.table("DataTable", widths, rows, title=block.caption, first_row=False))
        self.after_table()

    def figure(self, block: Figure) -> None:
        self.caption("Figure", self.document.words.figure, block.caption)
        paragraph = self.file.add_paragraph(style="Normal")
        shape = paragraph.add_run().add_picture(io.BytesIO(png_of(block.svg)), width=PICTURE_WIDTH)
        described = shape._inline.docPr
        described.set("descr", block.alt)
        described.set("title", block.caption)
        self.end.addprevious(paragraph._p)
        key = tuple(Span(f"{name}   ", mark=colour) for colour, name in block.key)
        if block.note or key:
            self.text("SourceLine", (*key, Span(block.note)))

    def note(self, block: Note) -> None:
        kind = _NOTE_STYLES[block.kind]
        self.text(f"{kind}Title", block.title)
        for i, text in enumerate(block.text, start=1):
            last = '<w:spacing w:after="200"/>' if i == len(block.text) else ""
            self.text(f"{kind}Text", text, last)

    def key_figures(self, block: KeyFigures) -> None:
        widths = wml.column_widths((), len(block.items))
        lines = [
            [
                wml.cell(wml.runs(item.label), width, "KeyLabel")
                for item, width in zip(block.items, widths, strict=True)
            ],
            [
                wml.cell(
                    wml.runs(item.value) + f'<w:r><w:rPr><w:b w:val="0"/><w:sz w:val="20"/></w:rPr>'
                    f'<w:t xml:space="preserve"> {wml.clean(item.unit)}</w:t></w:r>',
                    width,
                    "KeyValue",
                )
                for item, width in zip(block.items, widths, strict=True)
            ],
            [
                wml.cell(wml.runs(item.range), width, "TableCell")
                for item, width in zip(block.items, widths, strict=True)
            ],
            [
                wml.cell(wml.runs(_tier_span(item.tier) + spans(item.remark)), width, "KeyLabel")
                for item, width in zip(block.items, widths, strict=True)
            ],
        ]
        self.add(
            wml.table(
                "TableNormal", widths, [wml.row(line) for line in lines], title="", first_row=False, first_column=False
            )
        )
        self.after_table()

    def blanks(self, block: Blanks) -> None:
        widths = wml.column_widths((), len(block.headers))
        self.caption("Table", self.document.words.table, block.caption)
        head = [wml.cell(wml.runs(h), w, "TableHeader") for h, w in zip(block.headers, widths, strict=True)]
        empty = [wml.row([wml.cell("", w, "TableKept") for w in widths], height=440) for _ in range(block.rows)]
        self.add(
            wml.table(
                "FormTable", widths, [wml.row(head, header=True), *empty], title=block.caption, first_column=False
            )
        )
        self.after_table()

    def contents(self, block: Contents) -> None:
        """Write a table-of-contents field whose entries are there before Word computes page numbers."""
        self.text("Heading2", block.title, '<w:outlineLvl w:val="9"/>')
        listed = [h for h in self.document.headings() if h.level <= block.depth]
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText xml:space="preserve"> '
            f'TOC \\o "1-{block.depth}" \\h \\z \\u </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        close = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        for i, heading in enumerate(listed):
            shown = f"{heading.number}\u2002{heading.text}" if heading.number else heading.text
            entry = (
                f'<w:hyperlink w:anchor="{wml.bookmark(heading.id)}" w:history="1"><w:r><w:t xml:space="preserve">'
                f"{wml.clean(shown)}</w:t></w:r></w:hyperlink>"
            )
            content = (begin if i == 0 else "") + entry + (close if i == len(listed) - 1 else "")
            self.add(wml.paragraph(f"TOC{heading.level}", content))


def _strong(text: Inline) -> tuple[Span, ...]:
    """Return inline text in bold."""
    return tuple(replace(span, bold=True) for span in spans(text))


def _tier_span(tier: str) -> tuple[Span, ...]:
    mark, _, words = tier.partition(" ")
    return (Span(words + ". ", mark=mark),) if words else ()
