"""Needs, offers and statistics of self-assessments; who could derive what is tried for all small cases."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from capacities.engines.capacity_gaps import (
    GROUP,
    OWN,
    PUBLIC,
    Mask,
    has_offers,
    need_levels,
    open_blocks,
    roll_up,
    statistics,
)

LEAST = 2
NO_ANSWER, LOW, HIGH = np.nan, 0.25, 0.75


def test_a_need_is_stated_or_a_low_score_and_an_offer_is_stated_or_a_high_one() -> None:
    shares = np.array([[0.0, 0.19, 0.2, 0.39, 0.4, 0.8, np.nan, 0.9]])
    stated = np.array([[0, 1, 0, 0, 0, 0, 3, 2]], dtype=np.int8)

    assert need_levels(shares, stated).tolist() == [[3, 1, 2, 2, 0, 0, 3, 2]]
    assert has_offers(shares, np.array([[0, 0, 0, 2, 0, 0, 0, 0]])).tolist() == [
        [False, False, False, True, False, True, False, True]
    ]


def test_a_need_of_a_lower_topic_is_one_of_the_upper_topic() -> None:
    stated = np.array([[0, 1, 3], [2, 0, 0]], dtype=np.int8)

    assert roll_up(stated, ["finance", "finance-public", "finance-private"], ["", "finance", "finance"]).tolist() == [
        [3, 1, 3],
        [2, 0, 0],
    ]


def test_statistics_by_hand_and_none_of_too_few() -> None:
    shares = np.array([[0.1, 0.9], [0.2, np.nan], [0.3, np.nan], [0.8, 0.5], [np.nan, 0.1]])
    rows = np.array([[True, True], [True, True], [True, True], [True, True], [True, False]])

    found = statistics(shares, shares < 0.4, rows, 3)

    assert found.count.tolist() == [4, 2]  # whoever did not answer is not among them
    assert found.in_need.tolist() == [3, 0]
    assert [found.low[0], found.median[0], found.high[0]] == pytest.approx([0.175, 0.25, 0.425])
    assert np.isnan([found.low[1], found.median[1], found.high[1]]).all()


def test_quartiles_are_those_of_numpy_for_every_count() -> None:
    shares = np.random.default_rng(1).random((9, 9))
    rows = np.tril(np.ones((9, 9), dtype=bool)).T[::-1]

    found = statistics(shares, shares < 0.4, rows, 1)

    for k in range(9):
        expected = np.quantile(shares[rows[:, k], k], (0.25, 0.5, 0.75))
        assert [found.low[k], found.median[k], found.high[k]] == pytest.approx(expected)


def test_nobody_answered() -> None:
    nothing = np.zeros((0, 2))

    found = statistics(nothing, nothing < 1, nothing < 1, 3)

    assert found.count.tolist() == [0, 0]
    assert np.isnan(found.median).all()


def test_lengths_must_fit() -> None:
    with pytest.raises(ValueError, match=r"shares are \(1,\) but statements \(2,\)"):
        need_levels(np.array([0.1]), np.array([0, 1], dtype=np.int8))


def _mask(shares: np.ndarray, privacy: np.ndarray, part: np.ndarray, seen: Mask) -> Mask:
    """Return who counts in the statistics of a closed round, as `capacity.map.seen` puts it together."""
    column = shares[:, None]
    return (seen[:, None] | open_blocks(column, column < 0.4, privacy=privacy, part=part, least=LEAST))[:, 0]


def _published(shares: np.ndarray, privacy: np.ndarray, part: np.ndarray, seen: Mask) -> tuple[object, ...]:
    """Return all statistics that somebody can read: of all respondents, and of each part."""
    rows = _mask(shares, privacy, part, seen)
    found: list[object] = []
    for group in (np.ones(len(shares), dtype=bool), part == 0, part == 1):
        s = statistics(shares[:, None], shares[:, None] < 0.4, (rows & group)[:, None], LEAST)
        told = s.count[0] >= LEAST
        found.append((int(s.count[0]), int(s.in_need[0]), s.low[0], s.median[0], s.high[0]) if told else None)
    return tuple(found)


def _readers(privacy: np.ndarray) -> dict[str, Mask]:
    """Return what each kind of reader sees: a visitor, and the team of each respondent."""
    shared = privacy <= GROUP
    teams = {f"team {k}": shared | (np.arange(len(privacy)) == k) for k in range(len(privacy))}
    return {"visitor": privacy == PUBLIC, **teams}


CASES = [
    # privacy of each respondent, and the part that each belongs to
    ((PUBLIC, GROUP, GROUP, GROUP, OWN), (0, 0, 0, 0, 0)),
    ((PUBLIC, OWN, OWN, OWN, OWN), (0, 0, 0, 0, 0)),
    ((GROUP, GROUP, GROUP, OWN, OWN), (0, 1, 0, 1, 0)),
    ((OWN, OWN, OWN, OWN, OWN, OWN), (0, 0, 0, 0, 0, 1)),
    ((GROUP, GROUP, GROUP, GROUP, GROUP), (0, 0, 0, 1, 1)),
    ((PUBLIC, GROUP, OWN, OWN, OWN, OWN, OWN), (0, 0, 0, 1, 0, 0, 0)),
]


@pytest.mark.parametrize(("levels", "parts"), CASES)
def test_nobody_can_derive_a_hidden_score_or_need(levels: tuple[int, ...], parts: tuple[int, ...]) -> None:
    """Try all answers: whatever a reader sees, every hidden answer could also be another one.

    A reader knows what they see, and puts together their own statistics and those that a visitor gets.
    """
    privacy, part = np.array(levels, dtype=np.int8), np.array(parts)
    worlds = [np.array(world) for world in product((NO_ANSWER, LOW, HIGH), repeat=len(levels))]
    readers = _readers(privacy)
    public = [_published(world, privacy, part, readers["visitor"]) for world in worlds]
    told = 0
    for seen in readers.values():
        possible: dict[object, list[np.ndarray]] = {}
        for world, open_to_all in zip(worlds, public, strict=True):
            known = tuple(np.where(np.isnan(world), -1, world)[seen])
            possible.setdefault((known, _published(world, privacy, part, seen), open_to_all), []).append(world)
        for (_known, _own, open_to_all), fitting in possible.items():  # type: ignore[misc]
            told += any(open_to_all)
            for k in np.flatnonzero(~seen):
                answers = {world[k] for world in fitting if not np.isnan(world[k])}
                assert len(answers) != 1, (k, fitting)
    assert told > 0


def test_a_block_counts_for_all_or_for_none() -> None:
    privacy, part = np.array([PUBLIC, OWN, OWN, OWN, OWN], dtype=np.int8), np.zeros(5, dtype=int)
    mixed = np.array([0.9, 0.1, 0.2, 0.6, 0.7])
    visitor = privacy == PUBLIC

    assert _mask(mixed, privacy, part, visitor).tolist() == [True] * 5
    alike = np.array([0.9, 0.1, 0.2, 0.3, 0.7])  # but one of the hidden is in need: that one could tell the others
    assert _mask(alike, privacy, part, visitor).tolist() == [True, False, False, False, False]
    few = np.array([0.9, 0.1, 0.6, np.nan, np.nan])
    assert _mask(few, privacy, part, visitor).tolist() == [True, False, False, False, False]
    apart = np.array([0, 0, 0, 1, 1])
    assert _mask(mixed, privacy, apart, visitor).tolist() == [True, False, False, False, False]
