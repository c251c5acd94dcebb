"""Two people write one text: hand cases, and that no paragraph is ever lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capacities.core.cowriting import Clash, merge

BASE = "Opening\n\nHeat\n\nClosing"


@pytest.mark.parametrize(
    ("theirs", "mine", "joined"),
    [
        (BASE, "Opening at ten\n\nHeat\n\nClosing", "Opening at ten\n\nHeat\n\nClosing"),
        ("Opening\n\nHeat\n\nClosing at noon", "Opening at ten\n\nHeat\n\nClosing", "Opening at ten\n\nHeat\n\nClosing at noon"),
        ("Opening\n\nHeat\nMore\n\nClosing", "Opening\n\nHeat\n\nClosing\nEnd", "Opening\n\nHeat\nMore\n\nClosing\nEnd"),
        ("Opening\n\nClosing", "Opening\n\nHeat\n\nClosing\nEnd", "Opening\n\nClosing\nEnd"),
        ("Same", "Same", "Same"),
    ],
)  # fmt: skip
def test_changes_in_different_places_are_joined(theirs: str, mine: str, joined: str) -> None:
    result = merge(BASE, theirs, mine)

    assert result.is_clean
    assert result.text == joined


def test_changes_in_one_place_are_shown_to_both() -> None:
    result = merge("Opening\nHeat\nClosing", "Opening\nHeat pumps\nClosing", "Opening\nDistrict heat\nClosing")

    assert result.clashes == (Clash("Heat pumps", "District heat"),)
    assert result.text == "Opening\nHeat pumps\nDistrict heat\nClosing"


TEXTS = st.lists(st.sampled_from(["a", "b", "c", "d", ""]), max_size=8).map("\n".join)


@given(TEXTS, TEXTS, TEXTS)
def test_every_paragraph_that_somebody_added_stands_in_the_joined_text(base: str, theirs: str, mine: str) -> None:
    old = set(base.split("\n"))
    result = set(merge(base, theirs, mine).text.split("\n"))

    assert (set(theirs.split("\n")) | set(mine.split("\n"))) - old <= result


@given(TEXTS, TEXTS)
def test_one_sided_changes_are_taken_as_they_are(base: str, changed: str) -> None:
    assert merge(base, changed, base).text == changed
    assert merge(base, base, changed).text == changed
    assert merge(base, changed, changed).text == changed


@given(TEXTS, TEXTS, TEXTS)
def test_who_comes_first_does_not_decide_whether_they_clash(base: str, one: str, two: str) -> None:
    there, back = merge(base, one, two), merge(base, two, one)

    assert len(there.clashes) == len(back.clashes)
