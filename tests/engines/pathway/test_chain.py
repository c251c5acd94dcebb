"""The chain of levers against hand-worked sums, differences and its physical limits."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capacities.dayone.levers import CLEAN_HEAT_COP, place_levers
from capacities.engines.activity import SOURCES
from capacities.engines.pathway import (
    COLUMN_INDEX,
    COLUMNS,
    Flow,
    LevelPath,
    Lever,
    base_state,
    baseline_state,
    by_source,
    depth,
    emission_weights,
    forward,
    gradient,
    levels,
    only_where_it_helps,
)
from tests.engines.town import make_town

YEARS = np.arange(2023, 2051, dtype=float)


def column(value: float) -> np.ndarray:
    return np.full((1, 1), value)


def scene(draws: int = 1, grid_times: float = 1.0):
    town = make_town(draws)
    town.factor_t[:, [i for i, source in enumerate(SOURCES) if source.carrier == "electricity"]] *= grid_times
    found = place_levers(town, "RO", seed=3)
    state, grid = baseline_state(base_state(town), YEARS, found.drift)
    weights = emission_weights(town, np.broadcast_to(grid, (draws, YEARS.size)), CLEAN_HEAT_COP)
    highest = np.repeat(found.max_level[:, None], YEARS.size, axis=1)
    return town, found, state, weights, only_where_it_helps(found.levers, weights, highest)


def ramps(found, start: float, end: float) -> np.ndarray:
    return np.array(
        [levels(LevelPath(2027, 2035, start * m, end * m), YEARS, m) for m in found.max_level],
    )


def test_renovation_then_heat_pumps_leave_what_the_hand_calculation_says():
    state = np.zeros((len(COLUMNS), 1, 1))
    state[COLUMN_INDEX["res_gas"]] = 1000.0
    renovate = Lever("renovate", "improve", (Flow("res_gas", column(0.4)),))
    pump = Lever("pump", "improve", (Flow("res_gas", column(1.0), (("res_electricity", column(0.3)),)),))

    after = forward(state, [renovate, pump], np.array([[0.5], [0.25]]))

    # 1000 − 0.5 × 0.4 × 1000 = 800; a quarter of it, 200, becomes 60 of electricity
    assert after[COLUMN_INDEX["res_gas"], 0, 0] == pytest.approx(600.0)
    assert after[COLUMN_INDEX["res_electricity"], 0, 0] == pytest.approx(60.0)


def test_levels_of_nothing_leave_the_baseline_exactly_as_it_is():
    _, found, state, _, levers = scene()

    after = forward(state, levers, np.zeros((len(found.levers), YEARS.size)))

    assert np.array_equal(after, state)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_no_stock_is_ever_negative(seed):
    _, found, state, _, levers = scene(draws=8)
    level = np.random.default_rng(seed).uniform(0, 1, len(levers))[:, None] * found.max_level[:, None]

    after = forward(state, levers, np.repeat(level, YEARS.size, axis=1))

    assert after.min() >= -1e-9
    draw = by_source(_grid_draw(after))
    assert draw.min() >= -1e-9  # homes, services and industry never feed more in than they use over the year


def _grid_draw(state: np.ndarray) -> np.ndarray:
    signed = state.copy()
    for id in ("solar", "solar_park"):
        signed[COLUMN_INDEX[id]] *= -1
    return signed


def test_energy_balance_closes_carrier_by_carrier():
    _, found, state, _, levers = scene(draws=5)
    level = ramps(found, 0.2, 1.0)
    after, book = state.copy(), np.zeros_like(state)

    for lever, x in zip(levers, level, strict=True):  # the same steps, booked as removals and additions
        for flow in lever.flows:
            removed = after[COLUMN_INDEX[flow.source]] * flow.share * x
            book[COLUMN_INDEX[flow.source]] -= removed
            for id, conversion in flow.to:
                book[COLUMN_INDEX[id]] += removed * conversion
        for id, amount in lever.adds:
            book[COLUMN_INDEX[id]] += amount * x
        after = forward(after, [lever], x[None])

    assert np.abs(state + book - forward(state, levers, level)).max() <= 1e-9 * np.abs(state).max()


def test_carbon_balance_closes_between_columns_and_sources():
    _, found, state, weights, levers = scene(draws=5)
    emissions = weights * forward(state, levers, ramps(found, 0.2, 1.0))

    assert by_source(emissions).sum(axis=0) == pytest.approx(emissions.sum(axis=0), rel=1e-9)


def test_passenger_kilometres_are_conserved_by_shifts():
    _, found, state, _, levers = scene()
    shifts = [i for i, measure in enumerate(found.measures) if measure.phase == "shift"]
    level = np.zeros((len(levers), YEARS.size))
    level[shifts] = 0.05

    after = forward(state, levers, level)

    pkm = [COLUMN_INDEX[f"{mode}_pkm"] for mode in ("car", "bus", "rail", "active")]
    assert after[pkm].sum(axis=0) == pytest.approx(state[pkm].sum(axis=0), rel=1e-12)


@pytest.mark.parametrize("grid", [0.1, 1.0, 4.0])  # times the Romanian grid: hydropower to oil shale
@pytest.mark.parametrize("draws", [1, 40])
def test_doubling_a_start_level_never_raises_emissions(draws, grid):
    _, found, state, weights, levers = scene(draws, grid)
    first = np.einsum("cdy,cdy->dy", weights, forward(state, levers, ramps(found, 0.2, 1.0)))

    for i in range(len(levers)):
        level = ramps(found, 0.2, 1.0)
        m = found.max_level[i]
        level[i] = levels(LevelPath(2027, 2035, 0.4 * m, m), YEARS, m)
        doubled = np.einsum("cdy,cdy->dy", weights, forward(state, levers, level))
        assert (doubled <= first + 1e-6).all(), found.ids[i]


def test_heat_pumps_stay_away_from_a_grid_that_burns_coal():
    state = np.zeros((len(COLUMNS), 1, 2))
    state[COLUMN_INDEX["res_gas"]] = 100.0
    weights = np.zeros_like(state)
    weights[COLUMN_INDEX["res_gas"]] = 0.2
    weights[COLUMN_INDEX["res_electricity"]] = [[1.2, 0.3]]  # dirty in the first year, clean in the second
    pump = Lever("pump", "improve", (Flow("res_gas", column(1.0), (("res_electricity", column(0.3)),)),))

    (kept,) = only_where_it_helps([pump], weights, np.ones((1, 2)))
    after = forward(state, [kept], np.full((1, 2), 0.5))

    assert after[COLUMN_INDEX["res_gas"], 0].tolist() == [100.0, 50.0]


def test_the_gradient_is_the_slope_that_differences_show():
    _, found, state, weights, levers = scene()
    level = ramps(found, 0.3, 0.8)
    value, slopes = gradient(state, weights[None], levers, level)
    step = 1e-4

    for i in range(len(levers)):
        moved = level.copy()
        moved[i] += step
        other = np.einsum("cdy,cdy->dy", weights, forward(state, levers, moved))
        assert slopes[i, 0] == pytest.approx((other - value[0]) / step, rel=1e-5, abs=1e-4)


def test_depth_counts_the_levers_one_after_the_other():
    a = Lever("a", "avoid", (Flow("car_petrol", column(1.0)),))
    b = Lever("b", "improve", (Flow("car_petrol", column(1.0), (("car_electricity", column(0.3)),)),))
    c = Lever("c", "improve", (Flow("car_electricity", column(1.0)),))
    alone = Lever("alone", "supply", (Flow("waste_landfill", column(1.0)),))

    assert depth([a, b, c, alone]) == 3
    assert depth([alone]) == 1
    assert depth([]) == 0
