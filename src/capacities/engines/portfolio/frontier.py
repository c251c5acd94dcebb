"""The exact 0/1 knapsack by its frontier of undominated choices, pruned by bounds, in plain arithmetic.

Nemhauser & Ullmann (1969), Discrete Dynamic Programming and Capital Allocation; bounds as in Pisinger (1997).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from capacities.engines.activity import Floats

MAX_STATES = 1_000_000
ROUNDING = 1e-12  # of the sum of all weights: a choice over the capacity by less is within it


def knapsack_frontier(profit: Floats, weight: Floats, capacity: float) -> NDArray[np.bool_] | None:
    """Return the choice [item] of largest profit within the capacity, of least weight among equals.

    All profits and weights are above 0. Returns None if more than ``MAX_STATES`` choices stay undominated.
    """
    n = profit.size
    order = np.argsort(-profit / weight, kind="stable")
    p, w = profit[order], weight[order]
    room = capacity + ROUNDING * float(w.sum())
    if room < 0:
        raise ValueError(f"capacity is {capacity}, expected 0 or more")
    sums = _Sums(p, w)
    best = _greedy(p, w, room)
    values, weights = np.zeros(1), np.zeros(1)
    nodes = np.zeros(1, dtype=np.int64)  # last item taken + link to the choice before it; 0 is "nothing yet"
    item, link = [np.zeros(1, dtype=np.int64)], [np.zeros(1, dtype=np.int64)]
    used = 1
    for k in range(n):
        fits = weights + w[k] <= room
        new_v, new_w = values[fits] + p[k], weights[fits] + w[k]
        best = max(best, float(new_v.max(initial=0.0)))
        fresh = used + np.arange(new_v.size)
        item.append(np.full(new_v.size, k + 1, dtype=np.int64))
        link.append(nodes[fits])
        used += new_v.size
        values, weights = np.concatenate([values, new_v]), np.concatenate([weights, new_w])
        nodes = np.concatenate([nodes, fresh])
        hope = values + sums.bound(k + 1, room - weights)
        keep = np.flatnonzero(hope >= best * (1 - 1e-12))
        keep = keep[np.lexsort((-values[keep], weights[keep]))]
        top = np.maximum.accumulate(values[keep])
        keep = keep[np.concatenate([[True], top[1:] > top[:-1]])] if keep.size else keep
        values, weights, nodes = values[keep], weights[keep], nodes[keep]
        if values.size > MAX_STATES or used > 20 * MAX_STATES:
            return None
    return _trace(int(nodes[np.argmax(values)]), np.concatenate(item), np.concatenate(link), order)


class _Sums:
    """Sums of the items in order of profit per weight, from which the bound of the relaxed rest is read."""

    def __init__(self, p: Floats, w: Floats) -> None:
        self.p, self.w = np.append(p, 0.0), np.append(w, 1.0)
        self.profit, self.weight = np.concatenate([[0.0], np.cumsum(p)]), np.concatenate([[0.0], np.cumsum(w)])

    def bound(self, k: int, room: Floats) -> Floats:
        """Return the most that items k… can add in ``room`` if the last one may be cut."""
        limit = self.weight[k] + room
        whole = np.clip(np.searchsorted(self.weight, limit, side="right") - 1, k, self.weight.size - 1)
        part = np.maximum(limit - self.weight[whole], 0.0) * self.p[whole] / self.w[whole]
        return np.asarray(self.profit[whole] - self.profit[k] + part)


def _greedy(p: Floats, w: Floats, room: float) -> float:
    total = 0.0
    for profit, weight in zip(p, w, strict=True):
        if weight <= room:
            total, room = total + profit, room - weight
    return float(total)


def _trace(node: int, item: NDArray[np.int64], link: NDArray[np.int64], order: NDArray[np.intp]) -> NDArray[np.bool_]:
    taken = np.zeros(order.size, dtype=bool)
    while node:
        taken[order[item[node] - 1]] = True
        node = int(link[node])
    return taken
