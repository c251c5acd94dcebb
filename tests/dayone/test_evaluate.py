"""Evaluation of levels over draws: in chunks, with the same result for the same draw."""

import numpy as np
import pytest

from capacities.dayone.estimate import estimate
from capacities.dayone.evaluate import evaluate_draws, split_median, target_probability
from capacities.dayone.propose import prepare
from capacities.dayone.scenario import potential
from tests.factories import make_place


@pytest.fixture(scope="module")
def inputs():
    place = make_place(population=85_000)
    return prepare(estimate(place, draws=1_300, seed=3), place, target_share=0.45)


@pytest.fixture(scope="module")
def level(inputs):
    return 0.8 * potential(inputs.median.place_levers, inputs.window)


def test_all_draws_come_back_whatever_the_chunks(inputs, level):
    got = evaluate_draws(inputs, level)

    assert got.plan_t.shape == got.baseline_t.shape == (1_300, inputs.median.years.size)
    assert got.saved_t.shape == got.capex_eur.shape == (len(level), 1_300)


def test_the_shares_add_up_in_every_draw(inputs, level):
    got = evaluate_draws(inputs, level)

    assert got.saved_t.sum(axis=0) == pytest.approx(got.baseline_t[:, inputs.at] - got.plan_t[:, inputs.at], rel=1e-9)


def test_the_first_chunk_does_not_depend_on_those_that_follow(inputs, level):
    place = make_place(population=85_000)
    fewer = prepare(estimate(place, draws=1_300, seed=3), place, target_share=0.45, draws=1_000)

    assert np.array_equal(evaluate_draws(inputs, level).plan_t[:1_000], evaluate_draws(fewer, level).plan_t)


def test_the_probability_is_the_share_of_draws_that_meet_their_own_target(inputs, level):
    got = evaluate_draws(inputs, level)
    met = got.plan_t[:, inputs.at] <= 0.55 * got.baseline_t[:, 0]

    assert target_probability(inputs, level) == pytest.approx(met.mean())
    assert 0 < met.mean() < 1


def test_money_saved_is_what_the_final_state_says(inputs, level):
    split = split_median(inputs, level)
    alone = split_median(
        inputs, level * (np.arange(len(level)) == inputs.median.place_levers.ids.index("car_electric"))
    )

    i = inputs.median.place_levers.ids.index("car_electric")
    assert alone.energy_saving_eur[i] > 0
    assert np.delete(alone.energy_saving_eur, i) == pytest.approx(0.0)
    assert split.energy_saving_eur.sum() > alone.energy_saving_eur[i]
