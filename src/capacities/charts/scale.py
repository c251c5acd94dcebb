"""Axes: round values to rule, and labels moved apart so that none covers another."""

from __future__ import annotations

import math
from collections.abc import Sequence

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


def ticks(low: float, high: float, *, most: int = 5) -> list[float]:
    """Return round values that span ``low`` to ``high`` and zero, at most ``most`` + 1 of them, lowest first.

    Raises ValueError when there is nothing to span.
    """
    low, high = min(low, 0.0), max(high, 0.0)
    if not math.isfinite(low) or not math.isfinite(high) or low == high:
        raise ValueError(f"an axis from {low} to {high} has no length")
    raw = (high - low) / most
    magnitude = 10.0 ** math.floor(math.log10(raw))
    for step in (factor * magnitude for factor in _STEPS):
        first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
        if last - first <= most:
            return [step * i for i in range(first, last + 1)]
    first, last = math.floor(low / (20 * magnitude)), math.ceil(high / (20 * magnitude))
    return [20 * magnitude * i for i in range(first, last + 1)]


def spread(positions: Sequence[float], sizes: Sequence[float], *, low: float = 0.0, high: float = 100.0) -> list[float]:
    """Return where labels of some sizes begin so that none covers the next, in the order of their wishes.

    A label takes the stretch from its position to position plus size. The sum of squared moves is least:
    with the sizes before it taken off, each position must not fall below the one before, which is isotonic
    regression, solved by pooling neighbours. They stay between ``low`` and ``high`` where there is room.
    """
    order = sorted(range(len(positions)), key=lambda i: positions[i])
    before = [sum(sizes[j] for j in order[:k]) for k in range(len(order))]
    pools: list[tuple[float, int]] = []  # sum of wishes, how many labels
    for k, i in enumerate(order):
        pools.append((positions[i] - before[k], 1))
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] > pools[-1][0] / pools[-1][1]:
            (last, many), (total, count) = pools.pop(), pools.pop()
            pools.append((total + last, count + many))
    starts = [total / count for total, count in pools for _ in range(count)]
    room = high - sum(sizes)
    result = [0.0] * len(positions)
    for k, i in enumerate(order):
        result[i] = max(min(starts[k], room), low) + before[k]
    return result
