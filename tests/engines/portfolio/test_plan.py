"""Portfolios of measures that interact: against trying every combination, and each limit on its own."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capacities.dayone.levers import place_levers
from capacities.engines.pathway import COLUMN_INDEX, COLUMNS, Flow, Lever, base_state, emission_weights, forward
from capacities.engines.portfolio import (
    Limits,
    alternatives,
    by_price,
    chains,
    cheapest,
    cost_curve,
    efficient,
    front,
    front_with_benefits,
    largest,
    price_for,
    with_confidence,
)
from tests.engines.test_attribution import games
from tests.engines.town import make_town

ONE = np.ones((1, 1))


def gas_and_cars():
    """Two gas levers that interact and one car lever that does not: 200 t of gas, 100 t of petrol."""
    state, weights = np.zeros((len(COLUMNS), 1, 1)), np.zeros((len(COLUMNS), 1, 1))
    for id, mwh, factor in (("res_gas", 1000.0, 0.2), ("car_petrol", 400.0, 0.25), ("res_electricity", 0.0, 0.1)):
        state[COLUMN_INDEX[id]], weights[COLUMN_INDEX[id]] = mwh, factor
    levers = (
        Lever("renovate", "improve", (Flow("res_gas", 0.5 * ONE),)),
        Lever("pump", "improve", (Flow("res_gas", ONE, (("res_electricity", 0.3 * ONE),)),)),
        Lever("cars", "improve", (Flow("car_petrol", ONE),)),
    )
    most, capex = np.array([1.0, 0.5, 0.8]), np.array([100.0, 60.0, 50.0])
    return state, weights, levers, most, capex


def parts_of(state, weights, levers, most, capex, steps=4, filtered=True):
    found = [alternatives(chain, levers, state, weights, most, capex, steps=steps) for chain in chains(levers)]
    return [efficient(part) for part in found] if filtered else found


def everything(state, weights, levers, most, capex, steps=4):
    """Return cost and tonnes of every combination, each through the full chain of levers."""
    before = float((weights * state).sum())
    for pick in product(range(steps + 1), repeat=len(levers)):
        level = np.array(pick) / steps * most
        yield float(capex @ level), before - float((weights * forward(state, levers, level[:, None])).sum()), level


def test_levers_that_share_a_stock_are_one_chain():
    assert chains(gas_and_cars()[2]) == [(0, 1), (2,)]


def test_levers_that_only_add_to_the_same_column_do_not_interact():
    heat = Lever("heat", "improve", (Flow("res_gas", ONE, (("res_electricity", ONE),)),))
    oil = Lever("oil", "improve", (Flow("res_oil", ONE, (("res_electricity", ONE),)),))

    assert chains([heat, oil]) == [(0,), (1,)]


@pytest.mark.parametrize("tonnes", [10.0, 90.0, 150.0, 200.0])
def test_the_cheapest_portfolio_is_the_cheapest_of_all_combinations(tonnes):
    scene = gas_and_cars()
    best = min(cost for cost, saved, _ in everything(*scene) if saved >= tonnes - 1e-9)

    got = cheapest(parts_of(*scene), 3, tonnes, scene[4], Limits())

    assert got is not None
    assert got.cost_eur == pytest.approx(best)
    assert got.reduction_t >= tonnes - 1e-6
    assert got.gap == 0


@pytest.mark.parametrize("budget", [0.0, 33.0, 75.0, 500.0])
def test_a_budget_buys_the_most_of_all_combinations(budget):
    scene = gas_and_cars()
    best = max(saved for cost, saved, _ in everything(*scene) if cost <= budget + 1e-9)

    got = largest(parts_of(*scene), 3, scene[4], Limits(budget_eur=budget))

    assert got is not None
    assert got.reduction_t == pytest.approx(best)
    assert got.cost_eur <= budget + 1e-6


def test_no_portfolio_is_returned_for_what_cannot_be_saved():
    scene = gas_and_cars()

    assert cheapest(parts_of(*scene), 3, 301.0, scene[4], Limits()) is None


def test_the_front_holds_every_portfolio_that_none_beats():
    scene = gas_and_cars()
    points = sorted({(round(c, 9), round(t, 9)) for c, t, _ in everything(*scene)}, key=lambda p: (p[0], -p[1]))
    expected, best = [], -1.0
    for cost, tonnes in points:
        if tonnes > best + 1e-9:
            expected.append((cost, tonnes))
            best = tonnes

    cost, tonnes = front(parts_of(*scene))

    assert np.allclose(cost, [p[0] for p in expected])
    assert np.allclose(tonnes, [p[1] for p in expected])


def test_programme_and_front_agree_on_a_whole_town():
    town = make_town()
    found = place_levers(town, "RO")
    state = base_state(town)[:, :, None]
    weights = emission_weights(town, np.ones((1, 1)), 3.5)
    most, capex = found.max_level * 0.3, found.capex_eur[:, 0]
    parts = parts_of(state, weights, found.levers, most, capex, steps=2)
    cost, tonnes = front(parts)

    for share in (0.1, 0.5, 0.9):
        wanted = share * tonnes[-1]
        got = cheapest(parts, len(found.levers), wanted, capex, Limits())
        assert got is not None
        assert got.cost_eur == pytest.approx(cost[np.searchsorted(tonnes, wanted)], rel=1e-6)


def test_excluded_measures_never_stand_together():
    scene = gas_and_cars()

    got = largest(parts_of(*scene, filtered=False), 3, scene[4], Limits(excludes={0: [1]}))

    assert got is not None
    assert not (got.level[0] > 0 and got.level[1] > 0)


def test_a_measure_waits_for_the_one_that_it_requires():
    scene = gas_and_cars()

    got = largest(parts_of(*scene, filtered=False), 3, scene[4], Limits(budget_eur=30.0, requires={2: [1]}))

    assert got is not None
    assert got.level[2] == 0 or got.level[1] > 0


def test_a_minimum_share_of_the_money_goes_where_it_must():
    scene = gas_and_cars()
    limits = Limits(budget_eur=80.0, minimum_share=(((0,), 0.5),))

    got = largest(parts_of(*scene, filtered=False), 3, scene[4], limits)

    assert got is not None
    spent = got.level * scene[4]
    assert spent[0] >= 0.5 * spent.sum() - 1e-6
    assert spent.sum() > 0


def test_each_payer_keeps_to_its_own_budget():
    scene = gas_and_cars()
    share = np.array([[1.0, 0.2, 0.0], [0.0, 0.8, 1.0]])  # town and households

    got = largest(
        parts_of(*scene, filtered=False), 3, scene[4], Limits(payer_share=share, payer_eur=np.array([30.0, 40.0]))
    )

    assert got is not None
    assert (share @ (got.level * scene[4]) <= np.array([30.0, 40.0]) + 1e-6).all()


def test_annual_budgets_spread_the_work_and_may_forbid_a_part():
    scene = gas_and_cars()
    limits = Limits(annual_eur=np.array([10.0, 20.0, 30.0]), rate=np.array([0.4, 0.4, 0.4]))

    got = largest(parts_of(*scene, filtered=False), 3, scene[4], limits, years=3)

    assert got is not None
    assert got.built is not None
    assert (scene[4] @ got.built <= limits.annual_eur + 1e-6).all()
    assert got.built.sum(axis=1) == pytest.approx(got.level)
    assert got.built.max() <= 0.4 + 1e-9


def test_staff_limits_how_much_is_built_in_a_year():
    scene = gas_and_cars()
    limits = Limits(staff=np.array([10.0, 2.0, 1.0]), staff_per_year=1.0)

    got = largest(parts_of(*scene, filtered=False), 3, scene[4], limits, years=2)

    assert got is not None
    assert (limits.staff @ got.built <= 1.0 + 1e-6).all()
    assert limits.staff @ got.level <= 2.0 + 1e-6


def test_the_front_with_benefits_holds_no_portfolio_that_another_beats():
    state, weights, levers, most, capex = gas_and_cars()
    damage = np.zeros(len(COLUMNS))
    damage[COLUMN_INDEX["car_petrol"]] = 3.0  # EUR per MWh: cleaner air
    parts = [alternatives(chain, levers, state, weights, most, capex, damage_eur=damage) for chain in chains(levers)]

    points = front_with_benefits(parts, 3, capex, np.array([20.0, 60.0, 200.0]), np.array([0.0, 1.0, 100.0]))

    for one in points:
        left = forward(state, levers, one.level[:, None])
        assert one.reduction_t == pytest.approx(float((weights * (state - left)).sum()))
        assert one.benefit_eur == pytest.approx(float(damage @ (state - left)[:, 0, 0]))
        assert not any(
            other.cost_eur < one.cost_eur
            and other.reduction_t >= one.reduction_t
            and other.benefit_eur >= one.benefit_eur
            for other in points
        )
    assert max(one.reduction_t for one in points) == pytest.approx(largest(parts, 3, capex, Limits()).reduction_t)


def test_a_chance_is_met_at_the_least_saving_that_meets_it():
    scene = gas_and_cars()
    parts = parts_of(*scene)
    draws = np.linspace(0.8, 1.2, 41)  # how much of the median saving each draw really brings

    def probability(portfolio):
        return float(np.mean(portfolio.reduction_t * draws >= 100.0))

    got, chance = with_confidence(
        lambda tonnes: cheapest(parts, 3, tonnes, scene[4], Limits()), probability, 100.0, 0.9
    )

    assert got is not None
    assert chance >= 0.9
    enough = [cost for cost, saved, _ in everything(*scene) if np.mean(saved * draws >= 100.0) >= 0.9]
    assert got.cost_eur == pytest.approx(min(enough))


def test_a_chance_out_of_reach_returns_nothing():
    scene = gas_and_cars()
    parts = parts_of(*scene)

    got, chance = with_confidence(
        lambda tonnes: cheapest(parts, 3, tonnes, scene[4], Limits()), lambda portfolio: 0.0, 50.0, 0.5
    )

    assert got is None
    assert chance == 0.0


def test_the_cost_curve_counts_only_what_earlier_steps_left():
    state, weights, levers, most, _ = gas_and_cars()

    curve = cost_curve(state, weights, levers, most, np.array([50.0, 10.0, 40.0]))

    # alone: renovate 100 t (0.5 EUR/t), pump 85 t (0.12), cars 80 t (0.5). After the pump 500 MWh of gas are
    # left to renovation, which acts first: together 1000 → 500 → 250 gas and 75 electricity: 142.5 t
    assert curve.lever[0] == 1
    assert curve.tonnes[0] == pytest.approx(85.0)
    assert dict(zip(curve.lever.tolist(), curve.tonnes, strict=True)) == pytest.approx({1: 85.0, 2: 80.0, 0: 57.5})
    assert curve.tonnes.sum() == pytest.approx(float((weights * (state - forward(state, levers, most[:, None]))).sum()))


def test_at_a_price_everything_worth_it_is_done():
    scene = gas_and_cars()
    for price in (0.1, 0.5, 0.62, 2.0):
        got = by_price(parts_of(*scene), 3, scene[4], price)

        best = min(cost - price * saved for cost, saved, _ in everything(*scene))
        assert got.cost_eur - price * got.reduction_t == pytest.approx(best)


def test_the_price_for_a_saving_is_the_lowest_that_brings_it():
    scene = gas_and_cars()
    parts = parts_of(*scene)

    price = price_for(parts, 3, scene[4], 120.0)

    assert by_price(parts, 3, scene[4], price).reduction_t >= 120.0
    assert by_price(parts, 3, scene[4], price * 0.999).reduction_t < 120.0


def test_a_saving_beyond_all_measures_has_no_price():
    scene = gas_and_cars()

    with pytest.raises(ValueError, match="more than all measures save"):
        price_for(parts_of(*scene), 3, scene[4], 1000.0)


@settings(max_examples=30, deadline=None)
@given(games(), st.floats(0.05, 0.95))
def test_chosen_portfolios_match_trying_everything_on_random_measures(game, share):
    state, weights, levers, most = game
    most = most[:, 0]
    capex = np.linspace(10.0, 50.0, len(levers))
    points = [(cost, saved) for cost, saved, _ in everything(state, weights, levers, most, capex, steps=2)]
    parts = parts_of(state, weights, levers, most, capex, steps=2)
    budget, wanted = share * float(capex @ most), share * max(saved for _, saved in points)

    rich = largest(parts, len(levers), capex, Limits(budget_eur=budget))
    cheap = cheapest(parts, len(levers), wanted, capex, Limits())

    assert rich.reduction_t == pytest.approx(max(s for c, s in points if c <= budget + 1e-9), abs=1e-5)
    assert cheap.cost_eur == pytest.approx(min(c for c, s in points if s >= wanted - 1e-9), abs=1e-5)
