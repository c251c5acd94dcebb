"""The drawing of a network: shapes, sizes, lines, names, and what it refuses."""

from __future__ import annotations

import pytest
from lxml import etree

from capacities.charts import Mark, Tie, draw_network
from capacities.charts.network import HEIGHT, WIDTH, key_line, key_mark, shortened, standing_alone

MARKS = [
    Mark("Town hall", "public", 9, 50, 50),
    Mark("Bank <A&B>", "business", 1, 0, 100),
    Mark("Tenants", "", 0, 10, 0),
]


def drawn(*ties: Tie, named: int = 10) -> etree._Element:
    return etree.fromstring(draw_network(MARKS, ties, named=named, label="A & b"))


def test_marks_stand_where_they_are_put_and_grow_with_their_links() -> None:
    svg = drawn()

    town, stranger = svg.findall(".//circle")
    assert (float(town.get("cx")), float(town.get("cy"))) == (WIDTH / 2, HEIGHT / 2)
    assert float(town.get("r")) > float(stranger.get("r"))
    assert [title.text for title in svg.iter("title")] == ["Town hall", "Bank <A&B>", "Tenants"]


def test_the_line_is_the_relation_and_dashes_are_plans() -> None:
    svg = drawn(Tie(0, 1, "funds"), Tie(0, 2, "records", is_planned=True))

    assert [line.get("class") for line in svg.iter("line")] == ["ln funds", "ln records pl"]


def test_only_the_best_linked_are_named() -> None:
    assert [text.text for text in drawn(named=2).iter("text")] == ["Town hall", "Bank <A&B>"]


@pytest.mark.parametrize("tie", [Tie(0, 3, "funds"), Tie(-1, 0, "funds"), Tie(0, 1, "loves")])
def test_a_tie_that_leads_nowhere_is_refused(tie: Tie) -> None:
    with pytest.raises(ValueError, match="leads to no mark"):
        drawn(tie)


def test_a_long_name_is_shortened_and_a_short_one_is_not() -> None:
    assert shortened("Owners’ association of the town") == "Owners’ associati…"
    assert shortened("Town hall") == "Town hall"


def test_a_file_carries_its_own_size_and_colours() -> None:
    svg = standing_alone(draw_network(MARKS, [], named=1, label="x"))

    root = etree.fromstring(svg)
    assert (root.get("width"), root.find("{*}style") is not None) == (str(WIDTH), True)


def test_keys_are_small_drawings_that_readers_skip() -> None:
    for key in (key_mark("research"), key_line("funds", is_planned=True)):
        assert etree.fromstring(key).get("aria-hidden") == "true"
