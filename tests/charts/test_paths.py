"""Charts over the years: where lines, wedges and stacks lie."""

import re
import xml.etree.ElementTree as ET

import pytest

from capacities.charts import Band, PathWords, Series, main_wedges, path_chart, stacked_bars, wedge_chart
from capacities.dayone.numbers import number

YEARS = [2024, 2026, 2028, 2030]
WORDS = PathWords("Emissions fall & the town <saves>.", "plan", "no plan", "target", "today")


def points(path):
    return [tuple(map(float, pair.split())) for pair in re.split("[ML]", path.get("d").strip("Z"))[1:]]


def close(expected):
    return [pytest.approx(point, abs=0.01) for point in expected]


def path_svg(**changes):
    given = {
        "years": YEARS, "plan": Band([60, 60, 40, 0], [80, 80, 60, 20], [100, 100, 80, 40]), "baseline": [80, 80, 80, 80],
        "target": 20.0, "words": WORDS, "number": number, "today": 2026,
    }  # fmt: skip
    return path_chart(**(given | changes))


def by_class(svg, css):
    return [e for e in ET.fromstring(svg).iter() if e.get("class") == css]


def test_the_plan_runs_through_its_values_on_a_scale_from_zero():
    (plan,) = by_class(path_svg(), "l1")

    assert points(plan) == close([(0, 20), (33.33, 20), (66.67, 40), (100, 80)])


def test_the_band_goes_along_the_upper_edge_and_back_along_the_lower():
    (band,) = by_class(path_svg(), "band")

    assert points(band)[:4] == close([(0, 0), (33.33, 0), (66.67, 20), (100, 60)])
    assert points(band)[4:] == close([(100, 100), (66.67, 60), (33.33, 40), (0, 40)])


def test_the_sentence_is_escaped_and_read_aloud():
    root = ET.fromstring(path_svg())

    assert root.get("role") == "img"
    assert root.get("aria-label") == WORDS.label


def test_a_path_below_zero_keeps_zero_as_the_axis():
    svg = path_svg(plan=Band([60, 60, 0, -50], [80, 80, 20, -20], [100, 100, 60, 10]))

    (axis,) = by_class(svg, "axis")
    (plan,) = by_class(svg, "l1")
    assert float(axis.get("y1").strip("%")) < points(plan)[-1][1]


def test_without_baseline_and_target_there_is_only_the_plan():
    svg = path_svg(baseline=None, target=None)

    assert by_class(svg, "l0") == []
    assert by_class(svg, "lt") == []
    assert len(by_class(svg, "l1")) == 1


def test_lists_of_another_length_are_refused():
    with pytest.raises(ValueError, match="3 values, the axis has 4"):
        path_svg(baseline=[1, 2, 3])


def test_a_fixed_chart_carries_colours_and_fonts_but_no_classes():
    svg = path_svg(fixed_size=(640, 320))

    root = ET.fromstring(svg)
    assert (root.get("width"), root.get("height")) == ("640", "320")
    assert "Cap Text" in root.get("font-family")
    assert "class=" not in svg
    assert "%" not in re.sub(r"<title>.*?</title>", "", svg)


def test_wedges_lie_between_baseline_and_what_remains():
    wedges = [Series("Buildings", [0, 10, 30, 40]), Series("Transport", [0, 0, 10, 20])]
    svg = wedge_chart(years=YEARS, baseline=[100] * 4, wedges=wedges, label="x", remain="remain", number=number)

    first, second = (
        element for element in ET.fromstring(svg).iter() if (element.get("class") or "").startswith("wedge")
    )
    (rest,) = by_class(svg, "l1")
    assert [y for _, y in points(first)] == pytest.approx([0, 0, 0, 0, 40, 30, 10, 0])
    assert [y for _, y in points(second)] == pytest.approx([0, 10, 30, 40, 60, 40, 10, 0])
    assert [y for _, y in points(rest)] == pytest.approx([0, 10, 40, 60])


def test_more_than_five_wedges_are_refused_and_can_be_gathered():
    wedges = [Series(f"w{i}", [0.0, float(i)]) for i in range(1, 8)]

    with pytest.raises(ValueError, match="7 wedges"):
        wedge_chart(years=[2024, 2030], baseline=[40, 40], wedges=wedges, label="", remain="", number=number)
    kept = main_wedges(wedges, "other")
    assert [wedge.name for wedge in kept] == ["w7", "w6", "w5", "w4", "other"]
    assert kept[-1].values == [0, 6]
    assert sum(wedge.values[-1] for wedge in kept) == sum(range(1, 8))


def test_sinks_hang_below_zero_and_the_net_sum_is_marked():
    svg = stacked_bars(
        columns=["2030"], series=[Series("Buildings", [30]), Series("Land", [-10]), Series("Waste", [20])],
        label="x", number=number,
    )  # fmt: skip

    (axis,) = by_class(svg, "axis")
    (sink,) = by_class(svg, "wedge p3")
    buildings, waste = by_class(svg, "wedge p1")[0], by_class(svg, "wedge p2")[0]
    (net,) = by_class(svg, "wh")
    zero = float(axis.get("y1").strip("%"))
    unit = float(buildings.get("height").strip("%")) / 30
    assert float(sink.get("y").strip("%")) == pytest.approx(zero)
    assert float(sink.get("height").strip("%")) == pytest.approx(10 * unit, abs=0.02)
    assert float(waste.get("y").strip("%")) == pytest.approx(zero - 50 * unit, abs=0.02)
    assert float(net.get("y1").strip("%")) == pytest.approx(zero - 40 * unit, abs=0.02)


def test_names_that_must_move_are_tied_to_their_wedge_and_slivers_are_left_to_the_table():
    wedges = [
        Series("Buildings", [0, 30]),
        Series("Transport", [0, 1.5]),
        Series("Waste", [0, 1.5]),
        Series("Land", [0, 0.1]),
    ]
    svg = wedge_chart(years=[2024, 2030], baseline=[100, 100], wedges=wedges, label="x", remain="remain", number=number)

    texts = ["".join(text.itertext()) for text in ET.fromstring(svg).iter() if text.tag.endswith("text")]
    assert [text for text in texts if text.endswith(("Land", "Waste", "Transport"))] == ["2 Transport", "2 Waste"]
    leaders = by_class(svg, "lead")
    assert len(leaders) >= 2
    assert float(leaders[-1].get("y2").strip("%")) > float(leaders[-1].get("y1").strip("%"))
