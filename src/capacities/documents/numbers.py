"""Figures as a document shows them: rounded to what their range supports, with unit and range in words."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from capacities.dayone.numbers import EN_DASH, MINUS, number
from capacities.dayone.result import Range

MILLION = 1_000_000.0


def digits_of(step: float) -> int:
    """Return the decimals that a rounding step needs: 0 for 100, 1 for 0.1."""
    return max(0, -math.floor(math.log10(step) + 1e-9))


def step_for(value: Range) -> float:
    """Return the power of ten that a range supports: a tenth of the power of ten in its width.

    92,347 with 75,000–114,000 is 39,000 wide, so the step is 1,000 and the figure is shown as 92,000.
    A range without width keeps three significant digits.
    """
    width = abs(value.p95 - value.p5)
    if width > 0:
        return float(10.0 ** (math.floor(math.log10(width)) - 1))
    return step_of_column([value.p50])


def step_of_column(values: Iterable[float | None], most: float = 100.0) -> float:
    """Return the rounding step of a table column: three significant digits of its largest value, at most ``most``."""
    largest = max((abs(v) for v in values if v is not None and math.isfinite(v)), default=0.0)
    if largest == 0:
        return 1.0
    return float(min(most, 10.0 ** (math.floor(math.log10(largest)) - 2)))


def to_step(value: float, step: float, language: str) -> str:
    """Return a value rounded to a step, written in the language."""
    return number(round(value / step) * step, digits_of(step), language)


def with_step(value: float | None, step: float, language: str, missing: str) -> str:
    """Return a value rounded to ``step``; what is not known gives the words for it, never 0."""
    return missing if value is None or not math.isfinite(value) else to_step(value, step, language)


def best(value: Range, language: str) -> str:
    """Return the best estimate, rounded to what its range supports."""
    return to_step(value.p50, step_for(value), language)


def span_of(value: Range, language: str) -> str:
    """Return the range from p5 to p95, rounded like the best estimate.

    Where the lower end is negative, dots stand between the ends, so that a minus sign never meets a dash.
    """
    step = step_for(value)
    low, high = to_step(value.p5, step, language), to_step(value.p95, step, language)
    dash = EN_DASH if value.p5 >= 0 else " … "
    return f"{low}{dash}{high}"


@dataclass(frozen=True, slots=True)
class MoneyWords:
    """How a language writes large sums: templates with {x} for millions and thousands of euro."""

    million: str
    thousand: str
    euro: str


def money(value_eur: float, words: MoneyWords, language: str) -> str:
    """Return a sum in words of a sensible size: three significant digits in million, thousand or single euro.

    The minus sign stands before the whole sum: −€386, −386 €.
    """
    if value_eur < 0:
        return MINUS + money(-value_eur, words, language)
    for template, unit in ((words.million, MILLION), (words.thousand, 1_000.0), (words.euro, 1.0)):
        if abs(value_eur) >= unit or unit == 1.0:
            scaled = value_eur / unit
            step = step_of_column([scaled], most=1.0)
            return template.format(x=to_step(scaled, step, language))
    raise AssertionError("unreachable")


def money_range(value: Range, words: MoneyWords, language: str) -> str:
    """Return the range of a sum in one unit, such as 120–220 million."""
    unit, template = (MILLION, words.million) if abs(value.p95) >= MILLION else (1_000.0, words.thousand)
    scaled = Range(value.p5 / unit, value.p50 / unit, value.p95 / unit)
    return template.format(x=span_of(scaled, language))
