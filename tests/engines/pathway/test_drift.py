"""What happens without measures."""

import numpy as np
import pytest

from capacities.engines.pathway import COLUMN_INDEX, COLUMNS, Drift, Switch, baseline_state

YEARS = np.array([2023.0, 2024.0, 2028.0])


def rate(value: float) -> np.ndarray:
    return np.full((1, 1), value)


def test_population_and_column_trends_compound_from_the_base_year():
    base = np.zeros((len(COLUMNS), 1))
    base[COLUMN_INDEX["res_gas"]], base[COLUMN_INDEX["ser_gas"]] = 100.0, 50.0

    state, grid = baseline_state(base, YEARS, Drift(rate(0.01), rate(-0.03), {"res_gas": rate(-0.02)}))

    assert state[COLUMN_INDEX["res_gas"], 0] == pytest.approx([100, 100 * 1.01 * 0.98, 100 * (1.01 * 0.98) ** 5])
    assert state[COLUMN_INDEX["ser_gas"], 0] == pytest.approx([50, 50.5, 50 * 1.01**5])
    assert grid[0] == pytest.approx([1, 0.97, 0.97**5])


def test_vehicles_that_are_renewed_anyway_move_to_electricity():
    base = np.zeros((len(COLUMNS), 1))
    base[COLUMN_INDEX["car_petrol"]] = 1000.0
    drift = Drift(rate(0.0), rate(0.0), switches=(Switch("car_petrol", "car_electricity", rate(0.02), rate(0.3)),))

    state, _ = baseline_state(base, YEARS, drift)

    assert state[COLUMN_INDEX["car_petrol"], 0] == pytest.approx([1000, 980, 900])
    assert state[COLUMN_INDEX["car_electricity"], 0] == pytest.approx([0, 6, 30])


def test_a_trend_of_minus_one_hundred_percent_is_refused():
    with pytest.raises(ValueError, match="drift of grid is -1"):
        Drift(rate(0.0), rate(-1.0))
