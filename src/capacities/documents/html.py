"""A document tree as one HTML page that needs no other file: anchors are the section ids, charts are inline SVG."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from capacities.documents.tree import (
    Align,
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
    spans,
)

_ALIGN: dict[Align, str] = {"left": "", "right": ' class="r"', "center": ' class="c"'}
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_INK = "#111c33"
_MARKS = {
    "t1": '<circle cx="8" cy="8" r="6" fill="{i}" stroke="{i}" stroke-width="2"/>',
    "t2": '<circle cx="8" cy="8" r="6" fill="none" stroke="{i}" stroke-width="2"/><path d="M8 2A6 6 0 0 0 8 14Z"/>',
    "t3": '<circle cx="8" cy="8" r="6" fill="none" stroke="{i}" stroke-width="2"/>',
    "t4": '<circle cx="8" cy="8" r="6" fill="none" stroke="{i}" stroke-width="2" stroke-dasharray="2 2.4"/>',
    "s1": '<path d="M2 2H14V14H2Z"/>',
    "s2": '<path d="M2 2H14V14H2Z" fill="none" stroke="{i}" stroke-width="2"/><path d="M2 2H8V14H2Z"/>',
    "s3": '<path d="M2 2H14V14H2Z" fill="none" stroke="{i}" stroke-width="2"/>',
}


@cache
def style() -> str:
    """Return the style sheet that stands in the page."""
    return Path(__file__).with_name("document.css").read_text(encoding="utf-8")


@cache
def content_policy() -> str:
    """Return a content security policy that lets the page load nothing, and use only its own style sheet."""
    digest = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def render_html(document: Document) -> str:
    """Return the document as a whole HTML page."""
    counts: Counter[str] = Counter()
    body = "\n".join(_block(block, document, counts) for block in document.blocks)
    cover = _cover(document.cover) if document.cover else f"<h1>{text(document.title)}</h1>"
    return (
        f'<!DOCTYPE html>\n<html lang="{document.language}">\n<head>\n<meta charset="utf-8"/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        f'<title>{text(document.title)}</title>\n<meta name="description" content={quoteattr(document.subject)}/>\n'
        f'<meta name="author" content={quoteattr(document.author)}/>\n<style>{style()}</style>\n</head>\n'
        f"<body>\n<main>\n{cover}\n{body}\n</main>\n<footer>{text(document.footer)}</footer>\n</body>\n</html>\n"
    )


def text(value: str) -> str:
    """Return text that HTML and XML may carry."""
    return escape(_FORBIDDEN.sub("", value))


def inline(value: Inline) -> str:
    """Return inline text with its marking."""
    return "".join(_span(span) for span in spans(value))


def _mark(kind: str) -> str:
    shape = _MARKS.get(kind, f'<path d="M1 1H15V15H1Z" fill="{kind}"/>').format(i=_INK)
    return f'<svg class="mark" viewBox="0 0 16 16" fill="{_INK}" aria-hidden="true">{shape}</svg>'


def _span(span: Span) -> str:
    shown = text(span.text)
    shown = f"<b>{shown}</b>" if span.bold else shown
    shown = f"<i>{shown}</i>" if span.italic else shown
    shown = f"<a href={quoteattr(span.href)}>{shown}</a>" if span.href else shown
    return _mark(span.mark) + shown if span.mark else shown


def _cover(cover: Cover) -> str:
    rows = "".join(f'<tr><th scope="row">{text(name)}</th><td>{text(value)}</td></tr>' for name, value in cover.lines)
    return (
        f'<header class="cover"><p>{_mark("s2")}<b>{text(cover.state)}</b></p><h1>{text(cover.title)}</h1>'
        f'<p class="kind">{text(cover.kind)}</p><table class="facts"><tbody>{rows}</tbody></table>'
        f'<p class="lede">{text(cover.remark)}</p></header>'
    )


def _block(block: Block, document: Document, counts: Counter[str]) -> str:
    match block:
        case Heading():
            return _heading(block)
        case Paragraph():
            css = "" if block.kind == "text" else f' class="{block.kind}"'
            return f"<p{css}>{inline(block.text)}</p>"
        case Bullets():
            tag = "ol" if block.ordered else "ul"
            return f"<{tag}>{''.join(f'<li>{inline(item)}</li>' for item in block.items)}</{tag}>"
        case Table():
            return _table(block, document, counts)
        case Facts():
            rows = "".join(
                f'<tr><th scope="row">{text(name)}</th><td>{inline(value)}</td></tr>' for name, value in block.rows
            )
            return f'<table class="facts" aria-label={quoteattr(block.caption)}><tbody>{rows}</tbody></table>'
        case Figure():
            return _figure(block, document, counts)
        case Note():
            said = "".join(f"<p>{inline(item)}</p>" for item in block.text)
            return f'<div class="note {block.kind}"><b>{text(block.title)}</b>{said}</div>'
        case KeyFigures():
            return _key_figures(block)
        case Blanks():
            return _blanks(block, document, counts)
        case Contents():
            return _contents(block, document)
        case PageBreak():
            return ""
    raise TypeError(f"no HTML for {block!r}")


def _heading(heading: Heading) -> str:
    level = min(heading.level + 1, 6)
    number = f'<span class="nr">{text(heading.number)}</span> ' if heading.number else ""
    return f"<h{level} id={quoteattr(heading.id)}>{number}{text(heading.text)}</h{level}>"


def _caption(kind: str, word: str, caption: str, counts: Counter[str]) -> str:
    counts[kind] += 1
    return f"{text(word)} {counts[kind]}. {text(caption)}"


def _table(block: Table, document: Document, counts: Counter[str]) -> str:
    caption = _caption("table", document.words.table, block.caption, counts) if block.numbered else text(block.caption)
    head = "".join(
        f'<th scope="col"{_ALIGN[align]}>{text(header)}</th>'
        for header, align in zip(block.headers, block.align, strict=True)
    )
    rows = []
    for i, row in enumerate(block.rows):
        first = f'<th scope="row">{inline(row[0])}</th>'
        rest = "".join(
            f"<td{_ALIGN[align]}>{inline(cell)}</td>" for cell, align in zip(row[1:], block.align[1:], strict=True)
        )
        css = ' class="total"' if block.total and i == len(block.rows) - 1 else ""
        rows.append(f"<tr{css}>{first}{rest}</tr>")
    notes = "".join(f'<p class="notes">{text(note)}</p>' for note in block.notes)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label={quoteattr(block.caption)}>'
        f"<table><caption>{caption}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>{notes}"
    )


def _figure(block: Figure, document: Document, counts: Counter[str]) -> str:
    caption = _caption("figure", document.words.figure, block.caption, counts)
    svg = block.svg.replace("<svg ", f'<svg role="img" aria-label={quoteattr(block.alt)} ', 1)
    key = "".join(f"{_mark(colour)}{text(name)} &#160; " for colour, name in block.key)
    keys = f'<p class="key">{key}</p>' if key else ""
    return (
        f"<figure><figcaption><b>{caption}</b><span>{text(block.note)}</span></figcaption>"
        f'<div class="chart" tabindex="0" role="region" aria-label={quoteattr(block.caption)}>'
        f"{svg}</div>{keys}</figure>"
    )


def _key_figures(block: KeyFigures) -> str:
    items = []
    for item in block.items:
        mark, _, words = item.tier.partition(" ")
        tier = f"<dd>{_mark(mark)}{text(words)}</dd>" if words else ""
        remark = f"<dd>{text(item.remark)}</dd>" if item.remark else ""
        items.append(
            f"<div><dt>{text(item.label)}</dt>"
            f'<dd class="value">{text(item.value)} <small>{text(item.unit)}</small></dd>'
            f"<dd>{text(item.range)}</dd>{tier}{remark}</div>"
        )
    return f'<dl class="figs">{"".join(items)}</dl>'


def _blanks(block: Blanks, document: Document, counts: Counter[str]) -> str:
    caption = _caption("table", document.words.table, block.caption, counts)
    head = "".join(f'<th scope="col">{text(header)}</th>' for header in block.headers)
    rows = f"<tr>{'<td></td>' * len(block.headers)}</tr>" * block.rows
    return (
        f'<div class="scroll"><table class="form"><caption>{caption}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _contents(block: Contents, document: Document) -> str:
    """Return the list of contents as nested lists of links."""
    parts = [f'<nav class="toc" aria-label={quoteattr(block.title)}><h2>{text(block.title)}</h2>']
    depth = 0
    for heading in (h for h in document.headings() if h.level <= block.depth):
        if heading.level > depth:
            parts.append("<ol><li>" * (heading.level - depth))
        else:
            parts.append("</li></ol>" * (depth - heading.level) + "</li><li>")
        depth = heading.level
        number = f"{text(heading.number)} " if heading.number else ""
        parts.append(f"<a href={quoteattr('#' + heading.id)}>{number}{text(heading.text)}</a>")
    return "".join(parts) + "</li></ol>" * depth + "</nav>"
