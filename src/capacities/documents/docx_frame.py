"""What surrounds the text of a Word file: its properties, and header and footer with page numbers."""

from __future__ import annotations

from datetime import datetime

from docx.document import Document as WordFile
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from capacities.documents import docx_text as wml
from capacities.documents.docx_styles import LOCALES
from capacities.documents.tree import Document


def set_properties(file: WordFile, document: Document) -> None:
    """Say title, author, language and date of the document."""
    core = file.core_properties
    core.title, core.subject, core.author = document.title, document.subject, document.author
    core.keywords, core.language = ", ".join(document.keywords), LOCALES[document.language]
    core.comments, core.version, core.category = "", document.version, document.subject
    core.last_modified_by = document.author
    core.created = core.modified = datetime.fromisoformat(document.created)


def set_header_and_footer(file: WordFile, document: Document) -> None:
    """Write the header, and the footer with page and pages; the front page has neither."""
    section = file.sections[0]
    section.header.paragraphs[0].text = document.header
    footer = section.footer.paragraphs[0]
    before, _, rest = document.words.page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{wml.TEXT_WIDTH_TWIPS}"/></w:tabs>'
    content = (
        wml.runs(document.footer)
        + "<w:r><w:tab/></w:r>"
        + wml.runs(before)
        + wml.field("PAGE", "1")
        + wml.runs(between)
        + wml.field("NUMPAGES", "1")
        + (wml.runs(after) if after else "")
    )
    new = parse_xml(wml.paragraph("Footer", content, tab).replace("<w:p>", f"<w:p {nsdecls('w', 'r')}>", 1))
    footer._p.getparent().replace(footer._p, new)
