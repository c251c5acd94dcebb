"""From the estimate of a place to the draft plan and the trajectory without it; levels for the sliders as well.

Chooses measures with engines.portfolio, computes them with engines.pathway, splits what they save with
engines.attribution. Knows nothing of pages, commands or Django.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from capacities.dayone.choose import choose
from capacities.dayone.estimate import Estimate
from capacities.dayone.report import draft_plan_of, trajectory_of
from capacities.dayone.result import DraftPlan, PlaceFacts, Trajectory
from capacities.dayone.scenario import Side, Window, build_side, potential
from capacities.engines.activity import SOURCE_INDEX, ActivityDraws, Floats


@dataclass(frozen=True)
class PlanInputs:
    """All that a plan of a place is computed from, ready to be evaluated again with other strengths."""

    median: Side
    draws: Side
    window: Window
    target_share: float
    budget_eur: float | None
    country: str

    @property
    def reference_t(self) -> float:
        """Base-year total on the median path, without sinks."""
        return float(self.median.baseline_t()[0, 0])


def prepare(
    estimate: Estimate,
    place: PlaceFacts,
    *,
    target_share: float = 0.8,
    target_year: int = 2030,
    budget_eur: float | None = None,
    current_year: int = 2026,
    draws: int | None = None,
) -> PlanInputs:
    """Return the scenario of a place; ``draws`` takes only the first draws of the estimate (for the sliders)."""
    if target_year <= current_year:
        raise ValueError(f"target_year is {target_year}, expected a year after {current_year}")
    if not 0 < target_share <= 1:
        raise ValueError(f"target_share is {target_share}, expected more than 0 and at most 1")
    window = Window(current_year + 1, target_year)
    sinks = float(estimate.median.emissions_t[0, SOURCE_INDEX["land"]]) < 0
    some = estimate.draws if draws is None else first_draws(estimate.draws, draws)
    return PlanInputs(
        median=build_side(estimate.median, place.country, window, sinks=sinks),
        draws=build_side(some, place.country, window, sinks=sinks, seed=some.draws),
        window=window,
        target_share=target_share,
        budget_eur=budget_eur,
        country=place.country,
    )


def propose(
    estimate: Estimate,
    place: PlaceFacts,
    *,
    target_share: float = 0.8,
    target_year: int = 2030,
    budget_eur: float | None = None,
    strengths: Mapping[str, float] | None = None,
    current_year: int = 2026,
) -> tuple[Trajectory, DraftPlan]:
    """Return the trajectory without measures and the draft plan.

    ``strengths`` sets measures to a part (0 to 1) of what can be reached by the target year, in place of the
    chosen level. The plan meets ``target_share`` at least cost, or comes as near as money and pace allow.
    """
    inputs = prepare(
        estimate,
        place,
        target_share=target_share,
        target_year=target_year,
        budget_eur=budget_eur,
        current_year=current_year,
    )
    choice = choose(inputs.median, inputs.window, (1 - target_share) * inputs.reference_t, budget_eur)
    level = _with_strengths(inputs, choice.level, strengths or {})
    return trajectory_of(inputs), draft_plan_of(inputs, level, choice)


def reevaluate(inputs: PlanInputs, plan: DraftPlan, strengths: Mapping[str, float]) -> DraftPlan:
    """Return the plan with some measures at other strengths (0 to 1 of their potential); nothing is chosen anew."""
    chosen = {measure.id: measure.level for measure in plan.measures}
    level = np.array([chosen.get(id, 0.0) for id in inputs.median.place_levers.ids])
    return draft_plan_of(inputs, _with_strengths(inputs, level, strengths), None)


def _with_strengths(inputs: PlanInputs, level: Floats, strengths: Mapping[str, float]) -> Floats:
    ids = inputs.median.place_levers.ids
    most = potential(inputs.median.place_levers, inputs.window)
    level = level.copy()
    for id, strength in strengths.items():
        if id not in ids:
            raise ValueError(f"strengths names {id!r}, which is no measure of this place: {', '.join(ids)}")
        if not 0 <= strength <= 1:
            raise ValueError(f"strength of {id} is {strength}, expected 0 to 1")
        level[ids.index(id)] = strength * most[ids.index(id)]
    return level


def first_draws(activity: ActivityDraws, draws: int) -> ActivityDraws:
    """Return the first ``draws`` draws of an activity."""
    return ActivityDraws(
        activity.activity[:draws],
        activity.factor_t[:draws],
        {name: values[:draws] for name, values in activity.drivers.items()},
        activity.base_year,
        activity.not_estimated,
    )
