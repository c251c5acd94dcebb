"""Emissions over the years: the path with and without the plan, and the wedges that measures cut out of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from capacities.charts.canvas import SERIES, Canvas, Size
from capacities.charts.frame import Label, Number, finish, right_labels, value_axis, year_axis

MOST_WEDGES = 5
LEAST_NAMED = 0.5  # a wedge that ends thinner, in per cent of the plot, is named in the table only
WEDGE_CLASSES = ("p1", "p3", "p2", "p4", "p5")


@dataclass(frozen=True, slots=True)
class Band:
    """A best path and its likely range, one value per year."""

    low: Sequence[float]
    best: Sequence[float]
    high: Sequence[float]


@dataclass(frozen=True, slots=True)
class PathWords:
    """Names in the reader's language: what the drawing says in one sentence, and its lines."""

    label: str
    plan: str
    baseline: str
    target: str
    today: str


@dataclass(frozen=True, slots=True)
class Series:
    """A name and one value per year or column."""

    name: str
    values: Sequence[float]


def path_chart(
    *,
    years: Sequence[int],
    plan: Band,
    baseline: Sequence[float] | None,
    target: float | None,
    words: PathWords,
    number: Number,
    today: int | None = None,
    fixed_size: Size | None = None,
) -> str:
    """Draw the plan as a line in its band, the years without measures dashed, the target dotted.

    All series run along ``years`` in one unit, which the caller names. Raises ValueError if lengths differ.
    """
    _check_lengths(years, [plan.low, plan.best, plan.high, *([baseline] if baseline is not None else [])])
    canvas = Canvas(label=words.label)
    lows = [min(plan.low), target if target is not None else 0.0]
    axis = value_axis(canvas, min(lows), max(*plan.high, *(baseline or [0.0])), number)
    x = year_axis(canvas, years, keep=[today] if today in years and today is not None else ())
    if today is not None and years[0] < today < years[-1]:
        canvas.line(x(today), 0, x(today), 100, "grid")
        canvas.text(x(today), 0, words.today, css="s", anchor="middle", dy=-8)
    upper = [(x(year), axis.y(v)) for year, v in zip(years, plan.high, strict=True)]
    lower = [(x(year), axis.y(v)) for year, v in zip(years, plan.low, strict=True)]
    canvas.path([*upper, *reversed(lower)], "band", closed=True)
    labels = [Label(axis.y(plan.best[-1]), number(plan.best[-1]), words.plan, _span(plan, number))]
    if baseline is not None:
        canvas.path([(x(year), axis.y(v)) for year, v in zip(years, baseline, strict=True)], "l0")
        labels.append(Label(axis.y(baseline[-1]), number(baseline[-1]), words.baseline))
    if target is not None:
        canvas.path([(0, axis.y(target)), (100, axis.y(target))], "lt")
        labels.append(Label(axis.y(target), number(target), words.target))
    canvas.path([(x(year), axis.y(v)) for year, v in zip(years, plan.best, strict=True)], "l1")
    for end in (0, -1):
        canvas.dot(x(years[end]), axis.y(plan.best[end]), 6, "end")
    right_labels(canvas, labels)
    return finish(canvas, fixed_size)


def main_wedges(wedges: Sequence[Series], other: str, most: int = MOST_WEDGES) -> list[Series]:
    """Return the largest wedges by their last value; the rest are added up under the name ``other``."""
    ranked = sorted(wedges, key=lambda wedge: wedge.values[-1], reverse=True)
    if len(ranked) <= most:
        return ranked
    rest = ranked[most - 1 :]
    return [*ranked[: most - 1], Series(other, [sum(values) for values in zip(*(w.values for w in rest), strict=True)])]


