"""Choosing among independent measures: brute force, published optima and real contracts."""

import csv
import json
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capacities.engines.portfolio import choose_independent, knapsack
from tests.paths import cases_dir

hundredths = st.integers(-5_000, 5_000_000).map(lambda n: n / 100)  # tonnes to 10 kg, money to the cent
amounts = st.lists(st.tuples(hundredths, hundredths), min_size=1, max_size=9)
SMALL = 1e-6  # far below a hundredth, far above rounding


def subsets(rows):
    tonnes, cost = np.array([r[0] for r in rows]), np.array([r[1] for r in rows])
    for picks in product([False, True], repeat=len(rows)):
        picked = np.array(picks)
        yield float(tonnes[picked].sum()), float(cost[picked].sum())


@settings(max_examples=60, deadline=None)
@given(amounts, st.floats(0, 1.0))
def test_a_budget_buys_what_trying_everything_buys(rows, part):
    budget = round(part * sum(max(cost, 0) for _, cost in rows), 2)
    ids = [f"m{i}" for i in range(len(rows))]
    feasible = [tonnes for tonnes, cost in subsets(rows) if cost <= budget + SMALL]

    got = choose_independent(ids, [r[0] for r in rows], [r[1] for r in rows], budget_eur=budget)

    assert got.reduction_t == pytest.approx(max(feasible), rel=1e-9, abs=SMALL)
    assert got.cost_eur <= budget + SMALL
    assert got.proved_gap == 0


@settings(max_examples=60, deadline=None)
@given(amounts, st.floats(0, 1.0))
def test_a_target_costs_what_trying_everything_costs(rows, share):
    ids = [f"m{i}" for i in range(len(rows))]
    target = round(share * sum(max(tonnes, 0) for tonnes, _ in rows), 2)
    if target <= 1:
        return  # read as a share: has its own test
    cheapest = min(cost for tonnes, cost in subsets(rows) if tonnes >= target - SMALL)

    got = choose_independent(ids, [r[0] for r in rows], [r[1] for r in rows], target=target)

    assert got.cost_eur == pytest.approx(cheapest, rel=1e-9, abs=SMALL)
    assert got.reduction_t >= target - SMALL


def test_a_target_up_to_one_is_a_share_of_all_savings():
    got = choose_independent(["a", "b", "c"], [50.0, 30.0, 20.0], [10.0, 5.0, 1.0], target=0.5)

    assert set(got.chosen) in ({"a"}, {"b", "c"})  # 50 t: a for 10, b and c for 6
    assert got.cost_eur == 6.0


def test_among_equal_savings_the_cheaper_choice_is_taken():
    got = choose_independent(["dear", "cheap"], [10.0, 10.0], [7.0, 4.0], budget_eur=10.0)

    assert got.chosen == ("cheap",)


def test_a_measure_that_earns_money_pays_for_others():
    got = choose_independent(["earns", "costs"], [0.0, 5.0], [-100.0, 100.0], budget_eur=0.0)

    assert got.chosen == ("earns", "costs")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"budget_eur": -1.0}, "budget_eur is -1.0"),
        ({"target": 100.0}, "all measures together save 30 t"),
        ({}, "either budget_eur or target"),
        ({"budget_eur": 1.0, "target": 1.0}, "either budget_eur or target"),
    ],
)
def test_limits_that_make_no_sense_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        choose_independent(["a", "b"], [10.0, 20.0], [1.0, 2.0], **arguments)


def test_a_value_that_is_no_number_is_named():
    with pytest.raises(ValueError, match="cost_eur of 'b' is not a number"):
        choose_independent(["a", "b"], [10.0, 20.0], [1.0, float("nan")], budget_eur=5.0)


def test_an_id_that_stands_twice_is_named():
    with pytest.raises(ValueError, match="'a' twice"):
        choose_independent(["a", "a"], [10.0, 20.0], [1.0, 2.0], budget_eur=5.0)


@pytest.mark.cases
def test_measures_of_six_contracts_reach_the_published_optima():
    folder = cases_dir() / "plans"
    for case in json.loads((folder / "expected.json").read_text()):
        with (folder / case["file"]).open(encoding="utf-8") as stream:
            rows = list(csv.DictReader(stream))
        ids = [row["id"] for row in rows]
        tonnes = [float(row["ghg_reduction_t_co2e"]) for row in rows]
        cost = [float(row["total_cost_eur"]) for row in rows]
        for problem in case["budget_problems"]:
            got = choose_independent(ids, tonnes, cost, budget_eur=problem["budget_eur"])
            assert got.reduction_t == pytest.approx(problem["max_ghg_t"], rel=1e-9)
            assert got.cost_eur <= problem["budget_eur"]
            assert got.proved_gap == 0
        for problem in case["target_problems"]:
            got = choose_independent(ids, tonnes, cost, target=problem["target_t"])
            assert got.cost_eur == pytest.approx(problem["min_cost_eur"], rel=1e-9)


@pytest.mark.cases
def test_several_constraints_reach_the_published_optima_of_the_or_library():
    for case in json.loads((cases_dir() / "milp" / "mknap1_a.json").read_text()):
        got = knapsack(np.array(case["profits"]), np.array(case["weights"]), np.array(case["capacities"]))

        assert -got.objective == pytest.approx(case["published_optimum"], rel=1e-9)
        assert got.gap == 0
        assert (np.array(case["weights"]) @ got.x <= np.array(case["capacities"]) + 1e-9).all()


def test_a_thousand_measures_are_chosen_to_the_optimum():
    rng = np.random.default_rng(4)
    cost = rng.uniform(1e3, 1e8, 1000)
    tonnes = cost / 1e4 * rng.uniform(0.9, 1.1, 1000)
    budget = 0.37 * cost.sum()

    got = choose_independent([str(i) for i in range(1000)], tonnes, cost, budget_eur=budget)

    order = np.argsort(cost / tonnes)  # the relaxed optimum: best ratio first, the last one cut
    full = np.cumsum(cost[order]) <= budget
    rest = budget - cost[order][full].sum()
    bound = tonnes[order][full].sum() + rest * (tonnes / cost)[order][full.sum()]
    assert got.cost_eur <= budget
    assert bound * (1 - 1e-5) <= got.reduction_t <= bound * (1 + 1e-12)
    assert got.proved_gap == 0
