"""How alike two respondents are, from figures such as population, heating days or emissions per head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from capacities.engines.activity import Floats


@dataclass(frozen=True)
class Trait:
    """A figure of each respondent (NaN: not known), the difference at which likeness ends, and its weight.

    With ``is_ratio`` the difference is one of factors: a ``span`` of 10 ends likeness at ten times as many.
    """

    key: str
    values: Floats
    span: float
    weight: float = 1.0
    is_ratio: bool = False

    def closeness(self, one: int, others: NDArray[np.intp] | int) -> Floats:
        """Return 1 for equal figures down to 0 at the span and beyond; NaN where either is not known."""
        values = np.log(np.where(self.values > 0, self.values, np.nan)) if self.is_ratio else self.values
        span = np.log(self.span) if self.is_ratio else self.span
        return np.asarray(np.clip(1.0 - np.abs(values[others] - values[one]) / span, 0.0, 1.0))


def likeness(traits: Sequence[Trait], one: int, others: NDArray[np.intp]) -> Floats:
    """Return how alike ``one`` is to each of the others, 0 to 1: the weighted mean of what is known of both.

    Where nothing is known of both the answer is a half: neither alike nor unlike.
    """
    total, weight = np.zeros(len(others)), np.zeros(len(others))
    for trait in traits:
        close = trait.closeness(one, others)
        known = np.isfinite(close)
        total[known] += trait.weight * close[known]
        weight[known] += trait.weight
    return np.asarray(np.where(weight > 0, total / np.where(weight > 0, weight, 1.0), 0.5))
