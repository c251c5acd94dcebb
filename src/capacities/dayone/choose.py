"""Which measures a draft plan takes and how far each goes, and what stands in the way of more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from capacities.dayone.result import Notice
from capacities.dayone.scenario import Side, Window, potential
from capacities.engines.activity import Floats
from capacities.engines.portfolio import (
    Alternatives,
    Limits,
    Portfolio,
    alternatives,
    by_price,
    chains,
    cheapest,
    efficient,
    largest,
    price_for,
    with_confidence,
)

STEPS = 4  # levels of a measure: quarters of what it can reach
WORTHWHILE = 0.98  # where the target is out of reach, the dearest 2 % of what could be saved are left out
ROUNDING = 1e-6


@dataclass(frozen=True)
class Choice:
    """End levels [lever], the proved gap, and what stands in the way of more."""

    level: Floats
    proved_gap: float
    limits: tuple[Notice, ...]


@dataclass(frozen=True)
class _Problem:
    """One place's choice: combinations per chain in the target year, and the limits."""

    ids: tuple[str, ...]
    parts: list[Alternatives]
    capex: Floats
    limits: Limits

    def cheapest(self, tonnes: float) -> Portfolio | None:
        return cheapest(self.parts, len(self.ids), tonnes, self.capex, self.limits)

    def largest(self, limits: Limits | None = None) -> Portfolio | None:
        return largest(self.parts, len(self.ids), self.capex, limits or self.limits)

    def worthwhile(self, most: Portfolio) -> Portfolio:
        """Return the plan without the dearest tonnes, the last 2 % of what could be saved."""
        price = price_for(self.parts, len(self.ids), self.capex, WORTHWHILE * most.reduction_t)
        return by_price(self.parts, len(self.ids), self.capex, price)

    def money_binds(self, most: Portfolio) -> bool:
        """Whether more money would save more."""
        free = self.largest(Limits()) if self.limits.budget_eur is not None else None
        return free is not None and free.reduction_t > most.reduction_t * (1 + ROUNDING)


@dataclass(frozen=True)
class Chance:
    """Meet the target with this probability; ``of`` tells the probability of end levels [lever]."""

    wanted: float
    of: Callable[[Floats], float]


def choose(
    side: Side, window: Window, target_t: float, budget_eur: float | None, chance: Chance | None = None
) -> Choice:
    """Return the plan of least investment that reaches the target, or the one that comes nearest to it.

    Where money forbids the target the plan saves as much as the budget buys. Where time does, it leaves out the
    dearest tonnes: it is the cheapest for what it saves, at least ``WORTHWHILE`` of the most. Levels are quarters
    (thirds in long chains) of what each measure can reach by the target year; among these the choice is exact,
    interactions included. With a ``chance`` the target must hold in that share of the draws.
    """
    then = side.at(int(window.target_year - side.years[0]))
    problem = _problem(then, window, budget_eur)
    need_t = float(then.baseline_t()[0, 0]) - target_t
    if need_t <= 0:
        return Choice(np.zeros(len(problem.ids)), 0.0, (Notice("target_reached_without_measures", {}, "info"),))
    most = problem.largest()
    if most is None:
        return Choice(np.zeros(len(problem.ids)), 0.0, (Notice("no_measure_possible", {}, "warning"),))
    unsure: tuple[Notice, ...] = ()
    if most.reduction_t >= need_t:
        best, unsure = _reach(problem, need_t, most, chance)
    elif problem.money_binds(most):
        best = problem.cheapest(most.reduction_t * (1 - ROUNDING)) or most
    else:
        best = problem.worthwhile(most)
    return Choice(best.level, best.gap, (*unsure, *_explain(problem, best, most, need_t, then, window)))


def _reach(
    problem: _Problem, need_t: float, most: Portfolio, chance: Chance | None
) -> tuple[Portfolio, tuple[Notice, ...]]:
    """Return the cheapest plan that reaches the target, on the median path or with the wanted chance."""
    if chance is None:
        return problem.cheapest(need_t) or most, ()
    found, _ = with_confidence(problem.cheapest, lambda plan: chance.of(plan.level), need_t, chance.wanted)
    if found is not None:
        return found, ()
    values = {"wanted": chance.wanted, "reached": chance.of(most.level)}
    return most, (Notice("chance_out_of_reach", values, "info"),)


