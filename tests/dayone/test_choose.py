"""The choice of a draft plan and what it says about its limits."""

import numpy as np
import pytest

from capacities.dayone.choose import choose
from capacities.dayone.scenario import Window, build_side, potential, total
from capacities.engines.pathway import forward
from capacities.engines.portfolio import chains
from tests.engines.town import make_town

WINDOW = Window(2027, 2030)


@pytest.fixture(scope="module")
def side():
    return build_side(make_town(), "RO", WINDOW, sinks=False)


@pytest.fixture(scope="module")
def then(side):
    return side.at(7)


def left_t(then, level):
    return float(total(then.weights, forward(then.state, then.levers, level[:, None]))[0, 0])


def test_measures_that_need_or_exclude_each_other_are_of_one_chain(then):
    ids = then.place_levers.ids
    groups = [{ids[i] for i in chain} for chain in chains(then.levers)]

    for measure in then.place_levers.measures:
        for other in (*measure.requires, *measure.excludes):
            assert any({measure.id, other} <= group for group in groups)


def test_a_target_already_met_needs_nothing(side):
    choice = choose(side, WINDOW, 1e9, None)

    assert not choice.level.any()
    assert [notice.code for notice in choice.limits] == ["target_reached_without_measures"]


def test_no_other_step_of_one_measure_saves_the_same_for_less(side, then):
    target_t = 0.9 * float(then.baseline_t()[0, 0])
    choice = choose(side, WINDOW, target_t, None)
    capex, most = then.place_levers.capex_eur[:, 0], potential(then.place_levers, WINDOW)

    assert left_t(then, choice.level) <= target_t + 1e-6
    assert choice.proved_gap == 0
    for i in np.flatnonzero(choice.level):
        less = choice.level.copy()
        less[i] = 0.0
        assert left_t(then, less) > target_t
        for j in range(len(most)):
            swapped = less.copy()
            swapped[j] = most[j]
            if j != i and not set(then.place_levers.measures[j].excludes) & {
                then.place_levers.ids[k] for k in np.flatnonzero(less)
            }:
                cheaper = capex @ swapped < capex @ choice.level - 1.0
                assert not (cheaper and left_t(then, swapped) <= target_t)


def test_what_more_money_buys_is_what_a_larger_budget_saves(side, then):
    budget = 8e6
    choice = choose(side, WINDOW, 0.0, budget)
    notice = next(n for n in choice.limits if n.code == "more_money_buys")
    richer = choose(side, WINDOW, 0.0, budget + notice.params["extra_eur"])

    gain = left_t(then, choice.level) - left_t(then, richer.level)
    assert gain == pytest.approx(notice.params["tonnes"], rel=1e-3)


def test_the_next_measure_has_the_best_tonnes_per_euro_of_those_left(side, then):
    choice = choose(side, WINDOW, 0.0, 8e6)
    notice = next(n for n in choice.limits if n.code == "next_measure")
    capex, most = then.place_levers.capex_eur[:, 0], potential(then.place_levers, WINDOW)
    chosen = {then.place_levers.ids[i] for i in np.flatnonzero(choice.level)}
    excluded = {o for m in then.place_levers.measures if m.id in chosen for o in m.excludes}
    ratios = {}
    for i, id in enumerate(then.place_levers.ids):
        rest = most[i] - choice.level[i]
        if rest > 1e-9 and id not in excluded:
            further = choice.level.copy()
            further[i] = most[i]
            gain = left_t(then, choice.level) - left_t(then, further)
            ratios[id] = gain / (capex[i] * rest)

    assert notice.params["measure"] == max(ratios, key=ratios.__getitem__)
