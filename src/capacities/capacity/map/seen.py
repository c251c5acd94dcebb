"""A round as one reader may see it: which scores, and statistics that tell nobody apart. Reads take the asker first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from capacities.capacity.map.rounddata import RoundData, round_data
from capacities.capacity.questionnaires.models import Audience
from capacities.capacity.rounds.models import Round, RoundState
from capacities.capacity.rounds.queries import assessments_visible_to, own_by_round, rounds_visible_to
from capacities.core.permissions import may
from capacities.engines import capacity_gaps as gaps

if TYPE_CHECKING:
    from capacities.core.people.queries import Asker

MOST_ROUNDS = 6
CORE, OTHERS = "core", "others"


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A round with its data, which rows the reader sees, and whose scores count in each topic's statistics."""

    round: Round
    data: RoundData
    rows: gaps.Mask
    counts: gaps.Mask

    def group(self, name: str) -> gaps.Mask:
        """Return the respondents of a group: core countries, the others, or all."""
        core = self.data.core
        return {CORE: core, OTHERS: ~core}.get(name, np.ones(core.shape, dtype=bool))

    def statistics(self, group: gaps.Mask | None = None, at: Sequence[int] | None = None) -> gaps.Statistics:
        """Return statistics by topic (of the columns ``at``, all unless told) over a group.

        A group must be made of whole parts, see ``_parts``.
        """
        rows = np.arange(self.rows.size) if group is None else np.flatnonzero(group)
        cut = np.ix_(rows, np.arange(len(self.data.topics)) if at is None else np.array(at, dtype=np.intp))
        return gaps.statistics(
            self.data.shares[cut], self.data.needs[cut] > 0, self.counts[cut], self.round.least_count
        )

    def offering(self, column: int, group: gaps.Mask) -> NDArray[np.intp]:
        """Return the rows that could help on a topic, stated offers and the best first; only those the reader sees."""
        found = np.flatnonzero(self.rows & self.data.offers[:, column] & group)
        shares = np.nan_to_num(self.data.shares[found, column])
        return found[np.lexsort((-shares, -self.data.offered[found, column].astype(int)))]

    def needing(self, column: int, group: gaps.Mask) -> NDArray[np.intp]:
        """Return the rows that need help on a topic, the most urgent first; only those that the reader sees."""
        found = np.flatnonzero(self.rows & (self.data.needs[:, column] > 0) & group)
        shares = np.nan_to_num(self.data.shares[found, column], nan=1.0)
        return found[np.lexsort((shares, -self.data.needs[found, column].astype(int)))]


def map_rounds(by: Asker, audience: str) -> list[Round]:
    """Return the rounds of an audience that have begun, the latest first."""
    rounds = rounds_visible_to(by).filter(audience=audience).exclude(state=RoundState.DRAFT)
    return sorted(rounds, key=lambda one: (one.opens_at or one.created_at, one.pk), reverse=True)


def round_series(rounds: Sequence[Round], last: Round) -> list[Round]:
    """Return a round and those before it with the same template, the oldest first, six at most."""
    from_last = rounds[rounds.index(last) :]
    same = [one for one in from_last if one.version.template_id == last.version.template_id]
    return same[:MOST_ROUNDS][::-1]


def seen_by(by: Asker, rounds: Sequence[Round]) -> list[Seen]:
    """Return rounds as a reader sees them."""
    data = round_data(rounds)
    limited = [one for one in rounds if not may(by, "capacity.keep", one)]
    ids = _visible(by, limited)
    found = []
    for one in rounds:
        own = data[one.pk].ids
        rows = np.isin(own, ids) if one in limited else np.ones(own.shape, dtype=bool)
        found.append(_seen(one, data[one.pk], rows))
    return found


def _visible(by: Asker, rounds: Sequence[Round]) -> NDArray[np.int64]:
    """Return the ids of the assessments that a reader sees in several rounds, in two queries."""
    if not rounds:
        return np.array([], dtype=np.int64)
    own = own_by_round(by, rounds)
    found = [assessments_visible_to(by, one, own.get(one.pk, [])) for one in rounds]
    parts = [one.order_by().values_list("pk", flat=True) for one in found]
    return np.fromiter(parts[0].union(*parts[1:]) if parts[1:] else parts[0], dtype=np.int64)


def _seen(round: Round, data: RoundData, rows: gaps.Mask) -> Seen:
    counts = np.broadcast_to(rows[:, None], data.shares.shape)
    if round.state == RoundState.CLOSED and not rows.all():
        counts = counts | _open_blocks(data, round.audience, round.least_count)
    return Seen(round, data, rows, counts)


@lru_cache(maxsize=40)
def _open_blocks(data: RoundData, audience: str, least: int) -> gaps.Mask:
    return gaps.open_blocks(data.shares, data.needs > 0, privacy=data.privacy, part=_parts(data, audience), least=least)


def _parts(data: RoundData, audience: str) -> NDArray[np.intp]:
    """Number the parts of which statistics are made: core countries and others, or the cities of each country."""
    kinds = data.core if audience == Audience.COUNTRY else data.codes
    return np.unique(kinds, return_inverse=True)[1].astype(np.intp)
