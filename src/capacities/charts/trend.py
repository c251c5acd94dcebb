"""A score over rounds: own line solid, median of the group dashed. Rounds stand at equal steps, named below."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from capacities.charts.canvas import Canvas, Size
from capacities.charts.frame import Label, Number, finish, right_labels, value_axis


def trend(
    rounds: Sequence[str],
    own: Sequence[float | None],
    median: Sequence[float | None],
    *,
    most: float,
    own_name: str,
    median_name: str,
    label: str,
    number: Number,
    fixed_size: Size | None = None,
) -> str:
    """Draw two lines from 0 to ``most``; a round without a score (None) leaves a gap.

    Raises ValueError for fewer than two rounds or lists of different length.
    """
    if not len(rounds) == len(own) == len(median) or len(rounds) < 2:
        raise ValueError(f"a trend needs lists of the same length; got {len(rounds)}, {len(own)}, {len(median)}")
    canvas = Canvas(label=label)
    axis = value_axis(canvas, 0, most, number)
    at = [100 * k / (len(rounds) - 1) for k in range(len(rounds))]
    for k, name in enumerate(rounds):
        ends = {0: "start", len(rounds) - 1: "end"}
        canvas.text(at[k], 100, name, css="s" if k in ends else "s nar", anchor=ends.get(k, "middle"), dy=24)
    labels = []
    for values, css, name in ((median, "l0", median_name), (own, "l1", own_name)):
        points = [None if value is None else (at[k], axis.y(value)) for k, value in enumerate(values)]
        for first, second in pairwise(points):
            if first is not None and second is not None:
                canvas.path([first, second], css)
        known = [(point, value) for point, value in zip(points, values, strict=True) if point and value is not None]
        if css == "l1":
            for (x, y), _value in known:
                canvas.dot(x, y, 5, "end")
        if known:
            (_x, y), value = known[-1]
            labels.append(Label(y, number(value), name))
    right_labels(canvas, labels)
    return finish(canvas, fixed_size)
