"""The radar."""

import math
import re

import pytest

from capacities.charts import radar


def test_the_own_line_lies_at_the_share_of_the_rim():
    svg = radar([5, 2.5, 0, 5], [5, 5, 5, 5], most=5, label="x")

    own = re.search(r'class="l1 area" points="([^"]+)"', svg)[1]
    distances = [math.dist((165, 165), tuple(map(float, point.split(",")))) for point in own.split()]
    assert distances == pytest.approx([130, 65, 0, 130], abs=0.02)


def test_a_missing_score_leaves_a_gap_and_no_dot():
    svg = radar([5, None, 3, 4], [1, 1, 1, 1], most=5, label="x")

    assert svg.count("<circle") == 3
    assert svg.count('<line class="l1"') == 2
    assert "l1 area" not in svg


def test_two_topics_are_no_radar():
    with pytest.raises(ValueError, match="three at least"):
        radar([1, 2], [1, 2], most=5, label="x")
