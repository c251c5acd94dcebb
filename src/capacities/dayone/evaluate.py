"""A plan's levels evaluated: emissions per year and draw, and each measure's exact share of tonnes and money."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from capacities.dayone.scenario import Side, Window, build_side, level_paths, total
from capacities.dayone.valuation import damage_rates_eur, energy_prices_eur
from capacities.engines.activity import ActivityDraws, Floats
from capacities.engines.attribution import shapley
from capacities.engines.cobenefits import damage_weights

CHUNK = 1_000  # draws held in memory at a time: about 50 MB


@dataclass(frozen=True)
class PlanInputs:
    """All that a plan of a place is computed from, ready to be evaluated again with other strengths."""

    country: str
    window: Window
    target_share: float
    budget_eur: float | None
    sinks: bool
    median_activity: ActivityDraws
    draws_activity: ActivityDraws

    @cached_property
    def median(self) -> Side:
        """The median path."""
        return build_side(self.median_activity, self.country, self.window, sinks=self.sinks)

    @cached_property
    def reference_t(self) -> float:
        """Base-year total on the median path, without sinks."""
        return float(self.median.baseline_t()[0, 0])

    @cached_property
    def _first(self) -> Side:
        return self._side(0)

    def _side(self, start: int) -> Side:
        some = part_of(self.draws_activity, slice(start, start + CHUNK))
        return build_side(some, self.country, self.window, sinks=self.sinks, seed=start + 1)

    def sides(self) -> Iterator[Side]:
        """Yield the draws in chunks; a single chunk is kept for the next evaluation."""
        if self.draws_activity.draws <= CHUNK:
            yield self._first
            return
        for start in range(0, self.draws_activity.draws, CHUNK):
            yield self._side(start)

    @property
    def at(self) -> int:
        """Index of the target year."""
        return int(self.window.target_year - self.median.years[0])


@dataclass(frozen=True)
class DrawTotals:
    """Over all draws: ``baseline_t`` and ``plan_t`` [draw, year], ``saved_t`` and ``capex_eur`` [lever, draw].

    ``saved_t`` is each measure's share in the target year.
    """

    baseline_t: Floats
    plan_t: Floats
    saved_t: Floats
    capex_eur: Floats


@dataclass(frozen=True)
class MedianSplit:
    """On the median path: ``paths`` and ``saved_t`` [lever, year], money per year in the target year [lever]."""

    paths: Floats
    saved_t: Floats
    energy_saving_eur: Floats
    benefits_eur: Mapping[str, Floats]
    foreign_prices: tuple[str, ...]


def split_median(inputs: PlanInputs, level: Floats) -> MedianSplit:
    """Return the exact split of a plan among its measures on the median path."""
    side = inputs.median
    paths = level_paths(side.place_levers, level, inputs.window, side.years)
    now, x = side.at(inputs.at), paths[:, inputs.at : inputs.at + 1]
    prices, foreign = energy_prices_eur(inputs.country)
    kinds, damage = damage_weights({"energy": prices, **damage_rates_eur(inputs.country)})
    worth = shapley(now.state, damage[:, :, None, None], now.levers, x)[:, :, 0, 0]
    return MedianSplit(
        paths=paths,
        saved_t=shapley(side.state, side.weights[None], side.levers, paths)[:, 0, 0],
        energy_saving_eur=worth[:, 0],
        benefits_eur={kind: worth[:, k] for k, kind in enumerate(kinds) if k},
        foreign_prices=foreign,
    )


def evaluate_draws(inputs: PlanInputs, level: Floats) -> DrawTotals:
    """Return the plan in every draw, chunk by chunk."""
    ids = inputs.median.place_levers.ids
    parts = [_evaluate(inputs, side, _align(level, ids, side)) for side in inputs.sides()]
    return DrawTotals(
        np.concatenate([part.baseline_t for part in parts]),
        np.concatenate([part.plan_t for part in parts]),
        np.concatenate([part.saved_t for part in parts], axis=1),
        np.concatenate([part.capex_eur for part in parts], axis=1),
    )


def target_probability(inputs: PlanInputs, level: Floats) -> float:
    """Return in which share of the draws the plan cuts the target share of that draw's own base year."""
    met: list[NDArray[np.bool_]] = []
    for side in inputs.sides():
        paths = level_paths(side.place_levers, level, inputs.window, side.years)
        then = side.at(inputs.at)
        plan_t = total(then.weights, then.plan_state(paths[:, inputs.at : inputs.at + 1]))[:, 0]
        base = side.at(0)
        met.append(plan_t <= (1 - inputs.target_share) * total(base.weights, base.state)[:, 0])
    return float(np.concatenate(met).mean())


def _evaluate(inputs: PlanInputs, side: Side, level: Floats) -> DrawTotals:
    paths = level_paths(side.place_levers, level, inputs.window, side.years)
    then = side.at(inputs.at)
    saved = shapley(then.state, then.weights[None], then.levers, paths[:, inputs.at : inputs.at + 1])[:, 0, :, 0]
    capex = side.place_levers.capex_eur * level[:, None]
    return DrawTotals(side.baseline_t(), total(side.weights, side.plan_state(paths)), saved, capex)


def _align(level: Floats, ids: tuple[str, ...], side: Side) -> Floats:
    if side.place_levers.ids != ids:
        raise ValueError(f"the draws have the measures {side.place_levers.ids}, the median path {ids}")
    return level


def part_of(activity: ActivityDraws, rows: slice) -> ActivityDraws:
    """Return some of the draws of an activity."""
    return ActivityDraws(
        activity.activity[rows],
        activity.factor_t[rows],
        {name: values[rows] for name, values in activity.drivers.items()},
        activity.base_year,
        activity.not_estimated,
    )
