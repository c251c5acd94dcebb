"""The documents on methods: which there are, and their text in the reader's language or the other one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from capacities.web.markdown import title_of

DEFAULT_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class MethodsDocument:
    """A document: name in addresses, title, language that it is written in, text as Markdown."""

    slug: str
    title: str
    language: str
    text: str


def methods_documents(folder: Path, language: str) -> list[MethodsDocument]:
    """Return `methods.md` and then `methods/*.md`, each in ``language`` if `name.<language>.md` is there."""
    paths = [folder / "methods.md", *sorted((folder / "methods").glob("*.md"))]
    return [_read(path, language) for path in paths if path.is_file() and path.suffixes == [".md"]]


def _read(path: Path, language: str) -> MethodsDocument:
    translated = path.with_suffix(f".{language}.md")
    chosen = translated if translated.is_file() else path
    text = chosen.read_text(encoding="utf-8")
    written = language if chosen == translated else DEFAULT_LANGUAGE
    return MethodsDocument(path.stem, title_of(text) or path.stem, written, text)
