"""Needs and offers of a round by topic, for whoever builds on the map: sessions, matches, the pages of a hub.

Every function takes the asker first and gives only what that person may see.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from capacities.capacity.map.rounddata import Respondent
from capacities.capacity.map.seen import Seen, map_rounds, seen_by
from capacities.capacity.questionnaires.models import Audience
from capacities.facts import topics as topic_facts

if TYPE_CHECKING:
    from capacities.capacity.rounds.models import Round
    from capacities.core.people.queries import Asker


@dataclass(frozen=True, slots=True)
class Voice:
    """One respondent on one topic. ``urgency`` is 1 to 3 for a need and 0 for an offer; ``share`` None: no score."""

    respondent: Respondent
    topic: str
    share: float | None
    urgency: int
    is_stated: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """A topic: who needs help and who could give it, as far as the reader sees them, and statistics of all.

    ``needs`` and ``offers`` may be only the first ones; ``need_count``, ``offer_count`` and ``urgency`` (the sum) are
    of all that the reader sees. ``count``, ``in_need`` and ``median`` are None where too few answered to tell.
    """

    topic: str
    is_upper: bool
    needs: tuple[Voice, ...]
    offers: tuple[Voice, ...]
    need_count: int
    offer_count: int
    urgency: int
    count: int | None
    in_need: int | None
    median: float | None

    @property
    def share(self) -> float:
        """Return the share of those who answered that needs help; 0 where too few answered."""
        return self.in_need / self.count if self.count and self.in_need is not None else 0.0

    @property
    def weight(self) -> tuple[float, float, float]:
        """Return what gaps are ordered by, the greatest first: share in need, sum of urgency, low median."""
        return self.share, float(self.urgency), -(self.median if self.median is not None else 1.0)


def latest_round(by: Asker, audience: str = Audience.COUNTRY) -> Round | None:
    """Return the round that the map shows unless told otherwise."""
    return next(iter(map_rounds(by, audience)), None)


def gaps_of(by: Asker, round: Round, group: str = "") -> list[Gap]:
    """Return the topics of a round, the greatest need first; ``group`` is core, others or nothing for all."""
    return gaps_in(seen_by(by, [round])[0], group)


def gap_of(by: Asker, round: Round, topic: str) -> Gap | None:
    """Return one topic of a round; None where it was neither asked nor spoken of."""
    seen = seen_by(by, [round])[0]
    column = seen.data.column(topic)
    return None if column is None else gaps_in(seen, at=[column])[0]


def voices_of(by: Asker, round: Round, country: str, slug: str = "") -> tuple[list[Voice], list[Voice]]:
    """Return needs and offers of one country or place, the most urgent first; none that the reader may not see."""
    seen = seen_by(by, [round])[0]
    row = seen.data.row(country.upper(), slug)
    if row is None or not seen.rows[row]:
        return [], []
    needs = [_voice(seen, row, k, is_need=True) for k in np.flatnonzero(seen.data.needs[row] > 0).tolist()]
    offers = [_voice(seen, row, k, is_need=False) for k in np.flatnonzero(seen.data.offers[row]).tolist()]
    needs.sort(key=lambda one: (-one.urgency, not one.is_stated, one.share or 0.0))
    return needs, sorted(offers, key=lambda one: (not one.is_stated, -(one.share or 0.0)))


def gaps_in(seen: Seen, group: str = "", *, at: Sequence[int] | None = None, most: int | None = None) -> list[Gap]:
    """Return the topics of a round that was read already, the greatest need first.

    ``at`` names their columns (all unless told); ``most`` is how many needs and offers each of them names.
    """
    rows = seen.group(group)
    chosen = list(range(len(seen.data.topics))) if at is None else list(at)
    told = seen.statistics(rows, chosen)
    visible = (seen.rows & rows)[:, None]
    need_counts = ((seen.data.needs > 0) & visible).sum(axis=0)
    urgencies = np.where(visible, seen.data.needs, 0).sum(axis=0, dtype=np.int64)
    offer_counts = (seen.data.offers & visible).sum(axis=0)
    found = []
    for place, k in enumerate(chosen):
        enough = not np.isnan(told.median[place])
        found.append(
            Gap(
                topic=seen.data.topics[k],
                is_upper=_is_upper(seen.data.topics[k]),
                needs=tuple(_voice(seen, int(row), k, is_need=True) for row in seen.needing(k, rows)[:most]),
                offers=tuple(_voice(seen, int(row), k, is_need=False) for row in seen.offering(k, rows)[:most]),
                need_count=int(need_counts[k]),
                offer_count=int(offer_counts[k]),
                urgency=int(urgencies[k]),
                count=int(told.count[place]) if enough else None,
                in_need=int(told.in_need[place]) if enough else None,
                median=float(told.median[place]) if enough else None,
            )
        )
    return sorted(found, key=lambda gap: gap.weight, reverse=True)


def _voice(seen: Seen, row: int, column: int, *, is_need: bool) -> Voice:
    data = seen.data
    share = data.shares[row, column]
    said = data.stated if is_need else data.offered
    return Voice(
        respondent=data.respondents[row],
        topic=data.topics[column],
        share=None if np.isnan(share) else float(share),
        urgency=int(data.needs[row, column]) if is_need else 0,
        is_stated=bool(said[row, column]),
    )


def _is_upper(topic: str) -> bool:
    known = topic_facts.topics().get(topic)
    return known is not None and not known.parent
