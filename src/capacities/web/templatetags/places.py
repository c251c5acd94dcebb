"""Names of countries, rounded amounts and dates known to the month, as the reader's language writes them."""

from __future__ import annotations

import math
from datetime import date

from django import template
from django.utils.translation import gettext as _

from capacities.core.organisations.names import country_name as name_of_country
from capacities.core.people.templatetags.people import day as whole_day
from capacities.core.places.models import Place
from capacities.dayone import numbers
from capacities.facts.folding import fold
from capacities.web.templatetags.ui import language, month

register = template.Library()

SIGNIFICANT_DIGITS = 3


@register.filter
def country_name(code: str) -> str:
    """Return a country's name in the page's language."""
    return name_of_country(code)


@register.filter
def found_by_other_name(place: Place, text: str) -> bool:
    """Say whether a search found a place although its own name does not begin with what was typed."""
    return not fold(place.name).startswith(fold(text.partition(",")[0]))


@register.filter
def rounded(value: float) -> str:
    """Write an amount with three significant digits: more would claim more than a draft knows."""
    return numbers.number(round_to(value), 0 if abs(value) >= 100 else 1, language())


@register.filter
def euro(value: float) -> str:
    """Write an amount of money in million or billion EUR, with three significant digits."""
    amount, unit = (value / 1e9, _("€{amount} bn")) if abs(value) >= 1e9 else (value / 1e6, _("€{amount} m"))
    amount = round_to(amount)
    digits = 0 if abs(amount) >= 100 else 1
    return unit.format(amount=numbers.number(amount, digits, language()))


@register.filter
def partial_date(text: str) -> str:
    """Write a date known to the year, month or day: 2025, May 2025, 12 October 2023."""
    parts = [int(part) for part in text.split("-") if part]
    if len(parts) < 2:
        return text
    known = date(parts[0], parts[1], parts[2] if len(parts) > 2 else 1)
    return whole_day(known) if len(parts) > 2 else month(known)


@register.filter
def query_mark(query: str) -> str:
    """Return a query string with its question mark, or nothing."""
    return f"?{query}" if query else ""


def round_to(value: float, digits: int = SIGNIFICANT_DIGITS) -> float:
    """Return a value with so many significant digits."""
    return round(value, digits - 1 - math.floor(math.log10(abs(value)))) if value else 0.0
