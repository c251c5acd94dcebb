"""The cost curve."""

import re

import pytest

from capacities.charts import CostBar, cost_curve
from capacities.dayone.numbers import number


def boxes(svg):
    found = re.findall(
        r'<rect class="wedge (p\d)" x="([\d.]+)%" y="([\d.]+)%" width="([\d.]+)%" height="([\d.]+)%"', svg
    )
    return [(css, *map(float, rest)) for css, *rest in found]


def draw(*bars):
    return boxes(cost_curve(bars, label="x", number=number, amount=number))


def test_widths_are_tonnes_and_add_up_and_bars_come_by_cost():
    drawn = draw(CostBar(30, 100), CostBar(10, -100), CostBar(60, 50))

    assert [(css, x, width) for css, x, _y, width, _h in drawn] == [("p4", 0, 10), ("p1", 10, 60), ("p1", 70, 30)]


def test_heights_are_cost_per_tonne_and_gains_hang_below_zero():
    gain, cost = draw(CostBar(50, -100), CostBar(50, 100))

    assert gain[2] == pytest.approx(cost[2] + cost[4])
    assert gain[4] == pytest.approx(cost[4])


def test_a_whisker_never_flattens_the_rest():
    drawn = draw(CostBar(50, 100, 50, 100_000), CostBar(50, 80))

    assert drawn[1][4] > 20


@pytest.mark.parametrize(("bars", "message"), [([], "at least one"), ([CostBar(0, 5)], "without savings")])
def test_what_has_no_cost_per_tonne_is_refused(bars, message):
    with pytest.raises(ValueError, match=message):
        cost_curve(bars, label="x", number=number, amount=number)


def test_a_bar_carries_the_number_that_its_measure_has_elsewhere():
    drawn = cost_curve(
        [CostBar(50, 100, mark="1"), CostBar(50, -100, mark="7")], label="x", number=number, amount=number
    )

    above_bars = re.findall(r'text-anchor="middle"[^>]*>([17])<', drawn)
    assert above_bars == ["7", "1"]
