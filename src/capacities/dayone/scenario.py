"""A place's years with and without measures: one side holds the median path, the other the draws.

Gathers what engines.pathway needs, so that choosing, reporting and the sliders read from the same arrays.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from capacities.dayone.levers import CLEAN_HEAT_COP, PlaceLevers, place_levers
from capacities.engines.activity import ActivityDraws, Floats
from capacities.engines.pathway import (
    COLUMN_INDEX,
    LevelPath,
    Lever,
    at_years,
    base_state,
    baseline_state,
    emission_weights,
    forward,
    levels,
    only_where_it_helps,
)

LAST_YEAR = 2050


@dataclass(frozen=True)
class Side:
    """One set of draws: ``state`` and ``weights`` (t CO2e per unit) are [column, draw, year] without measures."""

    activity: ActivityDraws
    place_levers: PlaceLevers
    levers: tuple[Lever, ...]
    years: Floats
    state: Floats
    weights: Floats

    def baseline_t(self) -> Floats:
        """Return emissions without measures, [draw, year]."""
        return total(self.weights, self.state)

    def at(self, index: int) -> Side:
        """Return the scenario of one year alone."""
        one = slice(index, index + 1)
        levers = tuple(at_years(lever, one) for lever in self.levers)
        return replace(
            self, levers=levers, years=self.years[one], state=self.state[:, :, one], weights=self.weights[:, :, one]
        )

    def plan_state(self, level: Floats) -> Floats:
        """Return the state [column, draw, year] under levels [lever, year]."""
        return forward(self.state, self.levers, level)


@dataclass(frozen=True, slots=True)
class Window:
    """When measures can act: from ``first_year`` on, and how far they get by ``target_year``."""

    first_year: int
    target_year: int

    def start_years(self, levers: PlaceLevers) -> Floats:
        """Return the year in which each measure first saves something, [lever]."""
        return self.first_year + levers.lead_years

    def building_years(self, levers: PlaceLevers) -> Floats:
        """Return in how many years up to the target year each measure can grow, [lever]."""
        return np.maximum(self.target_year - self.start_years(levers) + 1, 0)


def total(weights: Floats, state: Floats) -> Floats:
    """Return Σ weights × state over columns, [draw, year]."""
    return np.einsum("cdy,cdy->dy", weights, state)


def potential(levers: PlaceLevers, window: Window) -> Floats:
    """Return how far each measure can get by the target year at its yearly rate, [lever]."""
    return np.minimum(levers.max_level, levers.rate_per_year * window.building_years(levers))


def level_paths(levers: PlaceLevers, end_level: Floats, window: Window, years: Floats) -> Floats:
    """Return levels [lever, year] that grow evenly from nothing to ``end_level`` [lever] in the target year."""
    paths = np.zeros((len(end_level), years.size))
    starts, spans = window.start_years(levers), window.building_years(levers)
    for i in np.flatnonzero((end_level > 0) & (spans > 0)):
        path = LevelPath(int(starts[i]), window.target_year, end_level[i] / spans[i], end_level[i])
        paths[i] = levels(path, years)
    return paths


def build_side(
    activity: ActivityDraws, country: str, window: Window, *, sinks: bool, seed: int = 0, years: Floats | None = None
) -> Side:
    """Return the scenario of one set of draws. Land that takes up carbon (``sinks``) is left out of the totals."""
    found = place_levers(activity, country, seed)
    years = np.arange(activity.base_year, LAST_YEAR + 1, dtype=float) if years is None else years
    state, grid = baseline_state(base_state(activity), years, found.drift)
    grid = np.broadcast_to(grid, (activity.draws, years.size))
    weights = emission_weights(activity, grid, CLEAN_HEAT_COP)
    if sinks:
        weights[COLUMN_INDEX["land"]] = 0.0
    highest = level_paths(found, potential(found, window), window, years)
    levers = tuple(only_where_it_helps(found.levers, weights, highest))
    return Side(activity, found, levers, years, state, weights)
