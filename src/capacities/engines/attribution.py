"""The exact share of each lever in what all levers do together: Shapley values that add up to the total.

With the levers in a fixed order of action, any linear measure F of the final state is linear in each lever's
level, so F at partial levels is the multilinear extension of the game "which levers are in the plan".
Owen (1972), Multilinear Extensions of Games, Management Science 18: the Shapley value of a player is the
integral of its partial derivative along the diagonal. That integrand is a polynomial in t of a degree below
the number of levers on one chain; Gauss-Legendre quadrature with enough nodes is exact for it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from capacities.engines.activity import Floats
from capacities.engines.pathway import Lever, depth, gradient


def shapley(state: Floats, weights: Floats, levers: Sequence[Lever], level: Floats) -> Floats:
    """Return what each lever takes off each measure, [lever, k, draw, year]; negative where it adds.

    ``state`` [column, draw, year] is the baseline, ``weights`` [k, column, draw, year] the linear measures,
    ``level`` [lever, year] or [lever, draw, year]. Summed over levers the result is F(baseline) − F(plan).
    """
    if len(level) != len(levers):
        raise ValueError(f"level has {len(level)} rows, expected one for each of {len(levers)} levers")
    nodes, node_weights = np.polynomial.legendre.leggauss(max(1, (depth(levers) + 1) // 2))
    total = np.zeros((len(levers), weights.shape[0], *state.shape[1:]))
    for node, node_weight in zip((nodes + 1) / 2, node_weights / 2, strict=True):
        _, slopes = gradient(state, weights, levers, level * node)
        total -= node_weight * slopes
    x = level[:, None, None, :] if level.ndim == 2 else level[:, None]
    return total * x
