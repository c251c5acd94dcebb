"""The ramp of a lever's level, and what a lever may look like."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from capacities.engines.pathway import Flow, LevelPath, Lever, in_order, levels

YEARS = np.arange(2023, 2036, dtype=float)
ONE = np.ones((1, 1))


def test_a_linear_ramp_grows_evenly_from_start_to_end_and_then_stays():
    path = levels(LevelPath(2027, 2030, 0.1, 0.4), YEARS)

    by_year = dict(zip(YEARS.astype(int), path, strict=True))
    assert by_year[2026] == 0
    assert [by_year[y] for y in range(2027, 2031)] == pytest.approx([0.1, 0.2, 0.3, 0.4])
    assert by_year[2035] == pytest.approx(0.4)


def test_a_logistic_ramp_meets_its_ends_and_is_half_way_in_the_middle():
    path = levels(LevelPath(2026, 2034, 0.0, 0.8, "logistic"), YEARS)

    by_year = dict(zip(YEARS.astype(int), path, strict=True))
    assert by_year[2026] == pytest.approx(0.0, abs=1e-12)
    assert by_year[2030] == pytest.approx(0.4)
    assert by_year[2034] == pytest.approx(0.8)
    assert by_year[2028] < 0.2  # slower at first than a straight line


def test_a_ramp_of_one_year_is_at_its_end_at_once():
    assert levels(LevelPath(2030, 2030, 0.2, 0.2), np.array([2029.0, 2030.0])).tolist() == [0.0, 0.2]


@given(start=st.floats(0, 1), end=st.floats(0, 1), most=st.floats(0, 1), shape=st.sampled_from(["linear", "logistic"]))
def test_levels_stay_between_nothing_and_the_potential(start, end, most, shape):
    path = levels(LevelPath(2026, 2032, start, end, shape), YEARS, most)

    assert (path >= 0).all()
    assert (path <= most).all()


def test_a_ramp_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="end_year 2026 lies before start_year 2027"):
        LevelPath(2027, 2026, 0.0, 0.5)


def test_a_lever_may_not_take_twice_from_a_column():
    with pytest.raises(ValueError, match="taken from twice"):
        Lever("twice", "improve", (Flow("res_gas", ONE), Flow("res_gas", ONE)))


def test_a_lever_may_not_take_from_what_it_adds_to():
    with pytest.raises(ValueError, match="taken from and added to"):
        Lever("loop", "improve", (Flow("res_gas", ONE, (("res_oil", ONE),)), Flow("res_oil", ONE)))


def test_a_lever_on_an_unknown_column_is_refused():
    with pytest.raises(ValueError, match="unknown columns \\['coffee'\\]"):
        Lever("odd", "improve", (Flow("coffee", ONE),))


def test_levers_act_in_the_order_avoid_shift_improve_supply():
    some = [Lever(phase, phase) for phase in ("supply", "improve", "avoid", "shift", "improve")]

    assert [some[i].phase for i in in_order(some)] == ["avoid", "shift", "improve", "improve", "supply"]
