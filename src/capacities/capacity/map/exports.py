"""The map as rows for files: scores of whom the reader sees, and statistics by topic. Column names are English."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from capacities.capacity.map.heat import MOST_POINTS, name_of
from capacities.capacity.map.queries import gaps_in
from capacities.capacity.map.seen import Seen
from capacities.core.topics import topic_name
from capacities.engines.capacity_gaps import Mask

Row = list[str | int | float | bool | None]

SCORE_COLUMNS = (
    "round", "country", "city", "name", "state", "topic", "topic_name", "score_0_to_100", "answered", "asked",
    "need_urgency_0_to_3", "says_we_need", "says_we_can_share",
)  # fmt: skip
GAP_COLUMNS = (
    "round", "topic", "topic_name", "is_upper", "answers_counted", "need_help", "lower_quartile", "median",
    "upper_quartile", "could_help_seen",
)  # fmt: skip


def score_rows(seen: Seen, which: Mask | None = None) -> Iterator[Row]:
    """Return a row for each respondent that the reader sees and each topic."""
    data = seen.data
    rows = seen.rows if which is None else seen.rows & which
    names = [topic_name(topic) for topic in data.topics]
    for r in np.flatnonzero(rows):
        one = data.respondents[r]
        for k, topic in enumerate(data.topics):
            yield [
                seen.round.slug, one.country, one.slug, name_of(one), one.state, topic, names[k],
                _points(data.shares[r, k]), int(data.answered[r, k]), int(data.asked[r, k]), int(data.needs[r, k]),
                bool(data.stated[r, k]), bool(data.offered[r, k]),
            ]  # fmt: skip


def gap_rows(seen: Seen, group: str = "") -> Iterator[Row]:
    """Return a row for each topic, the greatest need first; figures of too few answers stay empty."""
    told = seen.statistics(seen.group(group))
    at = {topic: k for k, topic in enumerate(seen.data.topics)}
    for gap in gaps_in(seen, group, most=0):
        k = at[gap.topic]
        yield [
            seen.round.slug, gap.topic, topic_name(gap.topic), gap.is_upper, gap.count, gap.in_need,
            _points(told.low[k]), _points(told.median[k]), _points(told.high[k]), gap.offer_count,
        ]  # fmt: skip


def _points(share: float) -> float | None:
    return None if np.isnan(share) else round(MOST_POINTS * float(share), 1)
