"""The drawing of what answers what: every entry and tie, long names wrapped, markup escaped."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from capacities.charts.trace import Tie, trace


def test_every_entry_and_every_tie_is_drawn() -> None:
    ties = [Tie(0, 0, 0, 0.5), Tie(0, 1, 0), Tie(1, 0, 0)]

    root = ElementTree.fromstring(
        trace(["A", "B", "C"], [["one", "two"], ["three"], ["four"]], ties, "What answers what")
    )

    assert root.get("aria-label") == "What answers what"
    assert len(root.findall("rect")) == 4
    assert [path.get("class") for path in root.findall("path")] == ["tie part", "tie", "tie"]
    assert "".join(root.itertext()) == "AonetwoBthreeCfour"


def test_boxes_of_a_column_do_not_overlap_and_long_names_wrap() -> None:
    root = ElementTree.fromstring(trace(["A"], [["word " * 40, "short"]], [], "x"))

    first, second = ((float(r.get("y", 0)), float(r.get("height", 0))) for r in root.findall("rect"))

    assert first[0] + first[1] < second[0]
    assert "…" in "".join(root.itertext())


def test_names_are_escaped_and_a_tie_to_nowhere_is_refused() -> None:
    assert "<b>" not in trace(["<b>"], [["<b>"]], [], "<b>")
    with pytest.raises(ValueError, match="leads to no entry"):
        trace(["A", "B"], [["one"], ["two"]], [Tie(0, 0, 5)], "x")
