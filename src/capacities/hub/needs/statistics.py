"""Median, quartiles and agreement of ratings. Answers of fewer than three people are never shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LEAST_SHOWN = 3


@dataclass(frozen=True)
class Spread:
    """What a group answered: how many, the middle and the ends of the middle half."""

    count: int
    low: float
    median: float
    high: float

    @property
    def width(self) -> float:
        """Return how far the middle half of the answers spans."""
        return self.high - self.low

    def agrees(self, most: float) -> bool:
        """Return whether the middle half spans at most so much."""
        return self.width <= most


def quantile(ordered: Sequence[float], share: float) -> float:
    """Return the value at a share of the way through sorted values, straight between neighbours."""
    if not ordered:
        raise ValueError("ordered is empty, expected at least one value")
    at = share * (len(ordered) - 1)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (at - low) * (ordered[high] - ordered[low])


def spread(scores: Sequence[float]) -> Spread | None:
    """Return median and quartiles; None where fewer than three answered, since one could be told from the other."""
    if len(scores) < LEAST_SHOWN:
        return None
    ordered = sorted(scores)
    return Spread(len(ordered), quantile(ordered, 0.25), quantile(ordered, 0.5), quantile(ordered, 0.75))
