"""Documents that pages give away: the frame of a short one in the reader's language, and the file as an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.http import Http404, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from capacities import __version__
from capacities.dayone.numbers import date_text
from capacities.documents.files import MIME_TYPES
from capacities.documents.tree import Block, Document, Words

KINDS = ("docx", "pdf")


def short_document(*, title: str, subject: str, author: str, language: str, blocks: Iterable[Block]) -> Document:
    """Return a document without a cover: author and title on top of each page, subject and today's date at its foot.

    The active language has to be ``language``.
    """
    today = timezone.localdate().isoformat()
    return Document(
        title=title,
        language=language,
        subject=subject,
        author=author,
        keywords=(subject,),
        created=today,
        version=__version__,
        header=f"{author} · {title}",
        footer=f"{subject} · {date_text(today, language)}",
        words=Words(pgettext("caption", "Table"), pgettext("caption", "Figure"), _("Page {page} of {pages}"), ""),
        cover=None,
        blocks=tuple(blocks),
    )


def document_response(write: Callable[[str], Document], kind: str, name: str, language: str) -> HttpResponse:
    """Return what ``write`` makes in a language as `docx` or `pdf`; raises Http404 for another kind."""
    if kind not in KINDS:
        raise Http404
    with translation.override(language):
        document = write(language)
    if kind == "docx":
        from capacities.documents.docx import render_docx

        content = render_docx(document)
    else:
        from capacities.documents.pdf import render_pdf

        content = render_pdf(document)
    response = HttpResponse(content, content_type=MIME_TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
