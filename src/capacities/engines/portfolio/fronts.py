"""Portfolios along a price or a budget: what a price of a tonne brings about, and the Pareto fronts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from capacities.engines.activity import Floats
from capacities.engines.portfolio.chains import Alternatives
from capacities.engines.portfolio.plan import Limits, Portfolio, solve


def by_price(parts: Sequence[Alternatives], n_levers: int, capex_eur: Floats, eur_per_tonne: float) -> Portfolio:
    """Return the portfolio in which everything worth its price is done: Σ (cost − price × tonnes) is least.

    Chains are independent, so the best combination of each is read off. No other portfolio saves as much for
    less (it is a supported point of the front), hence a gap of 0.
    """
    level = np.zeros(n_levers)
    tonnes = benefit = 0.0
    for part in parts:
        best = int(np.argmin(part.cost_eur - eur_per_tonne * part.reduction_t))
        level[list(part.levers)] = part.level[best]
        tonnes += float(part.reduction_t[best])
        benefit += float(part.benefit_eur[best])
    return Portfolio(level, None, tonnes, float(capex_eur @ level), benefit, 0.0)


def price_for(
    parts: Sequence[Alternatives], n_levers: int, capex_eur: Floats, reduction_t: float, highest: float = 1e9
) -> float:
    """Return the lowest price of a tonne at which ``by_price`` saves at least ``reduction_t``, to 1 in 10⁶.

    Raises ValueError where not even the price ``highest`` is enough.
    """
    low, high = 0.0, highest
    if by_price(parts, n_levers, capex_eur, high).reduction_t < reduction_t:
        raise ValueError(f"reduction_t is {reduction_t}, more than all measures save at {highest:g} EUR per tonne")
    while high - low > 1e-6 * high and high > 1e-6:
        middle = float(np.sqrt(max(low, 1e-6) * high))
        if by_price(parts, n_levers, capex_eur, middle).reduction_t >= reduction_t:
            high = middle
        else:
            low = middle
    return high


def front(parts: Sequence[Alternatives]) -> tuple[Floats, Floats]:
    """Return cost [point] and tonnes [point] of every portfolio that none beats in both: the exact Pareto front.

    Chains are merged one by one, keeping what is efficient (Nemhauser & Ullmann 1969); no solver needed.
    """
    cost, tonnes = np.zeros(1), np.zeros(1)
    for part in parts:
        all_cost = (cost[:, None] + part.cost_eur).ravel()
        all_tonnes = (tonnes[:, None] + part.reduction_t).ravel()
        order = np.lexsort((-all_tonnes, all_cost))
        best = np.maximum.accumulate(all_tonnes[order])
        keep = order[np.concatenate([[True], best[1:] > best[:-1]])]
        cost, tonnes = all_cost[keep], all_tonnes[keep]
    return cost, tonnes


def front_with_benefits(
    parts: Sequence[Alternatives], n_levers: int, capex_eur: Floats, budgets_eur: Floats, eur_per_tonne: Floats
) -> list[Portfolio]:
    """Return portfolios of which none beats another in cost, tonnes and yearly co-benefits together.

    For each budget and each worth of a tonne the portfolio of the largest co-benefits plus worth × tonnes is
    chosen exactly: the supported points of the front.
    """
    tonnes = np.concatenate([part.reduction_t for part in parts])
    benefit = np.concatenate([part.benefit_eur for part in parts])
    found = [
        solve(parts, n_levers, -(worth * tonnes + benefit), None, capex_eur, Limits(budget_eur=float(budget)), 0)
        for budget in budgets_eur
        for worth in eur_per_tonne
    ]
    possible = [one for one in found if one is not None]
    values = np.array([(-one.cost_eur, one.reduction_t, one.benefit_eur) for one in possible]).reshape(-1, 3)
    kept = []
    for i, value in enumerate(values):
        beaten = (values >= value).all(axis=1) & (values > value).any(axis=1)
        twin = (values[:i] == value).all(axis=1).any()
        if not beaten.any() and not twin:
            kept.append(possible[i])
    return kept
