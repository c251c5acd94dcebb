"""The draft plan of a place: its sums, its limits, and how it answers to a budget and to the sliders."""

from dataclasses import replace

import numpy as np
import pytest

from capacities.dayone.estimate import estimate
from capacities.dayone.evaluate import split_median
from capacities.dayone.propose import prepare, propose, reevaluate, strongest
from capacities.dayone.result import PAYERS
from capacities.engines.activity import SOURCE_INDEX
from capacities.facts.measures import measures
from tests.factories import make_place


@pytest.fixture(scope="module")
def place():
    return make_place(population=85_000)


@pytest.fixture(scope="module")
def found(place):
    return estimate(place, draws=400, seed=7)


@pytest.fixture(scope="module")
def proposed(found, place):
    return propose(found, place)


def test_the_tonnes_of_the_measures_add_up_to_the_total(proposed):
    _, plan = proposed

    assert sum(m.reduction_t for m in plan.measures) == pytest.approx(plan.baseline_t - plan.residual_t, rel=1e-9)


def test_the_wedges_add_up_in_every_year(proposed):
    baseline, plan = proposed

    for i in range(len(baseline.years)):
        saved = sum(wedge[i] for wedge in plan.wedges.values())
        assert saved == pytest.approx(baseline.p50[i] - plan.with_plan.p50[i], rel=1e-9, abs=1e-6)


def test_the_target_is_taken_of_the_base_year(proposed, found):
    baseline, plan = proposed

    assert plan.reference_t == pytest.approx(float(found.median.emissions_t.sum()))
    assert baseline.p50[0] == pytest.approx(plan.reference_t)
    assert plan.target_t == pytest.approx(0.2 * plan.reference_t)
    assert (baseline.years[0], baseline.years[-1]) == (2023, 2050)


def test_money_adds_up_by_payer_and_by_year(proposed):
    _, plan = proposed
    total = sum(m.capex_eur for m in plan.measures)

    assert plan.investment_eur.p50 == pytest.approx(total)
    assert sum(sum(by.values()) for by in plan.investment_by_year.values()) == pytest.approx(total)
    for measure in plan.measures:
        assert sum(measure.payers.values()) == pytest.approx(measure.capex_eur)
        assert sum(measure.capex_by_year.values()) == pytest.approx(measure.capex_eur)
        assert set(measure.payers) == set(PAYERS)
    assert list(plan.investment_by_year) == [2027, 2028, 2029, 2030]


def test_ranges_hold_the_median_path(proposed):
    _, plan = proposed

    for got in (plan.residual_range_t, plan.investment_eur, *(m.reduction_range_t for m in plan.measures)):
        assert got.p5 <= got.p50 <= got.p95
    assert plan.residual_range_t.p50 == pytest.approx(plan.residual_t)
    assert 0 <= plan.target_probability <= 1


def test_no_measure_goes_faster_than_its_pace_or_further_than_its_limit(proposed):
    _, plan = proposed

    for planned in plan.measures:
        row = measures()[planned.id]
        years = planned.end_year - planned.start_year + 1
        assert planned.start_year == 2027 + row.lead_years
        assert planned.level <= min(row.max_level, row.rate_per_year * years) + 1e-12
        assert planned.level <= planned.max_level + 1e-12


def test_measures_that_exclude_each_other_do_not_stand_together(proposed):
    _, plan = proposed
    ids = {m.id for m in plan.measures}

    assert not {"homes_renovation", "homes_deep_renovation"} <= ids
    assert all(set(measures()[id].requires) <= ids for id in ids)


def test_a_plan_has_ten_measures_or_more_and_says_that_the_target_is_missed(proposed):
    _, plan = proposed

    assert len(plan.measures) >= 10
    assert plan.residual_t > plan.target_t
    codes = [notice.code for notice in plan.limits]
    assert codes[0] == "target_not_reached"
    assert "limit_pace" in codes
    missing = next(n for n in plan.limits if n.code == "target_not_reached").params["missing_t"]
    assert missing == pytest.approx(plan.residual_t - plan.target_t)


def test_a_target_within_reach_is_met_at_less_cost(found, place, proposed):
    _, full = proposed
    _, plan = propose(found, place, target_share=0.15)

    assert plan.residual_t <= plan.target_t + 1e-6
    assert plan.investment_eur.p50 < 0.5 * full.investment_eur.p50
    assert plan.proved_gap == 0
    assert not [n for n in plan.limits if n.code == "target_not_reached"]


@pytest.mark.parametrize("budget", [0.0, 1e6, 30e6])
def test_a_budget_is_kept_and_more_money_never_saves_less(found, place, budget):
    _, plan = propose(found, place, budget_eur=budget)
    _, richer = propose(found, place, budget_eur=2 * budget + 1e6)

    assert sum(m.capex_eur for m in plan.measures) <= budget * (1 + 1e-9)
    assert richer.residual_t <= plan.residual_t * (1 + 0.02)


def test_a_tight_budget_says_what_more_money_would_buy(found, place):
    _, plan = propose(found, place, budget_eur=5e6)

    codes = {notice.code for notice in plan.limits}
    assert {"target_not_reached", "limit_money", "more_money_buys", "next_measure"} <= codes


