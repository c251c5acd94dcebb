"""Levers as linear flows between the columns of a state, and the ramp of their level over the years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from capacities.engines.activity import Floats
from capacities.engines.pathway.columns import COLUMN_INDEX

PHASES = ("avoid", "shift", "improve", "supply")


@dataclass(frozen=True)
class Flow:
    """At level 1 a lever takes ``share`` of column ``source`` and adds ``share`` × conversion to each target.

    ``share`` and the conversions are [draw, 1] or [draw, year]; shares lie between 0 and 1.
    """

    source: str
    share: Floats
    to: tuple[tuple[str, Floats], ...] = ()


@dataclass(frozen=True)
class Lever:
    """One measure: flows, and amounts [draw, 1] that level 1 adds to columns (``adds``).

    Within one lever no column is taken from twice or both taken from and added to: so emissions are
    linear in each lever's level, which the attribution and the portfolio rely on.
    """

    id: str
    phase: str
    flows: tuple[Flow, ...] = ()
    adds: tuple[tuple[str, Floats], ...] = ()

    def __post_init__(self) -> None:
        if self.phase not in PHASES:
            raise ValueError(f"lever {self.id}: phase is {self.phase!r}, expected one of {', '.join(PHASES)}")
        sources = [flow.source for flow in self.flows]
        targets = {id for flow in self.flows for id, _ in flow.to} | {id for id, _ in self.adds}
        unknown = (set(sources) | targets) - set(COLUMN_INDEX)
        if unknown:
            raise ValueError(f"lever {self.id}: unknown columns {sorted(unknown)}")
        if len(set(sources)) != len(sources) or targets & set(sources):
            raise ValueError(f"lever {self.id}: a column is taken from twice, or taken from and added to")


@dataclass(frozen=True, slots=True)
class LevelPath:
    """How a lever's level grows: ``start_level`` in the start year, ``end_level`` from the end year on."""

    start_year: int
    end_year: int
    start_level: float
    end_level: float
    shape: Literal["linear", "logistic"] = "linear"

    def __post_init__(self) -> None:
        if self.end_year < self.start_year:
            raise ValueError(f"end_year {self.end_year} lies before start_year {self.start_year}")
        if self.start_level < 0 or self.end_level < 0:
            raise ValueError(f"levels are {self.start_level} and {self.end_level}, expected 0 or more")


LOGISTIC_STEEPNESS = 10.0  # over the whole ramp: 1 % to 99 % of the way, the usual S-curve of diffusion


def levels(path: LevelPath, years: Floats, potential: float | Floats = np.inf) -> Floats:
    """Return the level in each year [year], 0 before the start and never above ``potential``."""
    span = max(path.end_year - path.start_year, 1)
    t = np.clip((years - path.start_year) / span, 0.0, 1.0)
    if path.end_year == path.start_year:
        t = np.ones_like(t)
    if path.shape == "logistic":
        low = 1 / (1 + np.exp(LOGISTIC_STEEPNESS / 2))
        t = (1 / (1 + np.exp(-LOGISTIC_STEEPNESS * (t - 0.5))) - low) / (1 - 2 * low)
    level = path.start_level + (path.end_level - path.start_level) * t
    return np.clip(np.where(years >= path.start_year, level, 0.0), 0.0, potential)


def at_years(lever: Lever, index: slice) -> Lever:
    """Return the lever for some of its years, as a slice of them."""

    def cut(values: Floats) -> Floats:
        return values[:, index] if values.shape[1] > 1 else values

    flows = tuple(Flow(f.source, cut(f.share), tuple((id, cut(c)) for id, c in f.to)) for f in lever.flows)
    return Lever(lever.id, lever.phase, flows, tuple((id, cut(amount)) for id, amount in lever.adds))


def in_order(levers: Sequence[Lever]) -> list[int]:
    """Return the indices of the levers in the order in which they act: avoid, shift, improve, supply."""
    return sorted(range(len(levers)), key=lambda i: PHASES.index(levers[i].phase))
