"""Turns evaluated scenarios into the draft plan and the trajectories of ``result``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from capacities.dayone.levers import PRICE_YEAR
from capacities.dayone.result import PAYERS, DraftPlan, Notice, PlannedMeasure, Range, Tier, Trajectory
from capacities.dayone.scenario import Side, level_paths, potential, total
from capacities.dayone.valuation import DISCOUNT_RATE, damage_rates_eur, energy_prices_eur
from capacities.engines import finance
from capacities.engines.activity import Floats
from capacities.engines.attribution import shapley
from capacities.engines.cobenefits import damage_weights
from capacities.engines.pathway import COLUMN_INDEX, COLUMNS

if TYPE_CHECKING:
    from capacities.dayone.choose import Choice
    from capacities.dayone.propose import PlanInputs


def range_of(median: float, draws: Floats) -> Range:
    """Return the best value and the range that holds 9 draws in 10."""
    low, high = np.quantile(draws, (0.05, 0.95))
    return Range(min(float(low), median), median, max(float(high), median))


def trajectory(years: Floats, median: Floats, draws: Floats) -> Trajectory:
    """Return a trajectory from the median path [year] and the draws [draw, year]."""
    low, high = np.quantile(draws, (0.05, 0.95), axis=0)
    return Trajectory(
        tuple(int(year) for year in years),
        tuple(np.minimum(low, median).tolist()),
        tuple(median.tolist()),
        tuple(np.maximum(high, median).tolist()),
    )


def trajectory_of(inputs: PlanInputs) -> Trajectory:
    """Return emissions without measures, base year to 2050."""
    return trajectory(inputs.median.years, inputs.median.baseline_t()[0], inputs.draws.baseline_t())


class _Split:
    """What each measure saves: tonnes per year and draw, and money and damage in the target year."""

    def __init__(self, inputs: PlanInputs, level: Floats, at: int) -> None:
        side, draws = inputs.median, inputs.draws
        paths = level_paths(level, None, inputs.window, side.years)
        self.paths = paths
        self.tonnes = shapley(side.state, side.weights[None], side.levers, paths)[:, 0, 0]
        then, now, x = draws.at(at), side.at(at), paths[:, at : at + 1]
        self.tonnes_draws = shapley(then.state, then.weights[None], then.levers, x)[:, 0, :, 0]
        prices, self.foreign_prices = energy_prices_eur(inputs.country)
        kinds, damage = damage_weights({"energy": prices, **damage_rates_eur(inputs.country)})
        worth = shapley(now.state, damage[:, :, None, None], now.levers, x)[:, :, 0, 0]
        self.energy_saving_eur = worth[:, 0]
        self.benefits_eur = {kind: worth[:, k] for k, kind in enumerate(kinds) if k}


def draft_plan_of(inputs: PlanInputs, level: Floats, choice: Choice | None) -> DraftPlan:
    """Return the draft plan of end levels [lever]."""
    side, draws, window = inputs.median, inputs.draws, inputs.window
    at = int(window.target_year - side.years[0])
    split = _Split(inputs, level, at)
    with_plan = total(side.weights, side.plan_state(split.paths))[0]
    with_draws = total(draws.weights, draws.plan_state(split.paths))
    reference_draws = draws.baseline_t()[:, 0]
    measures = tuple(_measure(inputs, split, level, i, at) for i in np.flatnonzero(level))
    capex_draws = level @ draws.place_levers.capex_eur
    target_t = (1 - inputs.target_share) * inputs.reference_t
    return DraftPlan(
        target_year=window.target_year,
        target_share=inputs.target_share,
        reference_t=inputs.reference_t,
        target_t=target_t,
        baseline_t=float(side.baseline_t()[0, at]),
        residual_t=float(with_plan[at]),
        residual_range_t=range_of(float(with_plan[at]), with_draws[:, at]),
        target_probability=float(np.mean(with_draws[:, at] <= (1 - inputs.target_share) * reference_draws)),
        measures=tuple(sorted(measures, key=lambda measure: -measure.reduction_t)),
        with_plan=trajectory(side.years, with_plan, with_draws),
        wedges={side.place_levers.ids[i]: tuple(split.tonnes[i].tolist()) for i in np.flatnonzero(level)},
        energy_by_carrier_mwh=_energy(side, split.paths, at),
        investment_eur=range_of(float(level @ side.place_levers.capex_eur[:, 0]), capex_draws),
        investment_by_year={
            year: {
                p: sum(m.payers[p] / m.capex_eur * m.capex_by_year.get(year, 0.0) for m in measures if m.capex_eur)
                for p in PAYERS
            }
            for year in range(window.first_year, window.target_year + 1)
        },
        price_year=PRICE_YEAR,
        proved_gap=choice.proved_gap if choice else 1.0,
        budget_eur=inputs.budget_eur,
        limits=_limits(float(with_plan[at]) - target_t, choice),
    )


def _measure(inputs: PlanInputs, split: _Split, level: Floats, i: int, at: int) -> PlannedMeasure:
    found, window = inputs.median.place_levers, inputs.window
    measure, draws = found.measures[i], inputs.draws.place_levers
    capex = float(found.capex_eur[i, 0] * level[i])
    opex = float(found.opex_eur[i, 0] * level[i] - split.energy_saving_eur[i])
    steps = np.diff(split.paths[i, : at + 1], prepend=0.0)
    built = np.flatnonzero(steps > 0)
    by_year = capex * steps[built] / level[i]
    tonnes = float(split.tonnes[i, at])
    first = int(inputs.median.years[built[0]])
    return PlannedMeasure(
        id=measure.id,
        sector=measure.sector,
        start_year=first,
        end_year=window.target_year,
        level=float(level[i]),
        level_unit=measure.level_unit,
        max_level=float(potential(found, window)[i]),
        reduction_t=tonnes,
        reduction_range_t=range_of(tonnes, split.tonnes_draws[i]),
        capex_eur=capex,
        capex_range_eur=range_of(capex, draws.capex_eur[i] * level[i]),
        opex_eur_per_year=opex,
        npv_eur=finance.tranche_npv(by_year, -opex, measure.lifetime_years, DISCOUNT_RATE, first - window.first_year),
        payback_years=finance.payback_years(capex, -opex),
        cost_per_tonne_eur=finance.cost_per_tonne_eur(capex, -opex, tonnes, measure.lifetime_years, DISCOUNT_RATE),
        payers={payer: share * capex for payer, share in measure.payers.items()},
        capex_by_year={int(inputs.median.years[y]): float(eur) for y, eur in zip(built, by_year, strict=True)},
        co_benefits_eur_per_year={
            kind: float(values[i]) for kind, values in split.benefits_eur.items() if abs(values[i]) >= 1.0
        },
        jobs=None,
        tier=Tier.EUROPEAN,
        source_ids=("measures",),
    )


def _energy(side: Side, paths: Floats, at: int) -> dict[str, dict[int, float]]:
    """Return MWh by carrier in the base and the target year; grid electricity is net of solar power."""
    base_year, target_year = int(side.years[0]), int(side.years[at])
    after = side.plan_state(paths)[:, 0]
    found: dict[str, dict[int, float]] = {}
    for column in COLUMNS:
        if column.unit == "MWh":
            i = COLUMN_INDEX[column.id]
            of = found.setdefault(column.carrier, {base_year: 0.0, target_year: 0.0})
            of[base_year] += float(side.state[i, 0, 0])
            of[target_year] += float(after[i, at])
    for year, solar in found["solar"].items():
        found["electricity"][year] -= solar
    return {carrier: mwh for carrier, mwh in found.items() if any(mwh.values())}


def _limits(missing_t: float, choice: Choice | None) -> tuple[Notice, ...]:
    limits = choice.limits if choice else ()
    if missing_t > 0.5:
        return (Notice("target_not_reached", {"missing_t": missing_t}, "info"), *limits)
    return limits