def test_bills_saved_by_payers_are_the_energy_saved_by_measures(proposed, found, place):
    _, plan = proposed
    saved = sum(bill["without"] - bill["with"] for bill in plan.energy_bill_eur.values())

    split = split_median(prepare(found, place), np.array([_level(plan, id) for id in _ids(found, place)]))
    assert saved == pytest.approx(split.energy_saving_eur.sum(), rel=1e-9)
    assert set(plan.energy_bill_eur) == set(PAYERS)
    assert plan.energy_bill_eur["households"]["with"] < plan.energy_bill_eur["households"]["without"]


def _ids(found, place):
    return prepare(found, place).median.place_levers.ids


def _level(plan, id):
    return next((m.level for m in plan.measures if m.id == id), 0.0)


def test_a_payback_beyond_the_lifetime_is_none(proposed):
    _, plan = proposed

    for planned in plan.measures:
        if planned.payback_years is not None:
            assert planned.payback_years <= measures()[planned.id].lifetime_years
            assert planned.opex_eur_per_year < 0


def with_a_forest(activity):
    """Return the same town with land that takes up 5,000 t a year."""
    mwh, factor = activity.activity.copy(), activity.factor_t.copy()
    mwh[:, SOURCE_INDEX["land"]], factor[:, SOURCE_INDEX["land"]] = -5_000.0, 1.0
    return replace(activity, activity=mwh, factor_t=factor)


def test_a_forest_does_not_count_towards_the_target(found, place, proposed):
    green = replace(found, median=with_a_forest(found.median), draws=with_a_forest(found.draws))

    baseline, plan = propose(green, place)

    assert plan.reference_t == pytest.approx(proposed[1].reference_t)
    assert baseline.p50 == pytest.approx(proposed[0].p50)
    assert "sinks_apart" in {notice.code for notice in plan.limits}


def test_a_wanted_chance_costs_more_and_is_met(found, place):
    _, even = propose(found, place, target_share=0.15)
    _, sure = propose(found, place, target_share=0.15, confidence=0.9)

    assert even.target_probability < 0.9 <= sure.target_probability
    assert sure.investment_eur.p50 > even.investment_eur.p50


def test_a_chance_that_no_plan_has_is_said(found, place):
    _, plan = propose(found, place, target_share=0.5, confidence=0.999)

    assert "chance_out_of_reach" in {notice.code for notice in plan.limits}


def test_the_same_input_gives_the_same_plan(found, place, proposed):
    assert propose(found, place) == proposed


def doubled(activity):
    """Return twice the town: twice of everything but yields, which do not depend on size."""
    drivers = {name: v if name == "pv_yield_kwh_per_kwp" else 2 * v for name, v in activity.drivers.items()}
    return replace(activity, activity=2 * activity.activity, drivers=drivers)


def test_a_town_twice_as_large_saves_and_pays_twice_as_much(found, place, proposed):
    twice = replace(found, median=doubled(found.median), draws=doubled(found.draws))

    _, plan = propose(twice, place)

    assert plan.baseline_t - plan.residual_t == pytest.approx(2 * (proposed[1].baseline_t - proposed[1].residual_t))
    assert plan.investment_eur.p50 == pytest.approx(2 * proposed[1].investment_eur.p50)
    assert [m.id for m in plan.measures] == [m.id for m in proposed[1].measures]


def test_a_later_target_year_allows_more(found, place, proposed):
    _, plan = propose(found, place, target_year=2040)

    assert plan.residual_t < proposed[1].residual_t
    assert plan.target_year == 2040
    assert max(m.end_year for m in plan.measures) == 2040


def test_sliders_at_where_they_stand_change_nothing(found, place, proposed):
    _, plan = proposed
    inputs = prepare(found, place)

    again = reevaluate(inputs, plan, strongest(plan))

    assert again.residual_t == pytest.approx(plan.residual_t, rel=1e-12)
    assert again.measures[0].reduction_t == pytest.approx(plan.measures[0].reduction_t, rel=1e-12)


def test_a_slider_at_zero_takes_the_measure_out(found, place, proposed):
    _, plan = proposed
    first = plan.measures[0].id

    less = reevaluate(prepare(found, place), plan, {first: 0.0})

    assert first not in {m.id for m in less.measures}
    assert less.residual_t > plan.residual_t
    assert sum(m.reduction_t for m in less.measures) == pytest.approx(less.baseline_t - less.residual_t, rel=1e-9)


def test_all_sliders_at_zero_are_the_baseline(found, place, proposed):
    baseline, plan = proposed

    nothing = reevaluate(prepare(found, place), plan, {m.id: 0.0 for m in plan.measures})

    assert nothing.measures == ()
    assert nothing.with_plan.p50 == pytest.approx(baseline.p50, rel=1e-12)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"target_year": 2026}, "target_year is 2026"),
        ({"target_share": 0.0}, "target_share is 0.0"),
        ({"budget_eur": -1.0}, "budget_eur is -1.0"),
        ({"strengths": {"magic": 1.0}}, "'magic', which is no measure"),
        ({"strengths": {"car_electric": 1.5}}, "strength of car_electric is 1.5"),
    ],
)
def test_what_makes_no_sense_is_refused(found, place, arguments, message):
    with pytest.raises(ValueError, match=message):
        propose(found, place, **arguments)


@pytest.mark.parametrize("country", ["SE", "PL", "EE", "ES", "UA", "TR", "NO"])
def test_every_country_gets_a_plan_that_saves(country, place):
    there = replace(place, country=country)

    _, plan = propose(estimate(there, draws=100, seed=2), there)

    assert plan.residual_t < plan.baseline_t
    assert all(np.isfinite(m.npv_eur) for m in plan.measures)
    assert min(plan.with_plan.p5) > 0
