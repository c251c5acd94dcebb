"""Who stands under whom, as an indented tree: one row for each, as wide as the page, in letters of one size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from xml.sax.saxutils import escape, quoteattr

_STEP, _TOP, _LINE = 28, 14, 22  # px: per level, above the first line of a row, between lines of text
_GAP, _TEXT = 18, 26  # px: between rows, from the mark to the text
_LETTERS = 38  # in a line of text at the left edge; fewer further in, so that it fits 390 px
_FEWER = 3


@dataclass(frozen=True, slots=True)
class Branch:
    """One row: its words, a second line of softer ones, how deep it stands, and the class that shapes its mark."""

    words: str
    below: str = ""
    depth: int = 0
    mark: str = "f"


def tree(branches: Sequence[Branch], *, label: str) -> str:
    """Return the drawing. Rows stand in order; a row hangs on the nearest row before it that is one level up.

    Raises ValueError for a row that is more than one level deeper than the one before it.
    """
    y, tops, parts = 0, [], []
    for number, branch in enumerate(branches):
        if branch.depth > (branches[number - 1].depth + 1 if number else 0):
            raise ValueError(f"row {number} stands at depth {branch.depth}, deeper than one below the row before it")
        lines = wrap(branch.words, max(14, _LETTERS - _FEWER * branch.depth)) or [""]
        tops.append(y + _TOP)
        parts += _row(branch, lines, y)
        y += _LINE * (len(lines) + bool(branch.below)) + _GAP
    lines_ = [_lead(branches, tops, number) for number in range(len(branches))]
    return (
        f'<svg class="tree" role="img" aria-label={quoteattr(label)} width="100%" height="{y}">'
        f"{''.join(lines_)}{''.join(parts)}</svg>"
    )


def _row(branch: Branch, lines: Sequence[str], y: int) -> list[str]:
    x = branch.depth * _STEP + 8
    parts = [f'<circle class="{branch.mark}" cx="{x}" cy="{y + _TOP}" r="7"/>']
    for number, line in enumerate(lines):
        parts.append(f'<text class="b" x="{x + _TEXT - 8}" y="{y + _TOP + 6 + number * _LINE}">{escape(line)}</text>')
    if branch.below:
        at = y + _TOP + 6 + len(lines) * _LINE
        parts.append(f'<text class="s" x="{x + _TEXT - 8}" y="{at}">{escape(branch.below)}</text>')
    return parts


def _lead(branches: Sequence[Branch], tops: Sequence[int], number: int) -> str:
    """Return the line from a row up to the one that it hangs on."""
    depth = branches[number].depth
    above = next((n for n in range(number - 1, -1, -1) if branches[n].depth == depth - 1), None)
    if above is None:
        return ""
    x = (depth - 1) * _STEP + 8
    return f'<path class="lead" d="M{x},{tops[above] + 7}V{tops[number]}H{x + _STEP - 7}"/>'
