"""Damage per unit of a column."""

import pytest

from capacities.engines.cobenefits import damage_weights
from capacities.engines.pathway import COLUMN_INDEX


def test_rates_stand_at_their_columns_and_nowhere_else():
    kinds, weights = damage_weights({"noise": {"car_pkm": 0.004}, "activity": {"active_pkm": -0.2}})

    assert kinds == ("noise", "activity")
    assert weights[0, COLUMN_INDEX["car_pkm"]] == 0.004
    assert weights[1, COLUMN_INDEX["active_pkm"]] == -0.2
    assert weights.sum() == pytest.approx(-0.196)


def test_a_column_that_does_not_exist_is_named():
    with pytest.raises(ValueError, match="names the column zeppelin_pkm"):
        damage_weights({"noise": {"zeppelin_pkm": 1.0}})
