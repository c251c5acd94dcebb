"""Numbers, shares, dates and plurals as English and Romanian readers write them. Knows no units and no texts."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date

LANGUAGES = ("en", "ro")
MINUS = "−"
EN_DASH = "–"

_SEPARATORS = {"en": (",", "."), "ro": (".", ",")}
_MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "ro": "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie".split(),
}


def number(value: float, digits: int = 0, language: str = "en") -> str:
    """Return ``value`` with ``digits`` decimals, the language's separators and a true minus sign.

    Raises ValueError for NaN and infinities: what is unknown has its own words and is never written as a number.
    """
    if not math.isfinite(value):
        raise ValueError(f"{value} cannot be written as a number")
    thousands, decimal = _SEPARATORS[language]
    text = f"{abs(value):,.{digits}f}"
    sign = MINUS if value < 0 and text.strip("0.,") else ""
    return sign + text.replace(",", "\0").replace(".", decimal).replace("\0", thousands)


def round_to_digits(value: float, digits: int) -> float:
    """Return ``value`` with ``digits`` significant digits, but at least to whole numbers."""
    if value == 0 or not math.isfinite(value):
        return value
    return round(value, min(0, digits - 1 - math.floor(math.log10(abs(value)))))


def percent(share: float, digits: int = 0, language: str = "en") -> str:
    """Return a share such as 0.61 as 61%; what would round to nothing is written as less than the last digit."""
    least = 10.0**-digits
    if 0 < abs(100 * share) < least / 2:
        return f"<{number(least, digits, language)}%"
    return number(100 * share, digits, language) + "%"


def date_text(iso: str, language: str = "en") -> str:
    """Return an ISO date as 24 November 2026 or 24 noiembrie 2026."""
    day = date.fromisoformat(iso)
    return f"{day.day} {_MONTHS[language][day.month - 1]} {day.year}"


def plural_form(count: int, language: str = "en") -> str:
    """Return the plural category of CLDR: one, few (Romanian 0, 2–19, 101–119 ...) or other."""
    if count == 1:
        return "one"
    if language == "ro" and (count == 0 or 1 <= abs(count) % 100 <= 19):
        return "few"
    return "other"


def choose_plural(forms: Mapping[str, str], count: int, language: str = "en") -> str:
    """Return the form that fits ``count``; a language without few uses other."""
    return forms.get(plural_form(count, language), forms["other"])
