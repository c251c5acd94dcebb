"""The blank questionnaire as a file: Word, PDF, a table, or data with all languages."""

from __future__ import annotations

import json

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from capacities.capacity.questionnaires.document import as_document
from capacities.capacity.questionnaires.models import Kind, Version
from capacities.capacity.questionnaires.preview import ShownQuestion, shown_in
from capacities.capacity.questionnaires.sheet import sheet_to_fill_in
from capacities.core.texts import told_in
from capacities.documents.files import MIME_TYPES
from capacities.documents.tree import Block, Document, Heading, Paragraph, Span, bold
from capacities.web.documents import short_document

KINDS = ("docx", "pdf", "xlsx", "json")
_BOX = "☐"
_LINE = "_" * 58


def frame_language(language: str) -> str:
    """Return the language of what stands around the questions: theirs if the site speaks it, else English."""
    return language if language in dict(settings.LANGUAGES) else "en"


def data_file(version: Version, kind: str, language: str) -> tuple[bytes, str]:
    """Return a questionnaire as `xlsx` or `json`, and its media type."""
    if kind == "json":
        return json.dumps(as_document(version), ensure_ascii=False, indent=2).encode(), MIME_TYPES["json"]
    with translation.override(frame_language(language)):
        return _workbook(version, language), MIME_TYPES["xlsx"]


def questionnaire(version: Version, language: str) -> Document:
    """Return the blank questionnaire in a language as a document; the active language is that of its frame."""
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
    return short_document(
        title=title, subject=about, author="Capacities", language=frame_language(language), blocks=blocks
    )


def _how() -> str:
    return _("Where a question does not concern you, write “not applicable”; an empty answer means: not known yet.")


def _question(shown: ShownQuestion) -> list[Block]:
    blocks: list[Block] = [Heading(4, shown.text.text, f"question-{shown.question.key}", shown.number)]
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
    heads = (_("Number"), _("Section"), _("Question"), _("When and how"), _("Choices"), _("Answer"), _("Key"))
    rows = []
    for section in shown_in(version, language):
        for shown in section.questions:
            is_scale = shown.question.kind == Kind.MATURITY
            choices = [f"{at}: {one.text}" if is_scale else str(one.text) for at, one in enumerate(shown.options)]
            how = "\n".join(text for text in (shown.asked_if, shown.hint.text, _how_to_answer(shown)) if text)
            row = (shown.number, section.title.text, shown.text.text, how, "\n".join(choices) or shown.unit.text, "",
                   shown.question.key)  # fmt: skip
            rows.append(row)
    return sheet_to_fill_in(_("Questions"), heads, rows, 9, 22, 42, 34, 70, 34, 20)
