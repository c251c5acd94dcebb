"""The blank questionnaire as a file: Word, PDF, a table, or data with all languages."""

from __future__ import annotations

import io
import json

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from capacities import __version__
from capacities.capacity.questionnaires.document import as_document
from capacities.capacity.questionnaires.models import Kind, Version
from capacities.capacity.questionnaires.preview import ShownQuestion, shown_in
from capacities.core.texts import told_in
from capacities.documents.files import MIME_TYPES
from capacities.documents.tree import Block, Document, Heading, Paragraph, Span, Words, bold

KINDS = ("docx", "pdf", "xlsx", "json")
_BOX = "☐"
_LINE = "_" * 58


def questionnaire_file(version: Version, kind: str, language: str) -> tuple[bytes, str]:
    """Return a questionnaire as the bytes of a file of one of KINDS, and its media type."""
    if kind == "json":
        data = json.dumps(as_document(version), ensure_ascii=False, indent=2)
        return data.encode(), MIME_TYPES["json"]
    with translation.override(language):
        if kind == "xlsx":
            return _workbook(version, language), MIME_TYPES["xlsx"]
        document = questionnaire(version, language)
    if kind == "docx":
        from capacities.documents.docx import render_docx

        return render_docx(document), MIME_TYPES["docx"]
    from capacities.documents.pdf import render_pdf

    return render_pdf(document), MIME_TYPES["pdf"]


def questionnaire(version: Version, language: str) -> Document:
    """Return the blank questionnaire as a document in the active language."""
    title = told_in(version.template.name, language).text
    about = _("Self-assessment, version %(number)s") % {"number": version.number}
    blocks: list[Block] = [Heading(2, title, "title"), Paragraph(told_in(version.template.purpose, language).text)]
    blocks += [Paragraph((*bold(_("Answered for:")), Span(" " + _LINE[:40]))), Paragraph(_how(), "small")]
    for section in shown_in(version, language):
        blocks.append(Heading(3, section.title.text, f"section-{section.number}", str(section.number)))
        if section.text.text:
            blocks.append(Paragraph(section.text.text))
        for question in section.questions:
            blocks += _question(question)
    return Document(
        title=title,
        language=language,
        subject=about,
        author="Capacities",
        keywords=(_("Self-assessment"),),
        created=(version.published_at or version.created_at).date().isoformat(),
        version=__version__,
        header=title,
        footer=about,
        words=Words(pgettext("caption", "Table"), pgettext("caption", "Figure"), _("Page {page} of {pages}"), ""),
        cover=None,
        blocks=tuple(blocks),
    )


def _how() -> str:
    return _("Where a question does not concern you, write “not applicable”; an empty answer means: not known yet.")


def _question(shown: ShownQuestion) -> list[Block]:
    blocks: list[Block] = [Paragraph(bold(f"{shown.number}  {shown.text}"))]
    small = [text for text in (shown.asked_if, shown.hint.text, _how_to_answer(shown)) if text]
    if small:
        blocks.append(Paragraph(" ".join(small), "small"))
    is_scale = shown.question.kind == Kind.MATURITY
    for level, option in enumerate(shown.options):
        blocks.append(Paragraph(f"{_BOX}  {level}  {option.text}" if is_scale else f"{_BOX}  {option.text}"))
    if shown.question.kind == Kind.NUMBER:
        blocks.append(Paragraph(f"{_LINE[:20]} {shown.unit}"))
    elif shown.question.kind == Kind.TEXT:
        blocks += [Paragraph(_LINE)] * 3
    elif shown.question.kind == Kind.FILE:
        blocks.append(Paragraph(f"{_BOX}  " + _("enclosed")))
    return blocks


def _how_to_answer(shown: ShownQuestion) -> str:
    question = shown.question
    words = {
        Kind.SINGLE: _("Choose one answer."),
        Kind.MULTIPLE: _("Choose all that apply."),
        Kind.FILE: _("Please enclose a file."),
    }
    parts = [words.get(Kind(question.kind), "")]
    if question.longest:
        parts.append(_("At most %(count)s characters.") % {"count": question.longest})
    if not question.is_required:
        parts.append(_("This answer is optional."))
    return " ".join(part for part in parts if part)


def _workbook(version: Version, language: str) -> bytes:
    """Return a table to fill in by hand: a row for each question, its choices in words, an empty cell."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    from capacities.web.files import safe_cell

    heads = (_("Number"), _("Section"), _("Question"), _("When and how"), _("Choices"), _("Answer"), _("Key"))
    book = Workbook()
    sheet = book.active
    sheet.title = _("Questions")
    sheet.append(heads)
    for section in shown_in(version, language):
        for shown in section.questions:
            is_scale = shown.question.kind == Kind.MATURITY
            choices = [f"{at}: {one.text}" if is_scale else str(one.text) for at, one in enumerate(shown.options)]
            how = "\n".join(text for text in (shown.asked_if, shown.hint.text, _how_to_answer(shown)) if text)
            row = (shown.number, section.title.text, shown.text.text, how, "\n".join(choices) or shown.unit.text, "",
                   shown.question.key)  # fmt: skip
            sheet.append([safe_cell(cell) for cell in row])
    for letter, width in zip("ABCDEFG", (9, 22, 42, 34, 70, 34, 20), strict=True):
        sheet.column_dimensions[letter].width = width
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "D2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
