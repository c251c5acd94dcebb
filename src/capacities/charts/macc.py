"""The cost curve: what each measure saves as width, what a tonne costs as height."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from capacities.charts.canvas import Canvas, Size
from capacities.charts.frame import Number, finish, value_axis


@dataclass(frozen=True, slots=True)
class CostBar:
    """One measure: tonnes saved (positive), EUR per tonne, and the likely range of the cost if known.

    ``mark`` is the short name above the bar; without one it carries its rank.
    """

    tonnes: float
    cost: float
    low: float | None = None
    high: float | None = None
    mark: str = ""


def cost_curve(
    bars: Sequence[CostBar],
    *,
    label: str,
    number: Number,
    amount: Number,
    reach: float | None = None,
    fixed_size: Size | None = None,
) -> str:
    """Draw measures in the order of their cost per tonne; below zero the measure earns money.

    Bars carry their mark or their rank (1 is the cheapest), whose name stands in the table. ``amount`` writes tonnes on
    the axis below. ``reach`` cuts whiskers that would flatten the rest (default: three times the bars).
    Raises ValueError for a measure that saves nothing.
    """
    if not bars:
        raise ValueError("a cost curve needs at least one measure")
    if any(bar.tonnes <= 0 for bar in bars):
        raise ValueError("a measure without savings has no cost per tonne; leave it to the table")
    ordered = sorted(bars, key=lambda bar: bar.cost)
    canvas = Canvas(label=label)
    limit = reach if reach is not None else 3 * max(abs(bar.cost) for bar in ordered)
    tops = [_clip(v, limit) for bar in ordered for v in (bar.cost, bar.low, bar.high) if v is not None]
    axis = value_axis(canvas, min(tops), max(tops), number)
    total = sum(bar.tonnes for bar in ordered)
    start, last_number = 0.0, -100.0
    for rank, bar in enumerate(ordered, 1):
        width = 100 * bar.tonnes / total
        top, bottom = sorted((axis.y(bar.cost), axis.y(0)))
        canvas.box(start, top, width, bottom - top, "wedge p4" if bar.cost < 0 else "wedge p1")
        middle = start + width / 2
        if bar.low is not None and bar.high is not None:
            top = min(top, axis.y(_clip(bar.high, limit)))
            canvas.line(middle, axis.y(_clip(bar.low, limit)), middle, axis.y(_clip(bar.high, limit)), "wh")
        if middle - last_number >= 4:
            canvas.text(middle, top, bar.mark or str(rank), anchor="middle", dy=-6)
            last_number = middle
        start += width
    for share, anchor in ((0.0, "start"), (0.5, "middle"), (1.0, "end")):
        canvas.text(100 * share, 100, amount(share * total), css="s", anchor=anchor, dy=24)
    return finish(canvas, fixed_size, wide=True)


def _clip(value: float, limit: float) -> float:
    return min(max(value, -limit), limit)
