"""Turns an evaluated plan into the draft plan and the trajectories of ``result``."""

from __future__ import annotations

import numpy as np

from capacities.dayone.evaluate import DrawTotals, MedianSplit, PlanInputs, split_median
from capacities.dayone.levers import PRICE_YEAR
from capacities.dayone.measure_sources import source_ids
from capacities.dayone.result import PAYERS, DraftPlan, Notice, PlannedMeasure, Range, Tier, Trajectory
from capacities.dayone.scenario import potential, total
from capacities.dayone.valuation import DISCOUNT_RATE, energy_prices_eur, payer_shares
from capacities.engines import finance
from capacities.engines.activity import Floats
from capacities.engines.pathway import COLUMN_INDEX, COLUMNS

SMALLEST_BENEFIT_EUR = 1.0  # per year; less is rounding


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


def draft_plan_of(
    inputs: PlanInputs, level: Floats, evaluated: DrawTotals, proved_gap: float, limits: tuple[Notice, ...]
) -> DraftPlan:
    """Return the draft plan of end levels [lever]."""
    side, at = inputs.median, inputs.at
    split = split_median(inputs, level)
    with_plan = total(side.weights, side.plan_state(split.paths))[0]
    measures = tuple(_measure(inputs, split, evaluated, level, int(i)) for i in np.flatnonzero(level))
    target_t = (1 - inputs.target_share) * inputs.reference_t
    own_target_t = (1 - inputs.target_share) * evaluated.baseline_t[:, 0]
    capex = float(level @ side.place_levers.capex_eur[:, 0])
    return DraftPlan(
        target_year=inputs.window.target_year,
        target_share=inputs.target_share,
        reference_t=inputs.reference_t,
        target_t=target_t,
        baseline_t=float(side.baseline_t()[0, at]),
        residual_t=float(with_plan[at]),
        residual_range_t=range_of(float(with_plan[at]), evaluated.plan_t[:, at]),
        target_probability=float(np.mean(evaluated.plan_t[:, at] <= own_target_t)),
        measures=tuple(sorted(measures, key=lambda measure: -measure.reduction_t)),
        with_plan=trajectory(side.years, with_plan, evaluated.plan_t),
        wedges={side.place_levers.ids[i]: tuple(split.saved_t[i].tolist()) for i in np.flatnonzero(level)},
        energy_by_carrier_mwh=_energy(inputs, split.paths),
        investment_eur=range_of(capex, evaluated.capex_eur.sum(axis=0)),
        investment_by_year=_investment(inputs, measures),
        price_year=PRICE_YEAR,
        proved_gap=proved_gap,
        budget_eur=inputs.budget_eur,
        energy_bill_eur=_bills(inputs, split.paths),
        limits=(*_missing(inputs, level, float(with_plan[at]), target_t), *limits, *_notes(inputs, split)),
    )


def _measure(inputs: PlanInputs, split: MedianSplit, evaluated: DrawTotals, level: Floats, i: int) -> PlannedMeasure:
    found, at = inputs.median.place_levers, inputs.at
    measure = found.measures[i]
    capex = float(found.capex_eur[i, 0] * level[i])
    opex = float(found.opex_eur[i, 0] * level[i] - split.energy_saving_eur[i])
    steps = np.diff(split.paths[i, : at + 1], prepend=0.0)
    built = np.flatnonzero(steps > 0)
    by_year = capex * steps[built] / level[i]
    tonnes = float(split.saved_t[i, at])
    first = int(inputs.median.years[built[0]])
    wait = first - inputs.window.first_year
    payback = finance.payback_years(capex, -opex)
    return PlannedMeasure(
        id=measure.id,
        sector=measure.sector,
        start_year=first,
        end_year=inputs.window.target_year,
        level=float(level[i]),
        level_unit=measure.level_unit,
        max_level=float(potential(found, inputs.window)[i]),
        reduction_t=tonnes,
        reduction_range_t=range_of(tonnes, evaluated.saved_t[i]),
        capex_eur=capex,
        capex_range_eur=range_of(capex, evaluated.capex_eur[i]),
        opex_eur_per_year=opex,
        npv_eur=finance.tranche_npv(by_year, -opex, measure.lifetime_years, DISCOUNT_RATE, wait),
        payback_years=payback if payback is not None and payback <= measure.lifetime_years else None,
        cost_per_tonne_eur=finance.cost_per_tonne_eur(capex, -opex, tonnes, measure.lifetime_years, DISCOUNT_RATE),
        payers={payer: share * capex for payer, share in measure.payers.items()},
        capex_by_year={int(inputs.median.years[y]): float(eur) for y, eur in zip(built, by_year, strict=True)},
        co_benefits_eur_per_year={
            kind: float(eur[i]) for kind, eur in split.benefits_eur.items() if abs(eur[i]) >= SMALLEST_BENEFIT_EUR
        },
        jobs=None,
        tier=Tier.EUROPEAN,
        source_ids=source_ids(measure.id),
    )


