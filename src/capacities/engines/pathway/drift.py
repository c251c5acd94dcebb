"""What happens without a plan: trends per column, the grid, and vehicles that are renewed anyway."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from capacities.engines.activity import Floats
from capacities.engines.pathway.columns import COLUMN_INDEX


@dataclass(frozen=True)
class Switch:
    """A change of carrier that happens anyway: each year ``share_per_year`` [draw, 1] of the stock moves on."""

    source: str
    to: str
    share_per_year: Floats
    conversion: Floats


@dataclass(frozen=True)
class Drift:
    """Trends without measures, as yearly rates of change [draw, 1]: of columns, of population, of the grid factor.

    ``population`` multiplies every column; ``columns`` come on top.
    """

    population: Floats
    grid: Floats
    columns: Mapping[str, Floats] = field(default_factory=dict)
    switches: tuple[Switch, ...] = ()

    def __post_init__(self) -> None:
        for name, rate in {"population": self.population, "grid": self.grid, **self.columns}.items():
            if (rate <= -1).any():
                raise ValueError(f"drift of {name} is {rate.min()} a year, expected more than -1")


def baseline_state(base: Floats, years: Floats, drift: Drift) -> tuple[Floats, Floats]:
    """Return the state without measures [column, draw, year] and the relative grid factor [draw, year].

    ``base`` is [column, draw] in the year ``years[0]``.
    """
    elapsed = years - years[0]
    state = base[:, :, None] * (1 + drift.population) ** elapsed
    for id, rate in drift.columns.items():
        state[COLUMN_INDEX[id]] *= (1 + rate) ** elapsed
    for switch in drift.switches:
        i = COLUMN_INDEX[switch.source]
        moved = state[i] * np.clip(switch.share_per_year * elapsed, 0.0, 1.0)
        state[i] -= moved
        state[COLUMN_INDEX[switch.to]] += moved * switch.conversion
    return state, (1 + drift.grid) ** elapsed