def _problem(then: Side, window: Window, budget_eur: float | None) -> _Problem:
    found = then.place_levers
    ids = found.ids
    index = {id: i for i, id in enumerate(ids)}
    capex = found.capex_eur[:, 0]
    most = potential(found, window)
    excludes = _among(index, {m.id: m.excludes for m in found.measures})
    requires = _among(index, {m.id: m.requires for m in found.measures})
    possible = [i for i, measure in enumerate(found.measures) if all(id in index for id in measure.requires)]
    parts = []
    for chain in chains(then.levers):
        open_ = tuple(i for i in chain if i in possible)
        if open_:
            part = alternatives(open_, then.levers, then.state, then.weights, most, capex, steps=STEPS, never=excludes)
            parts.append(efficient(_with_required(part, requires)))
    return _Problem(ids, parts, capex, Limits(budget_eur=budget_eur))


def _among(index: Mapping[str, int], rows: Mapping[str, tuple[str, ...]]) -> dict[int, list[int]]:
    return {index[id]: [index[o] for o in others if o in index] for id, others in rows.items() if others}


def _with_required(part: Alternatives, requires: Mapping[int, list[int]]) -> Alternatives:
    """Drop combinations in which a measure stands without one that it needs (both are of one chain)."""
    keep = np.ones(part.cost_eur.size, dtype=bool)
    for lever, others in requires.items():
        for other in others:
            if lever in part.levers and other in part.levers:
                lacks = part.level[:, part.levers.index(other)] == 0
                keep &= ~((part.level[:, part.levers.index(lever)] > 0) & lacks)
    return part.keep(np.flatnonzero(keep))


def _explain(
    problem: _Problem, best: Portfolio, most: Portfolio, need_t: float, then: Side, window: Window
) -> tuple[Notice, ...]:
    found: list[Notice] = []
    if most.reduction_t < need_t:
        if problem.limits.budget_eur is not None and problem.money_binds(most):
            found.append(Notice("limit_money", {"budget_eur": problem.limits.budget_eur}, "info"))
            found += _one_more_euro(problem, most)
        else:
            full = potential(then.place_levers, window) >= then.place_levers.max_level
            code = "limit_catalogue" if full.all() else "limit_pace"
            found.append(Notice(code, {"year": window.target_year}, "info"))
    found += _next_measure(problem, best, then, window)
    return tuple(found)


def _one_more_euro(problem: _Problem, most: Portfolio) -> list[Notice]:
    """Return what the next tenth of the budget would buy, in tonnes and EUR per tonne."""
    budget = problem.limits.budget_eur or 0.0
    extra = max(0.1 * budget, 1e5)
    more = problem.largest(Limits(budget_eur=budget + extra))
    gain = more.reduction_t - most.reduction_t if more else 0.0
    return [Notice("more_money_buys", {"extra_eur": extra, "tonnes": gain}, "info")] if gain > 0 else []


def _next_measure(problem: _Problem, best: Portfolio, then: Side, window: Window) -> list[Notice]:
    """Return the measure that would save most per euro if it went further than the plan has it."""
    left = potential(then.place_levers, window) - best.level
    excluded = {o for i in np.flatnonzero(best.level) for o in then.place_levers.measures[i].excludes}
    chosen = {problem.ids[i] for i in np.flatnonzero(best.level)}
    open_ = [
        i
        for i in np.flatnonzero(left > 1e-9)
        if problem.ids[i] not in excluded and chosen.issuperset(then.place_levers.measures[i].requires)
    ]
    if not open_:
        return []
    tried = np.repeat(best.level[:, None], len(open_) + 1, axis=1)
    tried[open_, np.arange(len(open_))] += left[open_]
    after = np.concatenate([then.plan_state(tried[:, j : j + 1]) for j in range(len(open_) + 1)], axis=1)
    tonnes = np.einsum("cdy,cdy->d", np.broadcast_to(then.weights, after.shape), after)
    gain, cost = tonnes[-1] - tonnes[:-1], problem.capex[open_] * left[open_]
    if gain.max() <= 0:
        return []
    j = int(np.argmax(gain / np.maximum(cost, 1.0)))
    params: dict[str, str | float] = {
        "measure": problem.ids[open_[j]],
        "tonnes": float(gain[j]),
        "cost_eur": float(cost[j]),
    }
    return [Notice("next_measure", params, "info")]
