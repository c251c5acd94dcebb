"""Steps of the heat map."""

import pytest

from capacities.charts import heat_class


def test_five_equal_steps_and_no_answer():
    assert [heat_class(score, low=1, high=5) for score in (1, 2, 3, 4, 5, None)] == ["", "h2", "h3", "h4", "h5", ""]
    assert heat_class(99, low=1, high=5) == "h5"


def test_steps_without_width_are_refused():
    with pytest.raises(ValueError, match="no width"):
        heat_class(1, low=2, high=2)
