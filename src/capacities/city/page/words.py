"""Amounts in the reader's language, for all parts of the town page."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from capacities.dayone.numbers import MINUS, number
from capacities.dayone.result import Range
from capacities.documents.numbers import MoneyWords, best, money, money_range, span_of


def money_words() -> MoneyWords:
    """Return how the reader's language writes large sums; number and unit stay on one line."""
    million, thousand = pgettext("million euro", "€{x} m"), pgettext("thousand euro", "€{x} k")
    return MoneyWords(*(words.replace(" ", "\u00a0") for words in (million, thousand, _("€{x}"))))


def euro(value_eur: float, language: str) -> str:
    """Return a sum with three significant digits, such as €166 m."""
    return money(value_eur, money_words(), language)


def whole_euro(value_eur: float, language: str) -> str:
    """Return a sum to the euro, such as −€386 or €1,076; the minus sign stands before the whole sum."""
    text = money_words().euro.format(x=number(abs(value_eur), 0, language))
    return MINUS + text if round(value_eur) < 0 else text


def euro_range(value: Range, language: str) -> str:
    """Return the likely range of a sum in one unit."""
    return money_range(value, money_words(), language)


def scale_of(*ranges: Range) -> tuple[float, float]:
    """Return the common scale of bars: from zero (or the lowest value below it) to the highest end."""
    low = min(0.0, *(r.p5 for r in ranges)) if ranges else 0.0
    high = max((r.p95 for r in ranges), default=0.0)
    return (low, high if high > low else low + 1.0)


__all__ = ["best", "euro", "euro_range", "money_words", "scale_of", "span_of", "whole_euro"]
