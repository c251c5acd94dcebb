"""Which measures a draft plan takes and how far each goes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from capacities.dayone.result import Notice
from capacities.dayone.scenario import Side, Window, potential
from capacities.engines.activity import Floats
from capacities.engines.attribution import shapley


@dataclass(frozen=True)
class Choice:
    """End levels [lever], the proved gap, and what stands in the way of more."""

    level: Floats
    proved_gap: float
    limits: tuple[Notice, ...]


def choose(side: Side, window: Window, target_t: float, budget_eur: float | None) -> Choice:
    """Return the cheapest tonnes first until the target or the budget is reached."""
    most = potential(side.place_levers, window)
    then = side.at(int(window.target_year - side.years[0]))
    worth = shapley(then.state, then.weights[None], then.levers, most[:, None])[:, 0, 0, 0]
    capex = side.place_levers.capex_eur[:, 0] * most
    level = np.zeros_like(most)
    left = np.inf if budget_eur is None else budget_eur
    for i in np.argsort(capex / np.maximum(worth, 1e-9)):
        taken = {side.place_levers.ids[j] for j in np.flatnonzero(level)}
        if worth[i] > 0 and capex[i] <= left and not taken & set(side.place_levers.measures[i].excludes):
            level[i] = most[i]
            left -= capex[i]
    return Choice(level, 1.0, ())
