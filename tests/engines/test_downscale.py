"""The log-linear model of a place: by hand, exact under known sums, repeatable, never negative."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from capacities.engines.activity import DRIVERS, SOURCE_INDEX, SOURCES
from capacities.engines.downscale import (
    KWH_PER_VKM,
    VEHICLE_KM,
    Constraint,
    Draft,
    Input,
    closing_constant,
    downscale,
    evaluate,
    pull,
    size_factor,
    spread_of_range,
)

GIVEN_DRIVERS = {name: 10.0 for name in DRIVERS if name not in {*VEHICLE_KM, "car_pkm", "bus_pkm", "rail_pkm"}}


def make_draft(**changes: object) -> Draft:
    activity, factor = np.zeros(len(SOURCES)), np.zeros(len(SOURCES))
    for id, amount, per_unit in (
        ("res_gas", 100.0, 0.2), ("res_electricity", 50.0, 0.3), ("ser_electricity", 30.0, 0.3),
        ("car_petrol", 40.0, 0.25), ("car_diesel", 60.0, 0.27), ("car_electricity", 2.0, 0.3),
    ):  # fmt: skip
        activity[SOURCE_INDEX[id]], factor[SOURCE_INDEX[id]] = amount, per_unit
    inputs = (
        Input("gas", "gas", 0.4, {"res_gas": 1.0}),
        Input("electricity", "electricity", 0.3, {"res_electricity": 1.0, "ser_electricity": 1.0}),
        Input("road", "road", 0.35, dict.fromkeys(VEHICLE_KM["car_vkm"], 1.0)),
        Input("cars", "cars", 0.1, drivers={"cars": 1.0}),
    )
    return replace(Draft(activity, factor, GIVEN_DRIVERS, inputs, 2023), **changes)


def column(id: str) -> int:
    return SOURCE_INDEX[id]


def test_without_draws_the_best_estimates_come_back() -> None:
    draft = make_draft()

    result = downscale(draft)

    assert result.draws == 1
    assert result.emissions_t.sum() == pytest.approx(100 * 0.2 + 80 * 0.3 + 40 * 0.25 + 60 * 0.27 + 2 * 0.3)


def test_one_input_moves_its_sources_by_its_deviate() -> None:
    normals = np.zeros((1, 4))
    normals[0, 1] = 2.0

    result = evaluate(make_draft(), normals)

    assert result.activity[0, column("res_electricity")] == pytest.approx(50 * np.exp(0.6))
    assert result.activity[0, column("ser_electricity")] == pytest.approx(30 * np.exp(0.6))
    assert result.activity[0, column("res_gas")] == 100.0


def test_vehicle_km_times_consumption_is_the_energy_in_every_draw() -> None:
    result = downscale(make_draft(), 50, np.random.default_rng(3))

    for driver, sources in VEHICLE_KM.items():
        energy_per_source = {s: result.activity[:, column(s)] for s in sources}
        km = sum(energy * 1000 / KWH_PER_VKM[s] for s, energy in energy_per_source.items())
        np.testing.assert_allclose(result.drivers[driver], km, rtol=1e-9)


def test_the_same_seed_gives_the_same_draws_and_another_seed_others() -> None:
    one, same, other = (downscale(make_draft(), 20, np.random.default_rng(seed)).activity for seed in (1, 1, 2))

    np.testing.assert_array_equal(one, same)
    assert not np.array_equal(one, other)


def test_a_known_sum_of_activity_is_met_in_every_draw() -> None:
    both = ("res_electricity", "ser_electricity")
    draft = make_draft(constraints=(Constraint("known", both, "activity", 120.0, 0.0),))

    result = downscale(draft, 40, np.random.default_rng(1))

    np.testing.assert_allclose(result.activity[:, [column(s) for s in both]].sum(axis=1), 120.0, rtol=1e-12)


def test_a_known_total_leaves_a_part_that_was_known_before_as_it_is() -> None:
    draft = make_draft(
        constraints=(
            Constraint("gas", ("res_gas",), "activity", 130.0, 0.0),
            Constraint("total", ("res_gas", "res_electricity", "ser_electricity"), "emissions", 56.0, 0.0),
        )
    )

    result = downscale(draft, 10, np.random.default_rng(1))

    np.testing.assert_allclose(result.activity[:, column("res_gas")], 130.0)
    np.testing.assert_allclose(result.emissions_t[:, column("res_electricity")] * 80 / 50, 56 - 26.0)


def test_a_total_below_its_known_part_scales_all_and_stays_positive() -> None:
    draft = make_draft(
        constraints=(
            Constraint("gas", ("res_gas",), "activity", 130.0, 0.0),
            Constraint("total", ("res_gas", "res_electricity"), "emissions", 10.0, 0.0),
        )
    )

    result = downscale(draft, 10, np.random.default_rng(1))

    pair = result.emissions_t[:, [column("res_gas"), column("res_electricity")]]
    assert (pair > 0).all()
    np.testing.assert_allclose(pair.sum(axis=1), 10.0)


@given(st.integers(1, 200), st.floats(0.0, 1.5))
def test_no_draw_is_negative_or_not_finite(draws: int, spread: float) -> None:
    draft = make_draft(inputs=(Input("gas", "gas", spread, {"res_gas": 1.0}, {"res_gas": -1.0}, {"cars": 1.0}),))

    result = downscale(draft, draws, np.random.default_rng(0))

    assert (result.activity >= 0).all()
    assert all(np.isfinite(values).all() and (values >= 0).all() for values in result.drivers.values())


def test_the_median_of_the_draws_stays_near_the_best_estimate() -> None:
    draft = make_draft()

    draws = downscale(draft, 4000, np.random.default_rng(5)).emissions_t.sum(axis=1)

    assert np.median(draws) == pytest.approx(downscale(draft).emissions_t.sum(), rel=0.03)


def test_size_factor_by_hand() -> None:
    # 2,000 per km² and 400,000 people: 2^-0.2 × 2^-0.1 = 2^-0.3
    assert size_factor(np.array(2000.0), np.array(400_000.0), -0.2, -0.1) == pytest.approx(2**-0.3)


def test_size_factor_stops_at_the_bounds() -> None:
    inside = size_factor(np.array(10_000.0), np.array(2e6), -0.2, -0.1)

    assert size_factor(np.array(30_000.0), np.array(15e6), -0.2, -0.1) == inside


def test_the_closing_constant_makes_two_towns_add_up_to_their_country() -> None:
    people, factor = np.array([100.0, 300.0]), np.array([0.5, 1.5])

    k = closing_constant(people, factor)

    assert k == pytest.approx(400 / 500)
    assert (people * k * factor).sum() == pytest.approx(people.sum())


def test_pull_is_the_geometric_mean_at_one_half() -> None:
    assert pull(8.0, 2.0, 0.5) == pytest.approx(4.0)
    assert pull(0.0, 2.0, 0.5) == 0.0


def test_spread_of_a_range_gives_its_ends_back() -> None:
    spread = spread_of_range(50.0, 200.0)

    assert 100 * np.exp(1.6448536 * spread) == pytest.approx(200.0)


@pytest.mark.parametrize(("call", "words"), [
    (lambda: downscale(make_draft(), 0, np.random.default_rng(1)), "draws is 0"),
    (lambda: downscale(make_draft(), 5), "rng is needed"),
    (lambda: spread_of_range(2.0, 1.0), "do not make a range"),
    (lambda: make_draft(drivers={}), "drivers lacks"),
    (lambda: make_draft(factor_t=np.full(len(SOURCES), -1.0)), "negative"),
])  # fmt: skip
def test_what_does_not_fit_is_named(call, words: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match=words):
        call()
