"""The canvas: one set of shapes, two drawings of the same geometry."""

import xml.etree.ElementTree as ET

import pytest

from capacities.charts.canvas import Canvas, Run, short

NS = "{http://www.w3.org/2000/svg}"


def test_fixed_coordinates_are_the_per_cent_of_the_plot_area():
    canvas = Canvas(label="x")
    canvas.box(10, 50, 20, 25, "p1")
    canvas.path([(0, 0), (100, 100)], "l1")

    root = ET.fromstring(canvas.fixed((130, 240), (20, 10, 20, 20)))

    box = root.find(f"{NS}rect")
    assert [box.get(name) for name in ("x", "y", "width", "height")] == ["30", "120", "20", "50"]
    assert root.find(f"{NS}path").get("d") == "M20 20L120 220"


def test_text_from_outside_is_escaped_in_both_drawings():
    canvas = Canvas(label='"<b>&')
    canvas.text(0, 0, "<script>", Run("&", "b", new_line=True))

    for svg in (canvas.elastic(), canvas.fixed((10, 10), (0, 0, 0, 0))):
        assert "<script>" not in svg
        assert "".join(next(e for e in ET.fromstring(svg).iter() if e.tag.endswith("text")).itertext()) == "<script>&"


def test_an_elastic_drawing_has_no_style_attribute_and_no_size():
    canvas = Canvas(css="rb")
    canvas.dot(50, 50, 6, "d")

    assert canvas.elastic() == '<svg class="rb" aria-hidden="true"><circle class="d" cx="50%" cy="50%" r="6"/></svg>'


def test_an_unknown_anchor_is_refused():
    with pytest.raises(ValueError, match="left"):
        Canvas().text(0, 0, "x", anchor="left")


@pytest.mark.parametrize(
    ("value", "text"), [(1.0, "1"), (0.333333, "0.33"), (-0.001, "0"), (12.5, "12.5"), (-3.1, "-3.1")]
)
def test_coordinates_carry_no_needless_digits(value, text):
    assert short(value) == text