def wedge_chart(
    *,
    years: Sequence[int],
    baseline: Sequence[float],
    wedges: Sequence[Series],
    label: str,
    remain: str,
    number: Number,
    fixed_size: Size | None = None,
) -> str:
    """Draw what each measure or sector cuts, stacked from the line without measures down to what remains.

    ``wedges`` are amounts saved per year (at most five, see main_wedges). Raises ValueError for more, or
    for series of another length than ``years``.
    """
    _check_lengths(years, [baseline, *(wedge.values for wedge in wedges)])
    if len(wedges) > MOST_WEDGES:
        raise ValueError(f"{len(wedges)} wedges cannot be told apart; at most {MOST_WEDGES}, see main_wedges")
    canvas = Canvas(label=label)
    left = [list(baseline)]
    for wedge in wedges:
        left.append([before - saved for before, saved in zip(left[-1], wedge.values, strict=True)])
    axis = value_axis(canvas, min(map(min, left)), max(map(max, left)), number)
    x = year_axis(canvas, years)
    lines = [[(x(year), axis.y(v)) for year, v in zip(years, values, strict=True)] for values in left]
    labels = []
    for wedge, css, above, below in zip(wedges, WEDGE_CLASSES, lines, lines[1:], strict=False):
        canvas.path([*above, *reversed(below)], f"wedge {css}", closed=True)
        if below[-1][1] - above[-1][1] >= LEAST_NAMED:
            labels.append(Label((above[-1][1] + below[-1][1]) / 2, number(wedge.values[-1]), wedge.name, inline=True))
    canvas.path(lines[-1], "l1")
    labels.append(Label(lines[-1][-1][1] + 4, number(left[-1][-1]), remain, inline=True))
    right_labels(canvas, labels)
    return finish(canvas, fixed_size)


def stacked_bars(
    *,
    columns: Sequence[str],
    series: Sequence[Series],
    label: str,
    number: Number,
    fixed_size: Size | None = None,
) -> str:
    """Draw amounts per column, stacked; negative ones (sinks) hang below zero and the net sum is marked.

    ``series`` run along ``columns``; at most five. The net mark stands only where a column has both signs.
    """
    _check_lengths(columns, [one.values for one in series])
    if len(series) > len(WEDGE_CLASSES):
        raise ValueError(f"{len(series)} series cannot be told apart; at most {len(WEDGE_CLASSES)}")
    canvas = Canvas(label=label)
    stacks = list(zip(*(one.values for one in series), strict=True))
    gains = [sum(v for v in stack if v > 0) for stack in stacks]
    sinks = [sum(v for v in stack if v < 0) for stack in stacks]
    axis = value_axis(canvas, min(sinks), max(gains), number)
    width = 100 / len(columns)
    for i, (name, stack) in enumerate(zip(columns, stacks, strict=True)):
        _stack(canvas, axis.y, stack, (i + 0.18) * width, 0.64 * width)
        canvas.text((i + 0.5) * width, 100, name, css="s", anchor="middle", dy=24)
        if gains[i] and sinks[i]:
            net = axis.y(gains[i] + sinks[i])
            canvas.line((i + 0.1) * width, net, (i + 0.9) * width, net, "wh")
            canvas.text((i + 0.5) * width, net, number(gains[i] + sinks[i]), css="b halo", anchor="middle", dy=-6)
    return finish(canvas, fixed_size, wide=True)


def _stack(canvas: Canvas, y, stack: Sequence[float], x: float, width: float) -> None:  # type: ignore[no-untyped-def]
    up = down = 0.0
    for value, css in zip(stack, WEDGE_CLASSES, strict=False):
        if value > 0:
            canvas.box(x, y(up + value), width, y(up) - y(up + value), f"wedge {css}")
            up += value
        elif value < 0:
            canvas.box(x, y(down), width, y(down + value) - y(down), f"wedge {css}")
            down += value


def series_colour(index: int) -> str:
    """Return the colour of a series in fixed drawings, for keys in documents."""
    return SERIES[WEDGE_CLASSES[index]]


def _span(plan: Band, number: Number) -> str:
    return f"{number(plan.low[-1])}–{number(plan.high[-1])}"


def _check_lengths(along: Sequence[object], series: Sequence[Sequence[float]]) -> None:
    for values in series:
        if len(values) != len(along):
            raise ValueError(f"a series has {len(values)} values, the axis has {len(along)}")
