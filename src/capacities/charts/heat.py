"""The heat map: which of five steps of blue a score takes, rows of its table, and the whole as one drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from capacities.charts.canvas import FIXED_FONT_PX, FONT, INK, SOFT

# The steps of the style sheet (0, 12, 28, 42, 90 % of blue on white), for a drawing that stands alone.
STEPS = {"": "#ffffff", "h2": "#e4ebf6", "h3": "#c1d0eb", "h4": "#a1b9e1", "h5": "#3568bf"}
NAME_WIDTH, CELL_WIDTH, CELL_HEIGHT, HEAD_HEIGHT, LETTERS = 190, 76, 30, 62, 10


@dataclass(frozen=True, slots=True)
class HeatCell:
    """What stands in a cell: its text, the score behind it (None: no answer, or not told), and an address."""

    text: str
    score: float | None = None
    url: str = ""


def heat_class(score: float | None, *, low: float, high: float) -> str:
    """Return the class of a cell (empty, h2 to h5): five equal steps from ``low`` to ``high``; none for no answer."""
    if score is None:
        return ""
    if not low < high:
        raise ValueError(f"the steps from {low} to {high} have no width")
    step = min(4, max(0, int(5 * (score - low) / (high - low))))
    return f"h{step + 1}" if step else ""


def heat_cells(cells: Sequence[HeatCell], *, low: float, high: float) -> str:
    """Return the cells of a table row as markup. Their links are left out of the tab order: the row has its own."""
    found = []
    for cell in cells:
        css = heat_class(cell.score, low=low, high=high)
        text = escape(cell.text)
        if cell.url:
            text = f'<a tabindex="-1" href={quoteattr(cell.url)}>{text}</a>'
        found.append(f'<td class="{css}">{text}</td>' if css else f"<td>{text}</td>")
    return "".join(found)


def heat_drawing(
    columns: Sequence[str], rows: Sequence[tuple[str, Sequence[HeatCell]]], *, low: float, high: float, label: str
) -> str:
    """Draw a heat map as SVG that stands alone. Raises ValueError for a row of another length than the columns."""
    width, height = NAME_WIDTH + CELL_WIDTH * len(columns), HEAD_HEIGHT + CELL_HEIGHT * len(rows)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img" aria-label={quoteattr(label)} font-family="{FONT}" font-size="{FIXED_FONT_PX}" fill="{INK}">'
    ]
    for k, name in enumerate(columns):
        for line, words in enumerate(_lines(name)):
            x, y = NAME_WIDTH + CELL_WIDTH * (k + 0.5), HEAD_HEIGHT - 8 - 15 * (len(_lines(name)) - 1 - line)
            parts.append(f'<text x="{x:g}" y="{y}" text-anchor="middle" font-size="11">{escape(words)}</text>')
    for r, (name, cells) in enumerate(rows):
        if len(cells) != len(columns):
            raise ValueError(f"row {name!r} has {len(cells)} cells, the map {len(columns)} columns")
        top = HEAD_HEIGHT + CELL_HEIGHT * r
        parts.append(f'<text x="0" y="{top + 20}" font-weight="600">{escape(name)}</text>')
        for k, cell in enumerate(cells):
            css = heat_class(cell.score, low=low, high=high)
            ink = STEPS[""] if css == "h5" else INK if cell.score is not None else SOFT
            x = NAME_WIDTH + CELL_WIDTH * k
            parts.append(
                f'<rect x="{x + 1}" y="{top + 1}" width="{CELL_WIDTH - 2}" height="{CELL_HEIGHT - 2}" '
                f'fill="{STEPS[css]}"/><text x="{x + CELL_WIDTH / 2:g}" y="{top + 20}" text-anchor="middle" '
                f'fill="{ink}">{escape(cell.text)}</text>'
            )
    return "".join(parts) + "</svg>"


def _lines(name: str) -> list[str]:
    import textwrap

    return textwrap.wrap(name, LETTERS + 2, max_lines=4, placeholder=" …") or [""]
