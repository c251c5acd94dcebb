"""Shapley values against the definition: the mean over all orders in which the levers could join."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capacities.dayone.levers import place_levers
from capacities.engines.attribution import shapley
from capacities.engines.pathway import COLUMN_INDEX, COLUMNS, Flow, Lever, base_state, emission_weights, forward
from tests.engines.town import make_town

COLUMN_IDS = ["car_petrol", "car_diesel", "car_electricity", "bus_electricity", "res_gas"]


def by_definition(state, weights, levers, level):
    """Return the mean marginal saving of each lever over all permutations, [lever]."""
    n = len(levers)

    def left(members):
        on = np.array([x if i in members else np.zeros_like(x) for i, x in enumerate(level)])
        return float((weights * forward(state, levers, on)).sum())

    share = np.zeros(n)
    orders = list(permutations(range(n)))
    for order in orders:
        for position, i in enumerate(order):
            share[i] += left(set(order[:position])) - left(set(order[: position + 1]))
    return share / len(orders)


@st.composite
def games(draw):
    """Three to five levers on five columns that they share, so that they interact in all ways."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    levers = []
    for j in range(draw(st.integers(3, 5))):
        ids = list(rng.permutation(COLUMN_IDS))
        cut = int(rng.integers(1, 4))
        targets = tuple((id, rng.uniform(0, 1, (1, 1))) for id in ids[cut : cut + int(rng.integers(0, 3))])
        flows = tuple(Flow(id, rng.uniform(0, 1, (1, 1)), targets) for id in ids[:cut])
        levers.append(Lever(f"lever{j}", "improve", flows, ((ids[-1], rng.uniform(0, 9, (1, 1))),) if j % 2 else ()))
    state, weights = np.zeros((len(COLUMNS), 1, 1)), np.zeros((len(COLUMNS), 1, 1))
    for id in COLUMN_IDS:
        state[COLUMN_INDEX[id]], weights[COLUMN_INDEX[id]] = rng.uniform(0, 1000), rng.uniform(0, 1)
    return state, weights, levers, rng.uniform(0, 1, (len(levers), 1))


@settings(max_examples=40, deadline=None)
@given(games())
def test_shares_equal_the_mean_over_all_orders(game):
    state, weights, levers, level = game

    got = shapley(state, weights[None], levers, level)[:, 0, 0, 0]

    assert got == pytest.approx(by_definition(state, weights, levers, level), rel=1e-9, abs=1e-9)


def test_two_levers_on_one_stock_share_their_overlap_equally():
    state, weights = np.zeros((len(COLUMNS), 1, 1)), np.zeros((len(COLUMNS), 1, 1))
    state[COLUMN_INDEX["res_gas"]], weights[COLUMN_INDEX["res_gas"]] = 1000.0, 0.2
    half = Lever("half", "improve", (Flow("res_gas", np.full((1, 1), 1.0)),))
    fifth = Lever("fifth", "improve", (Flow("res_gas", np.full((1, 1), 1.0)),))

    got = shapley(state, weights[None], [half, fifth], np.array([[0.5], [0.2]]))[:, 0, 0, 0]

    # alone 100 and 40 t, together 200 × (1 − 0.5 × 0.8) = 120 t: the overlap of 20 t is split in half
    assert got == pytest.approx([90.0, 30.0])


def test_shares_of_a_whole_town_add_up_in_every_year_and_draw():
    town = make_town(draws=6)
    found = place_levers(town, "RO", seed=2)
    years = 5
    state = np.repeat(base_state(town)[:, :, None], years, axis=2)
    weights = emission_weights(town, np.ones((6, years)), 3.5)
    level = found.max_level[:, None] * np.linspace(0, 1, years)

    saved = shapley(state, weights[None], found.levers, level)[:, 0]

    before = (weights * state).sum(axis=0)
    after = (weights * forward(state, found.levers, level)).sum(axis=0)
    assert saved.sum(axis=0) == pytest.approx(before - after, rel=1e-9, abs=1e-6)


def test_a_lever_without_effect_gets_nothing():
    state, weights = np.zeros((len(COLUMNS), 1, 1)), np.ones((len(COLUMNS), 1, 1))
    state[COLUMN_INDEX["res_gas"]] = 10.0
    idle = Lever("idle", "improve", (Flow("res_oil", np.ones((1, 1))),))
    works = Lever("works", "improve", (Flow("res_gas", np.ones((1, 1))),))

    got = shapley(state, weights[None], [idle, works], np.array([[1.0], [0.3]]))[:, 0, 0, 0]

    assert got == pytest.approx([0.0, 3.0])


def test_levels_that_do_not_match_the_levers_are_refused():
    with pytest.raises(ValueError, match="level has 2 rows, expected one for each of 1 levers"):
        shapley(
            np.zeros((len(COLUMNS), 1, 1)), np.zeros((1, len(COLUMNS), 1, 1)), [Lever("a", "avoid")], np.ones((2, 1))
        )
