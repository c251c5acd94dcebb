"""Speed of the choice among 80 interventions for 60 needs, under every kind of limit, and of its explanation."""

from __future__ import annotations

import numpy as np

from capacities.engines.portfolio import interventions
from measure import Figure, best_of

INTERVENTIONS, NEEDS, YEARS, PAYERS = 80, 60, 4, 3
SEEDS = range(5)


def figures() -> list[Figure]:
    """Return seconds of the slowest of five random tasks, each the best of three runs, and the gap that is left."""
    tasks = [random_task(seed) for seed in SEEDS]
    found = [interventions.choose(task) for task in tasks]
    seconds = [best_of(3, lambda task=task: interventions.choose(task)) for task in tasks]
    first, choice = tasks[0], found[0]
    assert choice is not None
    money = [ceiling.key for ceiling in first.ceilings if ceiling.key != "staff"]
    explained = best_of(1, lambda: interventions.explain(first, choice, money=money))
    gap = max(one.gap if one else 1.0 for one in found)
    return [
        Figure("needs: choice among 80 interventions, slowest of 5", max(seconds), "s", 2.0),
        Figure("needs: largest gap left", gap, "share", 0.0),
        Figure("needs: explanation of a choice", explained, "s"),
    ]


def random_task(seed: int) -> interventions.Task:
    """Return a task as a country has it: each intervention answers a few needs in part, costs over some years."""
    rng = np.random.default_rng(seed)
    n, m = INTERVENTIONS, NEEDS
    cost = np.round(np.exp(rng.normal(12.0, 1.0, n)), -3)
    start, years = rng.integers(0, YEARS, n), rng.integers(1, 4, n)
    by_year = np.array([[(start[i] <= y < start[i] + years[i]) / years[i] for i in range(n)] for y in range(YEARS)])
    payer, staff = rng.integers(0, PAYERS, n), rng.integers(0, 36, n).astype(float)
    ceilings = [interventions.Ceiling("budget", cost, 0.35 * cost.sum())]
    ceilings += [interventions.Ceiling(f"year {y}", cost * by_year[y], 0.12 * cost.sum()) for y in range(YEARS)]
    ceilings += [interventions.Ceiling(f"payer {p}", cost * (payer == p), 0.2 * cost.sum()) for p in range(PAYERS)]
    ceilings += [interventions.Ceiling("staff", staff, 0.4 * staff.sum())]
    return interventions.Task(
        ids=[f"i{i}" for i in range(n)],
        cost_eur=cost,
        weight=rng.integers(1, 6, m) * rng.integers(1, 20, m) * 1.0,
        cover=np.where(rng.random((n, m)) < 0.06, rng.integers(1, 5, (n, m)) / 4, 0.0),
        ceilings=ceilings,
        floors=[interventions.Floor(f"topic {k}", range(k, m, 6), 0.25) for k in range(3)],
        requires={i: [i - 40] for i in range(40, 52)},
        excludes={i: [i + 1] for i in range(0, 20, 2)},
        small=range(0, n, 3),
        small_share=0.2,
    )
