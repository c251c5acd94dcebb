"""Instruments of Europe and of countries that the project found in public sources; unknown stays empty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from capacities.facts.table import read_table

Kind = Literal["funding", "policy", "law", "process", "network", "infrastructure", "challenge", "opportunity"]


@dataclass(frozen=True, slots=True)
class InstrumentFact:
    """A row of instruments.csv; moments are on the clock of ``zone``, a day without an hour means its end."""

    slug: str
    kind: Kind
    level: Literal["city", "country", "europe"]
    name_en: str
    name_ro: str
    source: str
    as_of_year: int
    confidence: Literal["high", "medium", "low"]
    countries: tuple[str, ...] = ()
    text_en: str = ""
    text_ro: str = ""
    organisation: str = ""
    run_by: str = ""
    topics: tuple[str, ...] = ()
    budget: float | None = None
    currency: str = "EUR"
    rate_percent: float | None = None
    rate_note: str = ""
    opens_at: str = ""
    closes_at: str = ""
    zone: str = "Europe/Brussels"
    eligible: tuple[str, ...] = ()
    least_people: int | None = None
    most_people: int | None = None
    url: str = ""


def instruments() -> tuple[InstrumentFact, ...]:
    """Return all rows."""
    return read_table("instruments", InstrumentFact)
