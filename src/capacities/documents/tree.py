"""A document as a small tree: what is said, free of how HTML, Word and PDF draw it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Literal

Align = Literal["left", "right", "center"]


class State(Enum):
    """How far a section is: filled from public data, partly, or waiting for the city."""

    READY = "ready"
    DRAFT = "draft"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text of one kind. ``href`` makes it a link; #id points into the document.

    ``mark`` is drawn before the text: t1 to t4 how near the source is to the town, s1 to s3 how far work is,
    or a colour (#rrggbb) as a square of a key.
    """

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""
    mark: str = ""


Inline = str | tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. ``number`` is shown before the text (A-1.0); ``id`` is the anchor; level 1 opens a part."""

    level: int
    text: str
    id: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. ``kind`` lede opens a page, small is for sources and remarks."""

    text: Inline
    kind: Literal["text", "lede", "small"] = "text"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; numbered if the order matters."""

    items: tuple[Inline, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A data table with one header row; the first column names the row. ``total`` marks the last row as the sum.

    ``align`` has one entry per column, ``widths`` the columns' shares of the page; notes stand below.
    ``numbered`` gives it the next table number; small tables (facts of one measure) go without.
    """

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Inline, ...], ...]
    align: tuple[Align, ...]
    widths: tuple[float, ...] = ()
    total: bool = False
    notes: tuple[str, ...] = ()
    numbered: bool = True

    def __post_init__(self) -> None:
        columns = len(self.headers)
        wrong = [i for i, row in enumerate(self.rows) if len(row) != columns]
        if wrong or len(self.align) != columns or len(self.widths) not in (0, columns):
            raise ValueError(f"table {self.caption!r}: {columns} headers, rows {wrong} or align or widths differ")


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values of one thing (a measure): rows with a row header, no header row."""

    caption: str
    rows: tuple[tuple[str, Inline], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart as SVG with the finding as caption and the same in words for those who do not see it.

    ``note`` says what is drawn and in which unit; ``key`` names the colours.
    """

    svg: str
    caption: str
    alt: str
    note: str = ""
    key: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """Text set apart: ``city`` must be written by the city, ``suggestion`` is our own proposal, ``alert`` a warning."""

    kind: Literal["city", "suggestion", "alert"]
    title: str
    text: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A headline figure: number, unit, its range in words and how near it is to the town."""

    label: str
    value: str
    unit: str
    range: str = ""
    tier: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """Headline figures side by side."""

    items: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Blanks:
    """An empty form for the city: a table with headers and rows to fill in by hand or on screen."""

    caption: str
    headers: tuple[str, ...]
    rows: int = 3


@dataclass(frozen=True, slots=True)
class Contents:
    """The list of contents, down to ``depth`` levels."""

    title: str
    depth: int = 3


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


Block = Heading | Paragraph | Bullets | Table | Facts | Figure | Note | KeyFigures | Blanks | Contents | PageBreak


@dataclass(frozen=True, slots=True)
class Cover:
    """The front page: town, kind of document, state, lines such as date and version, and one remark."""

    title: str
    kind: str
    state: str
    lines: tuple[tuple[str, str], ...]
    remark: str


@dataclass(frozen=True, slots=True)
class Words:
    """The few words that renderers add themselves, in the document's language."""

    table: str
    figure: str
    page: str  # with {page} and {pages}
    contents_hint: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document with what its file carries about itself."""

    title: str
    language: str
    subject: str
    author: str
    keywords: tuple[str, ...]
    created: str  # ISO date
    version: str
    header: str
    footer: str
    words: Words
    cover: Cover | None
    blocks: tuple[Block, ...]
    states: dict[str, State] = field(default_factory=dict)

    def headings(self) -> tuple[Heading, ...]:
        """Return all headings in order."""
        return tuple(block for block in self.blocks if isinstance(block, Heading))


def plain(text: Inline) -> str:
    """Return inline text without its marking."""
    return text if isinstance(text, str) else "".join(span.text for span in text)


def spans(text: Inline) -> tuple[Span, ...]:
    """Return inline text as runs."""
    return (Span(text),) if isinstance(text, str) else text


def bold(text: str) -> tuple[Span, ...]:
    """Return one bold run."""
    return (Span(text, bold=True),)
