"""What a reader chose to see of the map: round, group, opened topic, order. Read from the address, never refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from django.http import Http404, HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from capacities.capacity.map.heat import BY_NEED
from capacities.capacity.map.seen import CORE, MOST_ROUNDS, OTHERS, Seen, map_rounds, seen_by
from capacities.capacity.rounds.models import Round

if TYPE_CHECKING:
    from capacities.core.people.queries import Asker

GROUPS: dict[str, str | Promise] = {"": _("all countries"), CORE: _("core countries"), OTHERS: _("other countries")}


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """The rounds to choose from, the one that is shown, and how; ``wanted`` is the round that the address names."""

    rounds: list[Round]
    seen: Seen
    group: str
    opened: str
    sort: str
    wanted: str

    @property
    def round(self) -> Round:
        """Return the round that is shown."""
        return self.seen.round

    @property
    def suffix(self) -> str:
        """Return what ends the address of pages about the same round; nothing where they show it by themselves."""
        return "" if self.round == self.rounds[0] and not self.wanted else f"?round={self.round.slug}"

    @property
    def passed_over(self) -> Round | None:
        """Return the latest round where an older one is shown because too little of it is open to the reader."""
        return None if self.wanted or self.round == self.rounds[0] else self.rounds[0]


def choice_of(request: HttpRequest, audience: str) -> Choice | None:
    """Return what is chosen; None where no round has begun. Raises Http404 for a round that is not there.

    Unless told it is the latest round that tells the reader something, so that the map does not empty itself on the
    day on which a new round opens.
    """
    rounds = map_rounds(request.user, audience)
    if not rounds:
        return None
    wanted = request.GET.get("round", "")
    shown = [one for one in rounds if one.slug == wanted] if wanted else rounds[:MOST_ROUNDS]
    if not shown:
        raise Http404
    group = request.GET.get("group", "")
    return Choice(
        rounds=rounds,
        seen=_telling(request.user, shown),
        group=group if group in GROUPS else "",
        opened=request.GET.get("open", ""),
        sort=request.GET.get("sort", BY_NEED),
        wanted=wanted,
    )


def _telling(by: Asker, rounds: Sequence[Round]) -> Seen:
    """Return the first of some rounds in which enough answers are open to a reader, else the first."""
    first = None
    for one in rounds:
        seen = seen_by(by, [one])[0]
        if len(rounds) == 1:
            return seen
        counted = (seen.counts & ~np.isnan(seen.data.shares)).sum(axis=0)
        if counted.size and counted.max() >= one.least_count:
            return seen
        first = first or seen
    assert first is not None
    return first
