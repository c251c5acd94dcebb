"""Levers that interact form a chain; all combinations of their levels are computed exactly, chain by chain.

Two levers interact only where one takes from a column that the other takes from or adds to. Across chains
tonnes and costs add up; so a choice among combinations per chain is exact without any linearisation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from capacities.engines.activity import Floats
from capacities.engines.pathway import COLUMN_INDEX, Lever, forward

MAX_COMBINATIONS = 70_000  # per chain: about 25 MB of state


@dataclass(frozen=True)
class Alternatives:
    """All combinations of one chain: ``level`` [combination, lever], what they save and what they cost."""

    levers: tuple[int, ...]
    level: Floats
    reduction_t: Floats
    cost_eur: Floats
    benefit_eur: Floats  # co-benefits per year, 0 where none were asked for

    def keep(self, rows: NDArray[np.intp]) -> Alternatives:
        """Return some of the combinations."""
        return Alternatives(
            self.levers, self.level[rows], self.reduction_t[rows], self.cost_eur[rows], self.benefit_eur[rows]
        )


def chains(levers: Sequence[Lever]) -> list[tuple[int, ...]]:
    """Return the indices of the levers that interact, chain by chain."""
    takers: dict[str, set[int]] = {}
    touchers: dict[str, set[int]] = {}
    for i, lever in enumerate(levers):
        for flow in lever.flows:
            takers.setdefault(flow.source, set()).add(i)
            touchers.setdefault(flow.source, set()).add(i)
            for id, _ in flow.to:
                touchers.setdefault(id, set()).add(i)
        for id, _ in lever.adds:
            touchers.setdefault(id, set()).add(i)
    parent = list(range(len(levers)))

    def root(i: int) -> int:
        while parent[i] != i:
            i = parent[i]
        return i

    for column in takers:
        first, *others = sorted(touchers[column])
        for other in others:
            parent[root(other)] = root(first)
    groups: dict[int, list[int]] = {}
    for i in range(len(levers)):
        groups.setdefault(root(i), []).append(i)
    return [tuple(group) for group in groups.values()]


def steps_for(n_levers: int, wanted: int) -> int:
    """Return how many steps above zero each lever of a chain can have without too many combinations."""
    steps = wanted
    while steps > 1 and (steps + 1) ** n_levers > MAX_COMBINATIONS:
        steps -= 1
    if (steps + 1) ** n_levers > MAX_COMBINATIONS:
        raise ValueError(f"a chain of {n_levers} levers has more than {MAX_COMBINATIONS} combinations")
    return steps


def alternatives(
    chain: tuple[int, ...],
    levers: Sequence[Lever],
    state: Floats,
    weights: Floats,
    most: Floats,
    unit_cost_eur: Floats,
    *,
    steps: int = 4,
    never: Mapping[int, Sequence[int]] | None = None,
    damage_eur: Floats | None = None,
) -> Alternatives:
    """Return every combination of levels (multiples of ``most`` / steps) of one chain, in one year, one draw.

    ``state`` and ``weights`` are [column, 1, 1]; ``most`` and ``unit_cost_eur`` [lever] give the highest level
    and the cost of level 1. ``never`` maps a lever to levers that may not stand beside it. ``damage_eur`` [column]
    is what a unit of each column costs the public; less of it is the co-benefit.
    """
    steps = steps_for(len(chain), steps)
    grid = np.stack(np.meshgrid(*[np.arange(steps + 1) / steps] * len(chain), indexing="ij"), axis=-1)
    part = grid.reshape(-1, len(chain))
    for lever, others in (never or {}).items():
        for other in others:
            if lever in chain and other in chain:
                part = part[(part[:, chain.index(lever)] == 0) | (part[:, chain.index(other)] == 0)]
    level = part * most[list(chain)]
    own = [levers[i] for i in chain]
    columns = sorted({COLUMN_INDEX[id] for lever in own for id in _columns(lever)})
    wide = np.zeros((len(COLUMN_INDEX), len(level), 1))
    wide[columns] = state[columns]
    after = forward(wide, own, level.T[:, :, None])[columns, :, 0]

    def saved(of: Floats) -> Floats:
        return np.asarray(of @ state[columns, 0] - of @ after)

    return Alternatives(
        levers=chain,
        level=level,
        reduction_t=saved(weights[columns, 0, 0]),
        cost_eur=level @ unit_cost_eur[list(chain)],
        benefit_eur=np.zeros(len(level)) if damage_eur is None else saved(damage_eur[columns]),
    )


def _columns(lever: Lever) -> set[str]:
    targets = {id for flow in lever.flows for id, _ in flow.to}
    return {flow.source for flow in lever.flows} | targets | {id for id, _ in lever.adds}


def efficient(found: Alternatives) -> Alternatives:
    """Return the combinations that none beats in both cost and tonnes, by rising cost."""
    order = np.lexsort((-found.reduction_t, found.cost_eur))
    best = np.maximum.accumulate(found.reduction_t[order])
    better = np.concatenate([[True], best[1:] > best[:-1]])
    return found.keep(order[better])
