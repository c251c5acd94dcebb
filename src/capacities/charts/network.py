"""A network as a drawing: shape is the kind of body, size its number of links, line the relation, dashes a plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

WIDTH, HEIGHT = 760, 600
LETTERS = 18  # of a name; the whole name is in the list
_LETTER, _LINE = 8.2, 20  # px: width of a letter, height of a line
_NAMED_NARROW = 5  # names that a phone shows, whose letters are larger in the drawing
_BELOW = 24  # px under the drawing, for the name of the lowest mark
_LEAST, _MOST = 8, 21  # px: from the middle of a mark to its edge
LINES = ("records", "works", "funds", "regulates")
SHAPES = ("public", "business", "research", "civil_society", "")
# Colours of the light tokens, for a drawing outside the site.
STYLE = (
    "<style>text{font:16px sans-serif;fill:#111c33;paint-order:stroke;stroke:#fff;stroke-width:4px}"
    ".nd{fill:#1f57b8;stroke:#fff;stroke-width:2}.nd.unknown{fill:#fff;stroke:#4a5872}.ln{stroke:#69778f;stroke-width:1.5}"
    ".works{stroke:#1f57b8;stroke-width:2}.funds{stroke:#b26a00;stroke-width:4}"
    ".regulates{stroke:#8a3b79;stroke-width:3}.pl{stroke-dasharray:6 6}</style>"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A body: its name, kind (of ``SHAPES``), number of links, and where it stands in hundredths of the drawing."""

    name: str
    kind: str
    links: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Tie:
    """A line between two marks by their places in the list; ``line`` is one of ``LINES``."""

    first: int
    second: int
    line: str
    is_planned: bool = False


def shortened(name: str) -> str:
    """Return a name as it stands beside its mark."""
    return name if len(name) <= LETTERS else f"{name[: LETTERS - 1].rstrip()}…"


def label_size() -> tuple[float, float]:
    """Return width and height in hundredths of the drawing that the longest name with its mark may take."""
    return 100 * LETTERS * _LETTER / WIDTH, 100 * (2 * _MOST + _LINE) / HEIGHT


def draw_network(marks: Sequence[Mark], ties: Sequence[Tie], *, named: int, label: str) -> str:
    """Return the drawing; the ``named`` marks with most links carry their names, the first among equals.

    Raises ValueError for a tie that leads nowhere or a line that is not known.
    """
    most = max((mark.links for mark in marks), default=1) or 1
    size = [_LEAST + (_MOST - _LEAST) * (mark.links / most) ** 0.5 for mark in marks]
    order = sorted(range(len(marks)), key=lambda n: (-marks[n].links, n))
    parts = [f'<svg class="big net" viewBox="0 0 {WIDTH} {HEIGHT + _BELOW}" role="img" aria-label={quoteattr(label)}>']
    for tie in ties:
        if not (0 <= tie.first < len(marks) and 0 <= tie.second < len(marks)) or tie.line not in LINES:
            raise ValueError(f"{tie} leads to no mark or has no line of {LINES}")
        parts.append(_tie(marks[tie.first], marks[tie.second], tie))
    parts += [f"<g><title>{escape(mark.name)}</title>{_mark(mark, size[n])}</g>" for n, mark in enumerate(marks)]
    for rank, n in enumerate(order[:named]):
        (x, y), name = _at(marks[n]), escape(shortened(marks[n].name))
        css = ' class="nar"' if rank >= _NAMED_NARROW else ""
        parts.append(f'<text{css} text-anchor="middle" x="{x}" y="{y + size[n] + 17:.0f}">{name}</text>')
    return "".join(parts) + "</svg>"


def standing_alone(svg: str) -> str:
    """Return a drawing of the site as a file of its own."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT + _BELOW}"'
    return svg.replace("<svg", head, 1).replace(">", f">{STYLE}", 1)


def key_mark(kind: str) -> str:
    """Return the shape of a kind for the key."""
    return f'<svg class="key net" viewBox="0 0 24 24" aria-hidden="true">{_shape(kind, 12, 12, 9)}</svg>'


def key_line(line: str, *, is_planned: bool = False) -> str:
    """Return the line of a relation for the key."""
    css = f"ln {line}{' pl' if is_planned else ''}"
    drawn = f'<line class="{css}" x1="0" y1="12" x2="24" y2="12"/>'
    return f'<svg class="key net" viewBox="0 0 24 24" aria-hidden="true">{drawn}</svg>'


def _at(mark: Mark) -> tuple[int, int]:
    return round(mark.x / 100 * WIDTH), round(mark.y / 100 * HEIGHT)


def _tie(first: Mark, second: Mark, tie: Tie) -> str:
    (x1, y1), (x2, y2) = _at(first), _at(second)
    css = f"ln {tie.line}{' pl' if tie.is_planned else ''}"
    return f'<line class="{css}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>'


def _mark(mark: Mark, size: float) -> str:
    return _shape(mark.kind, *_at(mark), size)


def _shape(kind: str, x: int, y: int, r: float) -> str:
    """Return a circle (public), square (business), diamond (research), triangle (civil) or open circle (not known)."""
    if kind == "business":
        half = r * 0.9
        return (
            f'<rect class="nd" x="{x - half:.1f}" y="{y - half:.1f}" width="{2 * half:.1f}" height="{2 * half:.1f}"/>'
        )
    if kind == "research":
        return f'<path class="nd" d="M{x} {y - r:.1f}L{x + r:.1f} {y}L{x} {y + r:.1f}L{x - r:.1f} {y}Z"/>'
    if kind == "civil_society":
        return f'<path class="nd" d="M{x} {y - r:.1f}L{x + r:.1f} {y + r * 0.8:.1f}H{x - r:.1f}Z"/>'
    return f'<circle class="nd{"" if kind == "public" else " unknown"}" cx="{x}" cy="{y}" r="{r:.1f}"/>'
