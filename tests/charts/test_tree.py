"""The drawn tree: what stands where, lines to those above, and that it fits a phone."""

import pytest
from lxml import etree

from capacities.charts import Branch, tree

SVG = "{http://www.w3.org/2000/svg}"


def parsed(*branches: Branch) -> etree._Element:
    return etree.fromstring(tree(branches, label="Chart <1>"))


def test_rows_stand_below_each_other_and_hang_on_the_row_above_them() -> None:
    root = parsed(Branch("Top"), Branch("A", depth=1), Branch("B", depth=2), Branch("C", depth=1))

    dots = [(int(dot.get("cx")), int(dot.get("cy"))) for dot in root.iter("circle")]
    lines = [path.get("d") for path in root.iter("path")]

    assert [x for x, _ in dots] == [8, 36, 64, 36]
    assert [y for _, y in dots] == sorted(y for _, y in dots)
    assert len(lines) == 3
    assert lines[2] == f"M8,{dots[0][1] + 7}V{dots[3][1]}H29"
    assert root.get("aria-label") == "Chart <1>"


def test_long_names_are_broken_so_that_they_fit_350_pixels() -> None:
    root = parsed(Branch("Coordination committee of ministries for climate-neutral cities", "Committee · 3 seats"))

    texts = [text.text for text in root.iter("text")]

    assert len(texts) == 3
    assert max(len(text) for text in texts) <= 38
    assert int(root.get("height")) >= 3 * 22


def test_a_row_cannot_skip_a_level() -> None:
    with pytest.raises(ValueError, match="row 1 stands at depth 2"):
        tree([Branch("Top"), Branch("Deep", depth=2)], label="x")
