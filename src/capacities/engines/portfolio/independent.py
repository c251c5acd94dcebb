"""Choosing among independent measures: the exact 0/1 knapsack and its cousins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from capacities.engines.activity import Floats
from capacities.engines.portfolio.frontier import knapsack_frontier
from capacities.engines.portfolio.milp import Program, Solution, minimise


@dataclass(frozen=True)
class IndependentChoice:
    """The chosen ids in the order given, their sums, and the proved gap (0: no better choice exists)."""

    chosen: tuple[str, ...]
    reduction_t: float
    cost_eur: float
    proved_gap: float


def choose_independent(
    ids: Sequence[str],
    reduction_t: Floats,
    cost_eur: Floats,
    *,
    budget_eur: float | None = None,
    target: float | None = None,
) -> IndependentChoice:
    """Return the measures with the largest reduction within a budget, or the cheapest that reach a target.

    Exactly one of ``budget_eur`` and ``target`` is given; a target above 1 is in tonnes, else a share of what
    all measures with a positive reduction save together. Equally good choices: the cheapest, or the one that
    saves most. Raises ValueError for bad input and for a target that all measures together do not reach.
    """
    reduction_t, cost_eur = np.asarray(reduction_t, dtype=float), np.asarray(cost_eur, dtype=float)
    _check(ids, reduction_t, cost_eur, budget_eur, target)
    if not ids:
        return IndependentChoice((), 0.0, 0.0, 0.0)
    start = _settled(reduction_t, cost_eur)
    gain, price = np.abs(reduction_t), np.abs(cost_eur)
    open_ = ((reduction_t > 0) & (cost_eur > 0)) | ((reduction_t < 0) & (cost_eur < 0))
    if budget_eur is not None:
        switch, gap = _exact(gain[open_], price[open_], budget_eur - cost_eur[start].sum())
    else:
        assert target is not None
        goal = target if target > 1 else target * float(np.maximum(reduction_t, 0.0).sum())
        spare = reduction_t[start].sum() + gain[open_].sum() - goal
        drop, gap = _exact(price[open_], gain[open_], spare)
        switch = ~drop
    x = start.copy()
    x[open_] ^= switch
    chosen = tuple(id for id, taken in zip(ids, x, strict=True) if taken)
    return IndependentChoice(chosen, float(reduction_t[x].sum()), float(cost_eur[x].sum()), gap)


def _settled(reduction_t: Floats, cost_eur: Floats) -> NDArray[np.bool_]:
    """Return what is taken before anything is weighed: what earns money. What also adds tonnes may be given back.

    With these taken, every other step (taking a measure, giving one back) saves tonnes and costs money.
    """
    return (cost_eur < 0) | ((cost_eur == 0) & (reduction_t > 0))


def _exact(profit: Floats, weight: Floats, capacity: float) -> tuple[NDArray[np.bool_], float]:
    """Return the best 0/1 choice and its gap: by the frontier, or by HiGHS where that grows too large."""
    if not profit.size:
        return np.zeros(0, dtype=bool), 0.0
    found = knapsack_frontier(profit, weight, max(capacity, 0.0))
    if found is not None:
        return found, 0.0
    solution = knapsack(profit, weight[None], np.array([capacity]))
    return solution.x > 0.5, solution.gap


def knapsack(profits: Floats, weights: Floats, capacities: Floats) -> Solution:
    """Return the 0/1 choice [item] of largest profit; ``weights`` is [constraint, item], all ≤ ``capacities``.

    The objective of the solution is the negative profit.
    """
    n = profits.size
    solution = minimise(
        Program(
            cost=-profits,
            matrix=weights,
            row_low=np.full(len(capacities), -np.inf),
            row_high=capacities,
            low=np.zeros(n),
            high=np.ones(n),
            integer=np.ones(n, dtype=bool),
        )
    )
    if solution is None:
        raise ValueError("no choice keeps all capacities")
    return solution


def _check(
    ids: Sequence[str], reduction_t: Floats, cost_eur: Floats, budget_eur: float | None, target: float | None
) -> None:
    if (budget_eur is None) == (target is None):
        raise ValueError("give either budget_eur or target")
    for name, values in (("reduction_t", reduction_t), ("cost_eur", cost_eur)):
        if values.shape != (len(ids),):
            raise ValueError(f"{name} has shape {values.shape}, expected ({len(ids)},)")
        if not np.isfinite(values).all():
            raise ValueError(f"{name} of {ids[int(np.flatnonzero(~np.isfinite(values))[0])]!r} is not a number")
    if len(set(ids)) != len(ids):
        raise ValueError(f"ids holds {next(id for id in ids if list(ids).count(id) > 1)!r} twice")
    if budget_eur is not None and not budget_eur >= 0:
        raise ValueError(f"budget_eur is {budget_eur}, expected 0 or more")
    if target is not None and not target >= 0:
        raise ValueError(f"target is {target}, expected 0 or more")
    most = float(np.maximum(reduction_t, 0.0).sum())
    if target is not None and target > 1 and target > most * (1 + 1e-12):
        raise ValueError(f"target is {target:g} t, but all measures together save {most:g} t")
