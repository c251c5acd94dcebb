"""The abatement cost curve of levers that interact: each step counts what the steps before it have left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from capacities.engines.activity import Floats
from capacities.engines.pathway import Lever, forward


@dataclass(frozen=True)
class CostCurve:
    """Steps by rising cost: index of the lever, tonnes it adds to the steps before, EUR per tonne of that."""

    lever: NDArray[np.intp]
    tonnes: Floats
    eur_per_tonne: Floats


def cost_curve(
    state: Floats, weights: Floats, levers: Sequence[Lever], level: Floats, yearly_cost_eur: Floats
) -> CostCurve:
    """Return the curve of levers at ``level`` [lever], in one year and draw (``state`` [column, 1, 1]).

    At each step the lever that now costs least per tonne comes next; levers that save nothing there come last
    with an infinite cost. The tonnes add up to what all levers save together. ``yearly_cost_eur`` [lever].
    """
    left = [int(i) for i in np.flatnonzero(level > 0)]
    on = np.zeros(len(levers))
    now = float((weights * state).sum())
    order: list[int] = []
    tonnes: list[float] = []
    cost: list[float] = []
    while left:
        tried = np.repeat(on[:, None], len(left), axis=1)
        tried[left, np.arange(len(left))] = level[left]
        after = forward(np.repeat(state, len(left), axis=1), levers, tried[:, :, None])
        saved = now - np.einsum("c,cd->d", weights[:, 0, 0], after[:, :, 0])
        price = np.full(len(left), np.inf)
        np.divide(yearly_cost_eur[left], saved, out=price, where=saved > 0)
        j = int(np.argmin(price))
        order.append(left[j])
        tonnes.append(float(saved[j]))
        cost.append(float(price[j]))
        now -= float(saved[j])
        on[left[j]] = level[left[j]]
        del left[j]
    return CostCurve(np.array(order, dtype=np.intp), np.array(tonnes), np.array(cost))
