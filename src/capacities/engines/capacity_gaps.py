"""Needs, offers and statistics of self-assessments, without telling what one hidden respondent answered.

Shares run from 0 to 1, NaN is "no answer". The rule of what counts is explained in docs/methods/capacity.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NEED_BELOW, URGENT_BELOW, OFFER_FROM = 0.4, 0.2, 0.8
MOST_URGENT = 3
# How far a respondent's scores and answers are open: to everybody, to all who take part, to its own team only.
PUBLIC, GROUP, OWN = 0, 1, 2

Shares = NDArray[np.float64]
Levels = NDArray[np.int8]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Statistics:
    """By topic: how many scores, how many of them are in need, and the middle half; NaN where too few answered."""

    count: NDArray[np.int64]
    in_need: NDArray[np.int64]
    low: Shares
    median: Shares
    high: Shares


def need_levels(shares: Shares, stated: Levels) -> Levels:
    """Return how urgent a need is, 0 (none) to 3: as stated, else 3 for a score below 0.2 and 2 below 0.4.

    ``stated`` has the urgency of each "we need", 0 for none; both arrays have the same shape.
    """
    _same_shape(shares, stated)
    with np.errstate(invalid="ignore"):
        by_score = np.where(shares < URGENT_BELOW, MOST_URGENT, np.where(shares < NEED_BELOW, 2, 0))
    return np.where(stated > 0, stated, by_score).astype(np.int8)


def has_offers(shares: Shares, stated: Levels) -> Mask:
    """Return who could help: who says "we can share", and whose score is 0.8 or more."""
    _same_shape(shares, stated)
    with np.errstate(invalid="ignore"):
        return np.asarray((stated > 0) | (shares >= OFFER_FROM))


def open_blocks(
    shares: Shares, in_need: Mask, *, privacy: NDArray[np.int8], part: NDArray[np.intp], least: int
) -> Mask:
    """Return whose scores count in everybody's statistics although not everybody sees them, by topic.

    A block is all respondents of one privacy within one ``part`` (a statistic is made of whole parts). It counts if
    at least ``least`` of it answered and not all answered alike, else none of it does: so no two statistics differ
    by less than a block, whoever puts them together.
    """
    found = np.zeros(shares.shape, dtype=bool)
    answered = ~np.isnan(shares)
    for level, spare in ((GROUP, 0), (OWN, 1)):
        for one in np.unique(part[privacy == level]):
            rows = np.flatnonzero((privacy == level) & (part == one))
            # Every team knows its own answer: those whom nobody else sees must be safe from one of their own.
            if rows.size < least + spare:
                continue
            for k in range(shares.shape[1]):
                block = rows[answered[rows, k]]
                enough = block.size >= least + spare
                if enough and _differ(shares[block, k], 1 + spare) and _differ(in_need[block, k], 1 + spare):
                    found[block, k] = True
    return found


def statistics(shares: Shares, in_need: Mask, rows: Mask, least: int) -> Statistics:
    """Return the statistics of each topic over the respondents in ``rows`` (by topic), where ``least`` answered.

    Quartiles lie straight between neighbours.
    """
    rows = rows & ~np.isnan(shares)
    count = rows.sum(axis=0)
    ordered = np.sort(np.where(rows, shares, np.nan).T.copy(), axis=1).T  # NaN come last
    told = count >= max(1, least)
    low, median, high = (_quantile(ordered, count, share, told) for share in (0.25, 0.5, 0.75))
    return Statistics(count, (rows & in_need).sum(axis=0), low, median, high)


def _quantile(ordered: Shares, count: NDArray[np.int64], share: float, told: Mask) -> Shares:
    if not ordered.size:
        return np.full(count.shape, np.nan)
    at = share * np.maximum(count - 1, 0)
    below = np.floor(at).astype(np.intp)
    above = np.minimum(below + 1, np.maximum(count - 1, 0))
    first, second = (np.take_along_axis(ordered, row[None, :], axis=0)[0] for row in (below, above))
    return np.where(told, first + (at - below) * (second - first), np.nan)


def roll_up(stated: Levels, topics: Sequence[str], upper: Sequence[str]) -> Levels:
    """Return statements by topic with the strongest of the lower topics added to each upper one.

    ``upper`` names the topic above each topic, "" for none; columns run along ``topics``.
    """
    found = stated.copy()
    at = {topic: k for k, topic in enumerate(topics)}
    for k, above in enumerate(upper):
        if above in at:
            found[:, at[above]] = np.maximum(found[:, at[above]], stated[:, k])
    return found


def _differ(values: NDArray[np.generic], spare: int) -> bool:
    """Return whether at least ``spare`` values differ from the most frequent one."""
    _kinds, counts = np.unique(values, return_counts=True)
    return int(values.size - counts.max()) >= spare


def _same_shape(shares: Shares, stated: Levels) -> None:
    if shares.shape != stated.shape:
        raise ValueError(f"shares are {shares.shape} but statements {stated.shape}")
