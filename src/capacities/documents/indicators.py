"""Indicators from the facts, named in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from capacities.documents.context import document_texts
from capacities.facts.table import read_table


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of ``indicators.csv``."""

    code: str
    name: str
    domain: str
    unit: str
    level: str
    better_when: str
    frequency: str
    source: str


@cache
def all_indicators() -> Mapping[str, Indicator]:
    """Return the indicators by code."""
    return {row.code: row for row in read_table("indicators", Indicator)}


def indicator_name(code: str, language: str) -> str:
    """Return the name of an indicator; English is the facts' own."""
    found = document_texts(language).get(f"indicators.{code}")
    return found if isinstance(found, str) else all_indicators()[code].name


def indicator_unit(code: str, language: str) -> str:
    """Return the unit of an indicator."""
    unit = all_indicators()[code].unit
    return _translated("indicator_units", unit, language)


def indicator_interval(code: str, language: str) -> str:
    """Return how often an indicator is collected."""
    return _translated("indicator_intervals", all_indicators()[code].frequency, language)


def _translated(group: str, text: str, language: str) -> str:
    found = (document_texts(language).get(group) or {}).get(text)
    return found if isinstance(found, str) else text
