"""Which needs belong together. Needs are never joined in the data: one points to the need it was merged into.

Knows numbers only: ``merged`` maps each need to the one it was merged into, ``split`` each part to what it was
split from. Everything that was said of a need is reached from a head by `evidence`, so nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Links:
    """How some needs hang together; ``whole`` are those that were split and now only stand behind their parts."""

    ids: frozenset[int]
    merged: Mapping[int, int]
    split: Mapping[int, int]
    whole: frozenset[int] = frozenset()

    def heads(self) -> list[int]:
        """Return the needs that stand for themselves and for what was merged into them, in order of number."""
        return sorted(id for id in self.ids if id not in self.whole and self.merged.get(id) not in self.ids)

    def head_of(self, id: int) -> int:
        """Return the need that stands for a need. Raises ValueError for merges in a circle."""
        seen = {id}
        while (into := self.merged.get(id)) in self.ids and into is not None:
            if into in seen:
                raise ValueError(f"need {into} is merged in a circle")
            seen.add(into)
            id = into
        return id

    def evidence(self, head: int) -> frozenset[int]:
        """Return a need, all that was merged into it, and what these were split from, with its own merged ones."""
        into: dict[int, list[int]] = {}
        for id, target in self.merged.items():
            into.setdefault(target, []).append(id)
        found: set[int] = set()
        waiting = [head]
        while waiting:
            id = waiting.pop()
            if id in found or id not in self.ids:
                continue
            found.add(id)
            waiting += into.get(id, [])
            if id in self.split:
                waiting.append(self.split[id])
        return frozenset(found)


def may_merge(links: Links, id: int, into: int) -> bool:
    """Return whether a merge keeps a tree: not into itself, nor into what hangs on it."""
    return id != into and links.head_of(into) != id


def weight(urgency: int, supports: int, cities: int) -> float:
    """Return how much a need counts: urgency (1 to 5) × voices (who stated it and who supports it) × cities."""
    return float(urgency * (1 + supports) * max(cities, 1))


def links_of(rows: Iterable[tuple[int, int | None, int | None, bool]]) -> Links:
    """Return the links from rows of number, merged into, split from, is split."""
    table = list(rows)
    return Links(
        frozenset(id for id, *_rest in table),
        {id: into for id, into, _from, _whole in table if into is not None},
        {id: source for id, _into, source, _whole in table if source is not None},
        frozenset(id for id, _into, _from, whole in table if whole),
    )
