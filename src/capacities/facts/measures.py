"""The catalogue of measures: what each is, what it moves, what it costs, and the trends without any of them.

Typed readers only; ``dayone.propose`` turns the rows into levers for a place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from capacities.facts.table import read_table

Confidence = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure. ``rate_per_year`` is the level that can be added in a year once
    ``lead_years`` of preparation are over, ``max_level`` the most in all.

    Titles hold ``{share}`` ("3 in 10") or ``{count}`` (per 1,000 people) for the level that a plan reaches.
    """

    id: str
    sector: str
    field: Literal["FIELD-1", "FIELD-2", "FIELD-3", "FIELD-4", "FIELD-5"]
    phase: Literal["avoid", "shift", "improve", "supply"]
    name_en: str
    name_ro: str
    title_en: str
    title_ro: str
    description_en: str
    description_ro: str
    level_unit: str
    lead_years: int
    rate_per_year: float
    rate_source: str
    max_level: float
    requires: tuple[str, ...]
    excludes: tuple[str, ...]
    payer_municipality: float
    payer_households: float
    payer_business: float
    payer_state_eu: float
    payer_source: str
    lifetime_years: float
    lifetime_source: str
    confidence: Confidence

    @property
    def payers(self) -> Mapping[str, float]:
        """Share of the investment by payer; adds up to 1."""
        return {
            "municipality": self.payer_municipality,
            "households": self.payer_households,
            "business": self.payer_business,
            "state_eu": self.payer_state_eu,
        }


@dataclass(frozen=True, slots=True)
class MeasureEffect:
    """What level 1 of a measure takes from ``columns`` (``share``) and adds to ``to`` (× ``conversion``).

    ``basis`` says how ``conversion`` is to be read: as it stands (empty), per passenger-km, per vehicle-km,
    per person, or against a quantity of the place; see ``dayone.levers``.
    """

    measure_id: str
    kind: Literal["flow", "add"]
    columns: tuple[str, ...]
    to: str | None
    share_low: float
    share: float
    share_high: float
    conversion: float | None
    basis: str | None
    source: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class MeasureCost:
    """One part of a measure's cost: level × driver of the place × quantity × unit cost (× EUR per its unit)."""

    measure_id: str
    unit_cost_id: str
    eur_per_unit: float
    driver: str
    quantity_low: float
    quantity: float
    quantity_high: float
    local_share: float
    cost_level: str
    opex_share_per_year: float | None
    opex_eur_per_quantity: float | None
    source: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Trend:
    """What changes without a plan, as a rate per year."""

    id: str
    kind: Literal["grid", "population", "column", "switch"]
    columns: tuple[str, ...]
    to: str | None
    rate_low: float
    rate: float
    rate_high: float
    conversion: str | None
    source: str
    confidence: Confidence


@cache
def measures() -> Mapping[str, Measure]:
    """Return the catalogue by id, in the order of the table. Raises ValueError where payers do not add up."""
    rows = {row.id: row for row in read_table("measures", Measure)}
    for row in rows.values():
        if abs(sum(row.payers.values()) - 1) > 1e-9:
            raise ValueError(f"measures.csv, {row.id}: payer shares add up to {sum(row.payers.values())}, expected 1")
        unknown = {*row.requires, *row.excludes} - set(rows)
        if unknown:
            raise ValueError(f"measures.csv, {row.id}: unknown measures {sorted(unknown)}")
    return rows


@cache
def effects() -> Mapping[str, tuple[MeasureEffect, ...]]:
    """Return the effects by measure."""
    rows = read_table("measure_effects", MeasureEffect)
    return {id: tuple(row for row in rows if row.measure_id == id) for id in measures()}


@cache
def costs() -> Mapping[str, tuple[MeasureCost, ...]]:
    """Return the parts of the cost by measure."""
    rows = read_table("measure_costs", MeasureCost)
    return {id: tuple(row for row in rows if row.measure_id == id) for id in measures()}


def trends() -> tuple[Trend, ...]:
    """Return what changes without a plan."""
    return read_table("trends", Trend)


def title(measure: Measure, level: float, language: str) -> str:
    """Return the measure as a mayor reads it: "Renovate 1 in 6 homes", „Locuințe renovate: 1 din 6”."""
    romanian = language == "ro"
    count = f"{level * 1000:.2g}"
    return (measure.title_ro if romanian else measure.title_en).format(
        share=spoken_share(level, language),
        count=count.replace(".", ",") if romanian else count,
        pct=f"{round(level * 100)}%",
    )


SPOKEN = (
    *((1, d) for d in (*range(2, 11), 12, 15, 20, 25, 30, 40, 50, 100)),
    *((n, d) for d in (3, 4, 5, 10) for n in range(2, d)),
)


def spoken_share(share: float, language: str) -> str:
    """Return a share in words that need no arithmetic: "3 in 10", "1 in 12", „4 din 5”."""
    if share >= 0.995:
        return "toate" if language == "ro" else "all"
    n, d = min(SPOKEN, key=lambda pair: (round(abs(pair[0] / pair[1] - share) / max(share, 0.01), 2), pair[1]))
    return f"{n} {'din' if language == 'ro' else 'in'} {d}"
