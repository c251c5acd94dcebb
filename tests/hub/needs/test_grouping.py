"""Grouping as such: whatever is merged, taken apart and split, nothing is lost and every step can be undone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capacities.facts.topic_words import suggest_topics, topic_words
from capacities.facts.topics import topics
from capacities.hub.needs.grouping import Links, may_merge, weight
from capacities.hub.needs.likeness import alike, likeness, stems
from capacities.hub.needs.statistics import quantile, spread

STEPS = st.lists(
    st.tuples(st.sampled_from(["merge", "unmerge", "split", "unsplit"]), st.integers(0, 30), st.integers(0, 30))
)


def step(links: Links, action: str, a: int, b: int) -> Links:
    """Do what the services do, where they would not refuse."""
    ids = sorted(links.ids)
    one, other = ids[a % len(ids)], ids[b % len(ids)]
    merged, split = dict(links.merged), dict(links.split)
    if action == "merge":
        head = links.head_of(other)
        if one not in merged and may_merge(links, one, head) and not {one, head} & links.whole:
            return replace(links, merged={**merged, one: head})
    elif action == "unmerge" and one in merged:
        merged.pop(one)
        return replace(links, merged=merged)
    elif action == "split" and one not in merged and one not in links.whole and len(ids) < 40:
        parts = [max(ids) + 1, max(ids) + 2]
        return Links(links.ids | set(parts), merged, {**split, **dict.fromkeys(parts, one)}, links.whole | {one})
    elif action == "unsplit" and one in links.whole:
        back = {
            part: one
            for part, source in split.items()
            if source == one and part not in merged and part not in links.whole
        }
        return Links(links.ids, {**merged, **back}, split, links.whole - {one})
    return links


@given(st.integers(1, 8), STEPS)
def test_everything_said_stands_behind_some_head(count: int, steps: list[tuple[str, int, int]]) -> None:
    links = Links(frozenset(range(count)), {}, {})
    for action, a, b in steps:
        links = step(links, action, a, b)

    behind = [links.evidence(head) for head in links.heads()]

    assert frozenset().union(*behind) == links.ids
    for id in links.ids - links.whole:
        assert links.head_of(id) in links.ids


@given(st.integers(2, 8), STEPS, st.integers(0, 30), st.integers(0, 30))
def test_taking_apart_gives_back_what_was(count: int, steps: list[tuple[str, int, int]], a: int, b: int) -> None:
    links = Links(frozenset(range(count)), {}, {})
    for action, c, d in steps:
        links = step(links, action, c, d)
    after = step(links, "merge", a, b)
    one = sorted(links.ids)[a % len(links.ids)]

    undone = step(after, "unmerge", a, b) if after is not links else links

    assert undone.evidence(one) == links.evidence(one)
    assert undone.heads() == links.heads()


def test_weight_by_hand() -> None:
    assert weight(4, 2, 3) == 36.0
    assert weight(1, 0, 0) == 1.0


def test_likeness_by_hand() -> None:
    one, other = stems("The bank gives no loans to owners"), stems("Banks refuse loans")
    # bank, gives, loans, owners / banks, refuse, loans: one common of 4 and 3.
    assert one == {"bank", "gives", "loans", "owners"}
    assert likeness(one, other, ["finance"], ["finance", "buildings"]) == pytest.approx(0.7 / 12**0.5 + 0.3 / 2)


def test_pairs_come_most_alike_first_and_the_rest_stays_out() -> None:
    texts = {1: "Date despre consumul de energie", 2: "Nu avem date despre consum", 3: "Piste de biciclete"}

    pairs = alike(texts, {1: ["monitoring-data"], 2: ["monitoring-data"], 3: ["mobility-active"]})

    assert [(pair.one, pair.other) for pair in pairs] == [(1, 2)]
    assert pairs[0].words == ("consum", "date")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bank refuses a loan to our owners' association", ["finance-private", "buildings-homes"]),
        ("Banca nu dă credite asociațiilor de proprietari", ["buildings-homes", "finance-private"]),
        ("BANCA NU DA CREDITE ASOCIATIILOR DE PROPRIETARI", ["buildings-homes", "finance-private"]),
        ("Nu avem angajați pentru achiziții publice", ["administration-staff", "administration-procurement"]),
        ("Autobuzele sunt vechi", ["mobility-public"]),
        ("Something else entirely", []),
    ],
)
def test_topics_are_suggested_from_the_words(text: str, expected: list[str]) -> None:
    assert [one.topic for one in suggest_topics(text)] == expected


def test_a_suggestion_says_which_words_it_went_by() -> None:
    first = suggest_topics("The law does not let energy communities use the grid")[0]

    assert (first.topic, first.points, first.found) == ("energy-communities", 2, ("energy communit*",))


def test_every_lower_topic_of_needs_has_words_in_both_languages_and_every_word_a_topic() -> None:
    assert set(topic_words()) <= set(topics())
    assert len(topic_words()) >= 45


def test_medians_and_quartiles_by_hand() -> None:
    assert spread([7, 1]) is None
    three = spread([9, 1, 4])
    five = spread([2, 4, 4, 6, 9])
    even = spread([1, 2, 3, 10])

    assert three is not None
    assert five is not None
    assert even is not None
    assert (three.low, three.median, three.high) == (2.5, 4.0, 6.5)
    assert (five.count, five.low, five.median, five.high, five.width) == (5, 4.0, 4.0, 6.0, 2.0)
    assert (even.low, even.median, even.high) == (1.75, 2.5, 4.75)
    assert five.agrees(2)
    assert not three.agrees(2)
    with pytest.raises(ValueError, match="empty"):
        quantile([], 0.5)
