"""From the estimate of a place to the draft plan and the trajectory without it; levels for the sliders as well.

Chooses measures with engines.portfolio, computes them with engines.pathway, splits what they save with
engines.attribution. Knows nothing of pages, commands or Django.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from capacities.dayone.choose import Chance, choose
from capacities.dayone.estimate import Estimate
from capacities.dayone.evaluate import PlanInputs, evaluate_draws, part_of, target_probability
from capacities.dayone.report import draft_plan_of, trajectory
from capacities.dayone.result import DraftPlan, PlaceFacts, Trajectory
from capacities.dayone.scenario import Window, potential
from capacities.engines.activity import SOURCE_INDEX, Floats

SLIDER_DRAWS = 300  # enough for a range that is redrawn while a slider moves


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
    """Return what a plan is computed from; ``draws`` takes only the first draws (``SLIDER_DRAWS`` for sliders)."""
    if target_year <= current_year:
        raise ValueError(f"target_year is {target_year}, expected a year after {current_year}")
    if not 0 < target_share <= 1:
        raise ValueError(f"target_share is {target_share}, expected more than 0 and at most 1")
    if budget_eur is not None and not budget_eur >= 0:
        raise ValueError(f"budget_eur is {budget_eur}, expected 0 or more")
    return PlanInputs(
        country=place.country,
        window=Window(current_year + 1, target_year),
        target_share=target_share,
        budget_eur=budget_eur,
        sinks=float(estimate.median.emissions_t[0, SOURCE_INDEX["land"]]) < 0,
        median_activity=estimate.median,
        draws_activity=estimate.draws if draws is None else part_of(estimate.draws, slice(draws)),
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
    confidence: float | None = None,
) -> tuple[Trajectory, DraftPlan]:
    """Return the trajectory without measures and the draft plan.

    ``strengths`` sets measures to a part (0 to 1) of what can be reached by the target year, in place of the
    chosen level. The plan meets ``target_share`` at least cost, or comes as near as money and pace allow; with a
    ``confidence`` (0 to 1) it meets it in that share of the draws.
    """
    inputs = prepare(
        estimate,
        place,
        target_share=target_share,
        target_year=target_year,
        budget_eur=budget_eur,
        current_year=current_year,
    )
    if confidence is not None and not 0 < confidence < 1:
        raise ValueError(f"confidence is {confidence}, expected between 0 and 1")
    chance = Chance(confidence, lambda level: target_probability(inputs, level)) if confidence else None
    choice = choose(inputs.median, inputs.window, (1 - target_share) * inputs.reference_t, budget_eur, chance)
    level = _with_strengths(inputs, choice.level, strengths or {})
    evaluated = evaluate_draws(inputs, level)
    baseline = trajectory(inputs.median.years, inputs.median.baseline_t()[0], evaluated.baseline_t)
    return baseline, draft_plan_of(inputs, level, evaluated, choice.proved_gap, choice.limits)


def reevaluate(inputs: PlanInputs, plan: DraftPlan, strengths: Mapping[str, float]) -> DraftPlan:
    """Return the plan with some measures at other strengths (0 to 1 of their potential); nothing is chosen anew.

    ``proved_gap`` and ``limits`` belong to a choice, so they are 1 (nothing proved) and only what is missing.
    """
    chosen = {measure.id: measure.level for measure in plan.measures}
    level = np.array([chosen.get(id, 0.0) for id in inputs.median.place_levers.ids])
    level = _with_strengths(inputs, level, strengths)
    return draft_plan_of(inputs, level, evaluate_draws(inputs, level), 1.0, ())


def strongest(plan: DraftPlan, count: int = 5) -> dict[str, float]:
    """Return the measures that save most, with their strengths (0 to 1): what the sliders start from."""
    return {measure.id: min(measure.level / measure.max_level, 1.0) for measure in plan.measures[:count]}


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