def _investment(inputs: PlanInputs, measures: tuple[PlannedMeasure, ...]) -> dict[int, dict[str, float]]:
    """Return EUR by year and payer; every measure is paid in the shares of its payers in each year."""
    found = {
        year: dict.fromkeys(PAYERS, 0.0) for year in range(inputs.window.first_year, inputs.window.target_year + 1)
    }
    for measure in measures:
        for year, eur in measure.capex_by_year.items():
            for payer, paid in measure.payers.items():
                found[year][payer] += eur * paid / measure.capex_eur if measure.capex_eur else 0.0
    return found


def _energy(inputs: PlanInputs, paths: Floats) -> dict[str, dict[int, float]]:
    """Return MWh by carrier in the base and the target year; grid electricity is net of new solar and wind power."""
    side, at = inputs.median, inputs.at
    base_year, target_year = int(side.years[0]), int(side.years[at])
    after = side.plan_state(paths)[:, 0]
    found: dict[str, dict[int, float]] = {}
    for column in COLUMNS:
        if column.unit == "MWh":
            i = COLUMN_INDEX[column.id]
            of = found.setdefault(column.carrier, {base_year: 0.0, target_year: 0.0})
            of[base_year] += float(side.state[i, 0, 0])
            of[target_year] += float(after[i, at])
    for carrier in ("solar", "wind"):
        for year, mwh in found[carrier].items():
            found["electricity"][year] -= mwh
    return {carrier: by_year for carrier, by_year in found.items() if any(by_year.values())}


def _bills(inputs: PlanInputs, paths: Floats) -> dict[str, dict[str, float]]:
    """Return the energy bill of each payer in the target year, without and with the plan, EUR; solar power earns."""
    side, at = inputs.median, inputs.at
    prices, _ = energy_prices_eur(inputs.country)
    found = {payer: {"without": 0.0, "with": 0.0} for payer in PAYERS}
    for name, state in (("without", side.state), ("with", side.plan_state(paths))):
        for column, price in prices.items():
            bill = price * float(state[COLUMN_INDEX[column], 0, at])
            for payer, share in payer_shares(column).items():
                found[payer][name] += share * bill
    return found


def _missing(inputs: PlanInputs, level: Floats, residual_t: float, target_t: float) -> tuple[Notice, ...]:
    """Say how far the target is missed, and when the same pace would reach it."""
    if residual_t <= target_t + 0.5:
        return ()
    missed = Notice("target_not_reached", {"missing_t": residual_t - target_t}, "info")
    side, levers, window = inputs.median, inputs.median.place_levers, inputs.window
    if window.target_year >= side.years[-1]:
        return (missed,)
    span = np.maximum(window.building_years(levers), 1)
    paths = np.zeros((len(level), side.years.size))
    for year in (int(y) for y in side.years[side.years > window.target_year]):
        later = type(window)(window.first_year, year)
        most = np.minimum(levers.max_level, level / span * later.building_years(levers))
        paths[:, int(year - side.years[0])] = most
    onward = total(side.weights, side.plan_state(paths))[0]
    reached = np.flatnonzero((onward <= target_t) & (side.years > window.target_year))
    if reached.size:
        return missed, Notice("same_pace_reaches_target", {"year": int(side.years[reached[0]])}, "info")
    left = {"year": int(side.years[-1]), "cut_share": float(1 - onward[-1] / inputs.reference_t)}
    return missed, Notice("same_pace_misses_target", left, "info")


def _notes(inputs: PlanInputs, split: MedianSplit) -> tuple[Notice, ...]:
    notes = []
    if inputs.sinks:
        notes.append(Notice("sinks_apart", {}, "info"))
    if split.foreign_prices:
        notes.append(Notice("prices_european", {"count": len(split.foreign_prices)}, "info"))
    return tuple(notes)
