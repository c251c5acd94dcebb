"""What the charts over years and amounts share: the value axis, the years below, names at the right end."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from capacities.charts.canvas import Canvas, Run, Size
from capacities.charts.scale import spread, ticks

Number = Callable[[float], str]

MARGINS = (30.0, 112.0, 28.0, 48.0)  # top, right, bottom, left of a fixed drawing, px
WIDE_MARGINS = (24.0, 10.0, 28.0, 52.0)
NAME_WIDTH = 13  # letters of a name at the right end; fits 90 px
LINE_SHARE = 6.8  # height of a line of text, per cent of a plot 17 rem high


@dataclass(frozen=True, slots=True)
class Label:
    """A name at the right end: its value in bold, maybe a range, and its name (below, or on the same line)."""

    at: float
    value: str
    name: str
    range: str = ""
    inline: bool = False

    def runs(self) -> list[Run]:
        """Return the pieces; each new line is one letter height lower."""
        if self.inline:
            first, *rest = _wrapped(f"{self.value} {self.name}") or [self.value]
            begin = [Run(self.value, "b"), Run(first.removeprefix(self.value))]
        else:
            rest = _wrapped(self.name)
            begin = [Run(self.value, "b"), *([Run(f" ({self.range})", "s")] if self.range else [])]
        return [*begin, *(Run(line, new_line=True) for line in rest)]

    def height(self) -> float:
        """Return the height in per cent of the plot."""
        return LINE_SHARE * (1 + sum(run.new_line for run in self.runs())) + 0.5


@dataclass(frozen=True, slots=True)
class Axis:
    """The value axis: turns values into per cent from the top."""

    low: float
    high: float

    def y(self, value: float) -> float:
        """Return the distance from the top, 0 to 100."""
        return 100 * (self.high - value) / (self.high - self.low)


def value_axis(canvas: Canvas, low: float, high: float, number: Number) -> Axis:
    """Draw grid lines with their values; zero is the axis. Always spans zero."""
    values = ticks(low, high)
    axis = Axis(values[0], values[-1])
    for value in values:
        y = axis.y(value)
        canvas.line(0, y, 100, y, "axis" if value == 0 else "grid")
        canvas.text(0, y, number(value), css="s", anchor="end", dx=-10, dy=5)
    return axis


def year_axis(canvas: Canvas, years: Sequence[int], keep: Sequence[int] = ()) -> Callable[[float], float]:
    """Write the years below; on narrow screens only the first, the last and those in ``keep`` stay."""
    span = years[-1] - years[0]

    def x(year: float) -> float:
        return 100 * (year - years[0]) / span

    every = max(1, -(-span // 8))
    for year in years:
        fixed = year in (years[0], years[-1], *keep)
        near_end = any(0 < abs(year - other) < every * 0.7 for other in (years[0], years[-1], *keep))
        if not fixed and ((year - years[0]) % every or near_end):
            continue
        anchor = {years[0]: "start", years[-1]: "end"}.get(year, "middle")
        canvas.text(x(year), 100, str(year), css="s" if fixed else "s nar", anchor=anchor, dy=24)
    return x


def right_labels(canvas: Canvas, labels: Sequence[Label]) -> None:
    """Write names at the right end, moved apart so that none covers another."""
    tops = [label.at - LINE_SHARE / 2 for label in labels]
    heights = [label.height() for label in labels]
    for label, top in zip(labels, spread(tops, heights, low=-LINE_SHARE, high=100 + LINE_SHARE / 2), strict=True):
        if abs(top + LINE_SHARE / 2 - label.at) > LINE_SHARE / 4:
            canvas.leader(label.at, top + LINE_SHARE / 2)
        canvas.text(100, top + LINE_SHARE / 2, *label.runs(), dx=12, dy=5)


def _wrapped(name: str) -> list[str]:
    return textwrap.wrap(name, NAME_WIDTH, break_long_words=False, break_on_hyphens=False)


def finish(canvas: Canvas, fixed_size: Size | None, *, wide: bool = False) -> str:
    """Return the drawing, elastic or of a fixed size."""
    if fixed_size is None:
        return canvas.elastic()
    return canvas.fixed(fixed_size, WIDE_MARGINS if wide else MARGINS)
