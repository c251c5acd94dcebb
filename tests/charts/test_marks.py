"""The range bar and bars of shares, as elastic and as fixed drawings."""

import xml.etree.ElementTree as ET

import pytest

from capacities.charts import part_bar, payer_bar, range_bar, share_bar

SVG = "{http://www.w3.org/2000/svg}"


def shapes(svg, tag):
    root = ET.fromstring(svg)
    return list(root.iter(f"{SVG}{tag}")) or list(root.iter(tag))


def test_the_dot_stands_at_the_best_estimate_and_the_bar_spans_the_range():
    svg = range_bar(75, 90, 105, scale=(0, 120), tier=3)

    (dot,) = shapes(svg, "circle")
    whole, bar, *ends = shapes(svg, "line")
    assert dot.get("cx") == "75%"
    assert (bar.get("x1"), bar.get("x2")) == ("62.5%", "87.5%")
    assert (whole.get("x1"), whole.get("x2")) == ("0%", "100%")
    assert [end.get("x1") for end in ends] == ["62.5%", "87.5%"]


def test_a_sink_stands_left_of_a_marked_zero():
    svg = range_bar(-20, -10, 5, scale=(-30, 60), tier=3)

    zero = next(line for line in shapes(svg, "line") if line.get("class") == "z")
    (dot,) = shapes(svg, "circle")
    assert zero.get("x1") == "33.33%"
    assert dot.get("cx") == "22.22%"


def test_each_tier_has_its_own_fill():
    drawn = [range_bar(1, 2, 3, scale=(0, 4), tier=tier) for tier in (1, 2, 3, 4)]

    assert [shapes(svg, "circle")[0].get("class") for svg in drawn] == ["d f", "d", "d", "d o"]
    assert [len(shapes(svg, "path")) for svg in drawn] == [0, 1, 0, 0]


@pytest.mark.parametrize(
    ("values", "scale", "tier", "message"),
    [((3, 2, 4), (0, 5), 3, "out of order"), ((1, 2, 3), (5, 5), 3, "no width"), ((1, 2, 3), (0, 5), 0, "1 to 4")],
)
def test_a_range_that_cannot_be_drawn_is_refused(values, scale, tier, message):
    with pytest.raises(ValueError, match=message):
        range_bar(*values, scale=scale, tier=tier)


def test_a_fixed_bar_needs_no_style_sheet():
    svg = range_bar(0, 50, 100, scale=(0, 100), tier=1, fixed_size=(216, 20))

    (dot,) = shapes(svg, "circle")
    assert ET.fromstring(svg).get("width") == "216"
    assert (dot.get("cx"), dot.get("cy"), dot.get("fill")) == ("108", "10", "#1f57b8")
    assert "class=" not in svg
    assert "style=" not in svg


def test_a_part_bar_is_as_wide_as_its_whole_and_filled_by_its_part():
    assert [box.get("width") for box in shapes(part_bar(1, 3, full=4), "rect")] == ["25%", "50%"]
    assert [box.get("width") for box in shapes(part_bar(0, 0, full=0), "rect")] == ["0%", "0%"]


def test_a_share_bar_is_filled_by_its_share_and_never_beyond():
    assert [box.get("width") for box in shapes(share_bar(0.46), "rect")] == ["46%", "54%"]
    assert [box.get("width") for box in shapes(share_bar(1.7), "rect")] == ["100%", "0%"]


def test_payers_follow_each_other_and_who_pays_nothing_is_left_out():
    boxes = shapes(payer_bar([6, 0, 4], full=20), "rect")

    assert [(box.get("x"), box.get("width"), box.get("class")) for box in boxes] == [
        ("0%", "30%", "p1"),
        ("30%", "20%", "p3"),
    ]


def test_a_negative_payment_is_refused():
    with pytest.raises(ValueError, match="negative"):
        payer_bar([5, -1], full=10)
