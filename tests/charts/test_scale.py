"""Axes and labels of charts."""

import pytest

from capacities.charts.scale import spread, ticks


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 114, [0, 25, 50, 75, 100, 125]),
        (0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        (-180, 270, [-200, -100, 0, 100, 200, 300]),
        (20, 40, [0, 10, 20, 30, 40]),
        (-12, 90, [-25, 0, 25, 50, 75, 100]),
    ],
)
def test_ticks_are_round_and_span_the_values_and_zero(low, high, expected):
    assert ticks(low, high) == pytest.approx(expected)


def test_ticks_refuse_an_axis_without_length():
    with pytest.raises(ValueError, match="no length"):
        ticks(0, 0)


def test_labels_that_do_not_touch_stay_where_they_are():
    assert spread([10, 40, 90], [5, 5, 5]) == [10, 40, 90]


def test_labels_that_would_cover_each_other_move_apart_in_order_and_as_little_as_can_be():
    placed = spread([50, 40, 42], [10, 10, 10])

    def cost(first):
        return sum((a - b) ** 2 for a, b in zip((first, first + 10, first + 20), (40, 42, 50), strict=True))

    assert placed == pytest.approx([54, 34, 44])
    assert cost(34) == min(cost(first / 10) for first in range(200, 500))


def test_labels_at_the_end_move_up_into_the_frame():
    assert spread([95, 96], [10, 10], high=100) == [80, 90]
