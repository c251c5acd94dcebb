"""Our own documents as HTML: headings, paragraphs, lists, tables, code, links. Text from people never comes here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

_HEADING = re.compile(r"^(#{1,4}) +(.+?) *#*$")
_ITEM = re.compile(r"^( *)(?:[-*]|\d+\.) +(.+)$")
_RULE = re.compile(r"^\|?[ :|-]+\|[ :|-]*$")
_INLINE = (
    (re.compile(r"\*\*(.+?)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"(?<![\w*])\*([^*\s][^*]*?)\*(?![\w*])"), r"<em>\1</em>"),
    (re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)"), r'<a href="\2">\1</a>'),
    (re.compile(r"(?<![\"'>=])(https?://[^\s<)]+[^\s<).,;])"), r'<a href="\1">\1</a>'),
    (re.compile(r"&lt;(/?su[bp])&gt;"), r"<\1>"),
)


def to_html(text: str, *, shift: int = 0) -> SafeString:
    """Return Markdown as HTML; ``shift`` lowers headings by so many levels. HTML in the text is shown as text."""
    return mark_safe("\n".join(_blocks(text.splitlines(), shift)))


def title_of(text: str) -> str:
    """Return the first heading, without its marks."""
    for line in text.splitlines():
        found = _HEADING.match(line)
        if found:
            return found[2].replace("`", "")
    return ""


def inline(text: str) -> str:
    """Return one line with its emphasis, code and links as HTML."""
    parts = re.split(r"`([^`]+)`", text)
    return "".join(f"<code>{escape(part)}</code>" if i % 2 else _marked(part) for i, part in enumerate(parts))


def _marked(text: str) -> str:
    text = escape(text, quote=False)
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    return text


def _blocks(lines: list[str], shift: int) -> Iterator[str]:
    i = 0
    while i < len(lines):
        line = lines[i]
        heading = _HEADING.match(line)
        if not line.strip():
            i += 1
        elif heading:
            level = min(6, len(heading[1]) + shift)
            yield f'<h{level} id="{slugify(heading[2])}">{inline(heading[2])}</h{level}>'
            i += 1
        elif line.startswith("```"):
            end = _until(lines, i + 1, lambda other: other.startswith("```"))
            yield f'<pre tabindex="0"><code>{escape(chr(10).join(lines[i + 1 : end]))}</code></pre>'
            i = end + 1
        elif "|" in line and i + 1 < len(lines) and _RULE.match(lines[i + 1]):
            end = _until(lines, i, lambda other: "|" not in other)
            yield _table(lines[i:end])
            i = end
        elif _ITEM.match(line):
            end = _until(lines, i, lambda other: not other.strip())
            yield _list(lines[i:end])
            i = end
        else:
            end = _until(lines, i + 1, _starts_block)
            yield f"<p>{inline(' '.join(part.strip() for part in lines[i:end]))}</p>"
            i = end


def _starts_block(line: str) -> bool:
    return not line.strip() or bool(_HEADING.match(line) or _ITEM.match(line)) or line.startswith(("```", "|"))


def _until(lines: list[str], start: int, ends) -> int:  # type: ignore[no-untyped-def]
    return next((i for i in range(start, len(lines)) if ends(lines[i])), len(lines))


def _list(lines: list[str]) -> str:
    """Return a list of one level; deeper items become lists of their own inside."""
    items: list[list[str]] = []
    first = _ITEM.match(lines[0])
    indent = len(first[1]) if first else 0
    for line in lines:
        found = _ITEM.match(line)
        if found and len(found[1]) <= indent:
            items.append([found[2]])
        else:
            items[-1].append(line)
    tag = "ol" if re.match(r"^ *\d", lines[0]) else "ul"
    return f"<{tag}>{''.join(f'<li>{_item(parts)}</li>' for parts in items)}</{tag}>"


def _item(parts: list[str]) -> str:
    deeper = next((i for i, part in enumerate(parts) if i and _ITEM.match(part)), len(parts))
    text = inline(" ".join(part.strip() for part in parts[:deeper]))
    return text + (_list(parts[deeper:]) if deeper < len(parts) else "")


def _table(lines: list[str]) -> str:
    rows = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))] for line in lines]
    numeric = [cell.endswith(":") for cell in rows[1]]
    classes = [' class="r"' if right else "" for right in numeric] + [""] * len(rows[0])
    head = "".join(f'<th scope="col"{css}>{inline(cell)}</th>' for cell, css in zip(rows[0], classes, strict=False))
    body = "".join(
        "<tr>" + "".join(f"<td{css}>{inline(cell)}</td>" for cell, css in zip(row, classes, strict=False)) + "</tr>"
        for row in rows[2:]
    )
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div class="scroll" tabindex="0">{table}</div>'
