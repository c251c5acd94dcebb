"""The chain of levers, forwards (what they leave) and backwards (what one more unit of a column would weigh).

State is [column, draw, year]; levels are [lever, year] or [lever, draw, year]. Loops run over levers only.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from capacities.engines.activity import Floats
from capacities.engines.pathway.columns import COLUMN_INDEX
from capacities.engines.pathway.levers import Flow, Lever


def forward(state: Floats, levers: Sequence[Lever], level: Floats) -> Floats:
    """Return the state after all levers, applied in the given order. ``state`` is not changed."""
    after = state.copy()
    for lever, x in zip(levers, level, strict=True):
        _apply(after, lever, x)
    return after


def _apply(state: Floats, lever: Lever, x: Floats) -> None:
    for flow in lever.flows:
        i = COLUMN_INDEX[flow.source]
        moved = state[i] * (flow.share * x)
        state[i] -= moved
        for id, conversion in flow.to:
            state[COLUMN_INDEX[id]] += moved * conversion
    for id, amount in lever.adds:
        state[COLUMN_INDEX[id]] += amount * x


def gradient(state: Floats, weights: Floats, levers: Sequence[Lever], level: Floats) -> tuple[Floats, Floats]:
    """Return F [k, draw, year] and dF/dlevel [lever, k, draw, year] of F = Σ weights × state after the levers.

    ``weights`` is [k, column, draw, year]: k linear measures of the final state (emissions, costs …).
    Reverse-mode differentiation: one pass forwards that keeps what each lever found, one backwards.
    """
    after = state.copy()
    found: list[list[Floats]] = []
    for lever, x in zip(levers, level, strict=True):
        found.append([after[COLUMN_INDEX[flow.source]].copy() for flow in lever.flows])
        _apply(after, lever, x)
    value = np.einsum("kcdy,cdy->kdy", weights, after)
    adjoint = weights.copy()
    slopes = np.zeros((len(levers), weights.shape[0], *state.shape[1:]))
    for j in range(len(levers) - 1, -1, -1):
        lever, x = levers[j], level[j]
        for id, amount in lever.adds:
            slopes[j] += adjoint[:, COLUMN_INDEX[id]] * amount
        for flow, stock in zip(lever.flows, found[j], strict=True):
            i = COLUMN_INDEX[flow.source]
            gain = -adjoint[:, i]
            for id, conversion in flow.to:
                gain = gain + adjoint[:, COLUMN_INDEX[id]] * conversion
            gain = gain * flow.share
            slopes[j] += gain * stock
            adjoint[:, i] += gain * x
    return value, slopes


def depth(levers: Sequence[Lever]) -> int:
    """Return the largest number of levers that act one after the other on the same quantity."""
    passed = np.zeros(len(COLUMN_INDEX), dtype=int)
    for lever in levers:
        for flow in lever.flows:
            i = COLUMN_INDEX[flow.source]
            passed[i] += 1
            for id, _ in flow.to:
                passed[COLUMN_INDEX[id]] = max(passed[COLUMN_INDEX[id]], passed[i])
        for id, _ in lever.adds:
            passed[COLUMN_INDEX[id]] = max(passed[COLUMN_INDEX[id]], 1)
    return int(passed.max(initial=0))


def only_where_it_helps(levers: Sequence[Lever], weights: Floats, highest: Floats) -> list[Lever]:
    """Return the levers with every flow switched off where it could raise emissions, whatever the others do.

    ``weights`` is [column, draw, year], ``highest`` [lever, year] the potential of each level. Bounds of the
    adjoint are carried backwards; a flow stays where the least it can save exceeds the most it can cause
    (electric heat on a grid that burns coal, for instance, does not).
    """
    low, high = list(weights), list(weights)  # views: a column is copied only when it changes
    kept: list[Lever] = []
    for lever, x in zip(reversed(levers), highest[::-1], strict=True):
        flows = []
        for flow in lever.flows:
            i = COLUMN_INDEX[flow.source]
            least = sum((low[COLUMN_INDEX[id]] * conversion for id, conversion in flow.to), np.zeros((1, 1)))
            most = sum((high[COLUMN_INDEX[id]] * conversion for id, conversion in flow.to), np.zeros((1, 1)))
            helps = low[i] >= most
            share = flow.share if helps.all() else flow.share * helps
            flows.append(Flow(flow.source, share, flow.to))
            taken = share * x
            low[i] = np.minimum(low[i], low[i] + taken * (least - low[i]))
            high[i] = np.maximum(high[i], high[i] + taken * (most - high[i]))
        kept.append(Lever(lever.id, lever.phase, tuple(flows), lever.adds))
    return kept[::-1]
