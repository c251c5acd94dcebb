"""Choosing among independent measures: the exact 0/1 knapsack and its cousins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from capacities.engines.activity import Floats
from capacities.engines.portfolio.milp import Program, Solution, minimise

REPAIRS = 50  # solutions that only the solver's tolerance lets pass and that may be cut off before giving up


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
    if budget_eur is not None:
        best = _exact(-reduction_t, cost_eur, budget_eur)
        tie = _exact(cost_eur, -reduction_t, best.objective)
    else:
        assert target is not None
        goal = target if target > 1 else target * float(np.maximum(reduction_t, 0.0).sum())
        best = _exact(cost_eur, -reduction_t, -goal)
        tie = _exact(-reduction_t, cost_eur, best.objective)
    x = _better(best, tie, reduction_t, cost_eur, budget_eur)
    chosen = tuple(id for id, taken in zip(ids, x, strict=True) if taken)
    return IndependentChoice(chosen, float(reduction_t[x].sum()), float(cost_eur[x].sum()), best.gap)


def _better(
    best: Solution, tie: Solution, reduction_t: Floats, cost_eur: Floats, budget_eur: float | None
) -> NDArray[np.bool_]:
    """Return the tie-break's choice if it is no worse in the first aim and keeps the limit, else the first one."""
    first, second = best.x > 0.5, tie.x > 0.5
    aim = reduction_t if budget_eur is not None else -cost_eur
    keeps = budget_eur is None or cost_eur[second].sum() <= budget_eur
    return second if keeps and aim[second].sum() >= aim[first].sum() else first


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


def _exact(cost: Floats, weight: Floats, limit: float) -> Solution:
    """Return the 0/1 choice that minimises ``cost`` with Σ weight ≤ limit, checked in plain arithmetic.

    A solver keeps limits to a tolerance; a choice that exceeds the limit is cut off and the rest solved again.
    """
    slack = 1e-12 * max(float(np.abs(weight).sum()), 1.0)  # rounding of the sum itself
    rows, highs = [weight], [limit + slack]
    for _ in range(REPAIRS):
        solution = minimise(
            Program(
                cost=cost,
                matrix=np.array(rows),
                row_low=np.full(len(rows), -np.inf),
                row_high=np.array(highs),
                low=np.zeros(cost.size),
                high=np.ones(cost.size),
                integer=np.ones(cost.size, dtype=bool),
            )
        )
        if solution is None:
            raise ValueError(f"no choice keeps the limit {limit}")
        taken = solution.x > 0.5
        if weight[taken].sum() <= limit + slack:
            return solution
        rows.append(np.where(taken, 1.0, -1.0))
        highs.append(taken.sum() - 1.0)
    raise ValueError(f"the limit {limit} cannot be told from its neighbours at the solver's precision")


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
