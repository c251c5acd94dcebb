"""The line over rounds, and the heat map as a drawing."""

import pytest

from capacities.charts import HeatCell, heat_cells, heat_drawing, trend

WORDS = {"own_name": "Romania", "median_name": "median", "label": "Mean score", "number": str}


def test_a_round_without_a_score_leaves_a_gap() -> None:
    whole = trend(["2024", "2025", "2026"], [10, 20, 30], [40, 40, 40], most=100, **WORDS)
    gap = trend(["2024", "2025", "2026"], [10, None, 30], [40, 40, 40], most=100, **WORDS)

    assert whole.count('class="l1"') == 2
    assert gap.count('class="l1"') == 0
    assert gap.count("<circle") == 2


def test_a_single_round_is_no_trend() -> None:
    with pytest.raises(ValueError, match="same length"):
        trend(["2026"], [1], [1], most=100, **WORDS)


def test_cells_carry_their_step_and_an_address_without_a_stop_of_the_keyboard() -> None:
    cells = [HeatCell("10", 0.1), HeatCell("90", 0.9, "/a/?b=1&c=2"), HeatCell("–")]

    assert heat_cells(cells, low=0, high=1) == (
        '<td>10</td><td class="h5"><a tabindex="-1" href="/a/?b=1&amp;c=2">90</a></td><td>–</td>'
    )


def test_the_drawing_has_a_box_for_each_cell_and_refuses_uneven_rows() -> None:
    rows = [("Romania", [HeatCell("10", 0.1), HeatCell("–")]), ("A & B", [HeatCell("90", 0.9), HeatCell("50", 0.5)])]

    drawn = heat_drawing(["Finance", "Monitoring and reporting"], rows, low=0, high=1, label="Map")

    assert drawn.count("<rect") == 4
    assert "A &amp; B" in drawn
    with pytest.raises(ValueError, match="1 cells"):
        heat_drawing(["Finance", "Data"], [("Romania", [HeatCell("1")])], low=0, high=1, label="Map")
