"""The radar: own scores against the median. Stands beside its table; axes carry numbers, the table the names."""

from __future__ import annotations

import math
from collections.abc import Sequence

from capacities.charts.canvas import FIXED_FONT_PX, FONT, INK, attributes, fixed_style, short

SIDE, CENTRE, RIM = 330, 165.0, 130.0


def radar(
    own: Sequence[float | None],
    median: Sequence[float | None],
    *,
    most: float,
    label: str,
    rings: int = 5,
    fixed_size: tuple[float, float] | None = None,
) -> str:
    """Draw scores from 0 (centre) to ``most`` (rim): own line solid with tint, median dashed.

    A score that is missing (None) leaves a gap: the line is not drawn through it and has no dot.
    Raises ValueError for fewer than three topics or lists of different length.
    """
    from xml.sax.saxutils import quoteattr

    if len(own) != len(median) or len(own) < 3:
        raise ValueError(f"a radar needs two lists of the same length, three at least; got {len(own)}, {len(median)}")
    style = _fixed if fixed_size else _classed
    parts = [_polygon([ring / rings] * len(own), style("grid") | {"fill": "none"}) for ring in range(1, rings + 1)]
    for i in range(len(own)):
        (x, y), (tx, ty) = _point(i, len(own), 1), _point(i, len(own), 1 + 20 / RIM)
        spoke: dict[str, str | float] = {"x1": CENTRE, "y1": CENTRE, "x2": x, "y2": y}
        parts.append(f"<line {attributes(style('grid') | spoke)}/>")
        place: dict[str, str | float] = {"x": tx, "y": ty + 5, "text-anchor": "middle"}
        parts.append(f"<text {attributes(style('b') | place)}>{i + 1}</text>")
    parts += [_outline(median, most, style("l0"), {}), _outline(own, most, style("l1"), style("area"))]
    for i, value in enumerate(own):
        if value is not None:
            x, y = _point(i, len(own), value / most)
            parts.append(f"<circle {attributes(style('end') | {'cx': x, 'cy': y, 'r': 4.5})}/>")
    head = f'viewBox="0 0 {SIDE} {SIDE}" role="img" aria-label={quoteattr(label)}'
    if fixed_size is None:
        return f'<svg class="radar" {head}>{"".join(parts)}</svg>'
    size = f'width="{short(fixed_size[0])}" height="{short(fixed_size[1])}" xmlns="http://www.w3.org/2000/svg"'
    font = f'font-family="{FONT}" font-size="{FIXED_FONT_PX}" fill="{INK}"'
    return f"<svg {size} {head} {font}>{''.join(parts)}</svg>"


def _classed(css: str) -> dict[str, str | float]:
    return {"class": css}


def _fixed(css: str) -> dict[str, str | float]:
    return dict(fixed_style(css))


def _point(i: int, count: int, share: float) -> tuple[float, float]:
    angle = 2 * math.pi * i / count
    return CENTRE + RIM * share * math.sin(angle), CENTRE - RIM * share * math.cos(angle)


def _polygon(shares: Sequence[float], style: dict[str, str | float]) -> str:
    points = " ".join(f"{short(x)},{short(y)}" for x, y in (_point(i, len(shares), s) for i, s in enumerate(shares)))
    return f"<polygon {attributes(style | {'points': points})}/>"


def _outline(
    values: Sequence[float | None], most: float, line: dict[str, str | float], area: dict[str, str | float]
) -> str:
    """Return the closed outline when all is known, else the stretches between known neighbours."""
    known = [value / most for value in values if value is not None]
    if len(known) == len(values):
        style = line | area
        if "class" in area:
            style["class"] = f"{line['class']} {area['class']}"
        return _polygon(known, style)
    stretches = []
    for i, value in enumerate(values):
        after = values[(i + 1) % len(values)]
        if value is not None and after is not None:
            (x1, y1), (x2, y2) = _point(i, len(values), value / most), _point(i + 1, len(values), after / most)
            ends: dict[str, str | float] = {"x1": x1, "y1": y1, "x2": x2, "y2": y2}
            stretches.append(f"<line {attributes(line | ends)}/>")
    return "".join(stretches)
