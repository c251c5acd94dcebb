"""What answers what, drawn: names in columns from left to right, with a line for each tie between neighbours.

Scales as a whole, like the network; the list with the same content stands before it.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

WIDTH = 960
COLUMN, GAP = 260, 90
LINE, PAD, SPACE, HEAD = 21, 9, 12, 40
LETTERS, LINES = 29, 3


@dataclass(frozen=True, slots=True)
class Tie:
    """A line from an entry of a column to one of the next; ``share`` (0 to 1) is its strength."""

    column: int
    start: int
    end: int
    share: float = 1.0


def trace(heads: Sequence[str], columns: Sequence[Sequence[str]], ties: Sequence[Tie], label: str) -> str:
    """Return the drawing as SVG that the style sheet colours. Raises ValueError for a tie that leads nowhere."""
    wrapped = [[_wrap(name) for name in column] for column in columns]
    boxes = [_stack(column) for column in wrapped]
    height = max((top + size for column in boxes for top, size in column), default=HEAD) + PAD
    parts = [f'<svg class="trace" viewBox="0 0 {WIDTH} {height}" role="img" aria-label={quoteattr(label)}>']
    for tie in ties:
        if not (
            0 <= tie.column < len(columns) - 1
            and tie.start < len(boxes[tie.column])
            and tie.end < len(boxes[tie.column + 1])
        ):
            raise ValueError(f"tie {tie} leads to no entry")
        parts.append(_line(boxes, tie))
    for k, (head, column, places) in enumerate(zip(heads, wrapped, boxes, strict=True)):
        x = k * (COLUMN + GAP)
        parts.append(f'<text class="b" x="{x}" y="20">{escape(head)}</text>')
        for lines, (top, size) in zip(column, places, strict=True):
            parts.append(f'<rect class="entry" x="{x}" y="{top}" width="{COLUMN}" height="{size}"/>')
            spans = "".join(
                f'<tspan x="{x + PAD}" y="{top + PAD + 14 + i * LINE}">{escape(line)}</tspan>'
                for i, line in enumerate(lines)
            )
            parts.append(f"<text>{spans}</text>")
    return "".join(parts) + "</svg>"


def _wrap(name: str) -> list[str]:
    return textwrap.wrap(name, LETTERS, max_lines=LINES, placeholder=" …") or ["–"]


def _stack(column: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Return top and height of each box, one under the other."""
    found, top = [], HEAD
    for lines in column:
        size = len(lines) * LINE + 2 * PAD
        found.append((top, size))
        top += size + SPACE
    return found


def _line(boxes: Sequence[Sequence[tuple[int, int]]], tie: Tie) -> str:
    (top, size), (end_top, end_size) = boxes[tie.column][tie.start], boxes[tie.column + 1][tie.end]
    x1, x2 = tie.column * (COLUMN + GAP) + COLUMN, (tie.column + 1) * (COLUMN + GAP)
    y1, y2, middle = top + size / 2, end_top + end_size / 2, (x1 + x2) / 2
    css = "tie" if tie.share >= 0.995 else "tie part"
    return f'<path class="{css}" d="M{x1} {y1:g}C{middle:g} {y1:g} {middle:g} {y2:g} {x2} {y2:g}"/>'
