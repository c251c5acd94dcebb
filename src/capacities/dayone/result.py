"""What a plan on day one is: one immutable result that the command, the pages and the documents all show.

Free of language: names and sentences are looked up by id in `texts`. Ranges hold 9 chances in 10.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

PAYERS = ("municipality", "households", "business", "state_eu")


class Tier(IntEnum):
    """How near a figure is to the town: the mark beside every number."""

    CITY = 1
    COMPARABLE = 2
    NATIONAL = 3
    EUROPEAN = 4


@dataclass(frozen=True, slots=True)
class Range:
    """Best estimate (p50) and the range that holds 9 chances in 10 (p5 to p95)."""

    p5: float
    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class SourceNote:
    """Where a figure comes from. ``id`` is what figures refer to."""

    id: str
    title: str
    year: int | None
    url: str
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for the reader by code, with the values that fill it; severity is info or warning."""

    code: str
    params: Mapping[str, str | float | int] = field(default_factory=dict)
    severity: str = "warning"


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """The facts of the place that the estimate used. ``country`` is ISO 3166-1 alpha-2."""

    slug: str
    name: str
    country: str
    country_name: str
    population: float
    latitude: float
    longitude: float
    codes: Mapping[str, str]  # lau, nuts3, geonames
    county: str = ""
    area_km2: float | None = None
    density_per_km2: float | None = None
    degree_of_urbanisation: int | None = None  # Eurostat: 1 city, 2 town or suburb, 3 rural
    heating_degree_days: float | None = None
    role: str = ""  # mission, candidate, or empty


@dataclass(frozen=True, slots=True)
class InventoryLine:
    """One source of the draft inventory (ids as in engines.activity.SOURCES)."""

    id: str
    subsector: str
    scope: int
    sector: str
    carrier: str
    unit: str
    activity: Range
    factor_t: Range  # t CO2e per unit
    emissions_t: Range
    tier: Tier
    source_ids: tuple[str, ...]
    notation: str = ""  # NE, NO, IE where the line has no value
    note: str = ""  # code of a note in texts


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """A figure that the town itself published; shown beside the estimate, and used where it is comparable."""

    what: str  # total or a sector id
    tonnes: float
    year: int
    scope_note: str
    source_id: str
    used: bool


@dataclass(frozen=True, slots=True)
class InventoryDraft:
    """The draft inventory of the base year, t CO2e."""

    year: int
    gwp: str
    total_t: Range
    per_head_t: Range
    sectors: Mapping[str, Range]
    sector_tiers: Mapping[str, Tier]
    tier: Tier  # of the total
    lines: tuple[InventoryLine, ...]
    published: tuple[PublishedFigure, ...] = ()


@dataclass(frozen=True, slots=True)
class Trajectory:
    """Emissions per year, t CO2e: the three lists run along ``years``."""

    years: tuple[int, ...]
    p5: tuple[float, ...]
    p50: tuple[float, ...]
    p95: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class PlannedMeasure:
    """One measure of the draft portfolio. Money in EUR at prices of ``DraftPlan.price_year``."""

    id: str
    sector: str
    start_year: int
    end_year: int
    level: float  # how far it goes by the end year, in ``level_unit``
    level_unit: str
    max_level: float
    reduction_t: float  # exact share of the total reduction in the target year, median path
    reduction_range_t: Range
    capex_eur: float
    capex_range_eur: Range
    opex_eur_per_year: float  # change of running and energy cost in the target year; negative saves
    npv_eur: float
    payback_years: float | None
    cost_per_tonne_eur: float | None
    payers: Mapping[str, float]  # payer -> EUR, adds up to capex_eur
    capex_by_year: Mapping[int, float]
    co_benefits_eur_per_year: Mapping[str, float]  # air_pollution, noise, accidents, activity ...
    jobs: float | None
    tier: Tier
    source_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftPlan:
    """The proposed portfolio and what it leaves. ``sum(reduction_t) == baseline_t - residual_t``."""

    target_year: int
    target_share: float
    reference_t: float  # base-year total that target_share is taken of
    target_t: float
    baseline_t: float  # target year without measures, median path
    residual_t: float  # target year with measures, median path
    residual_range_t: Range
    target_probability: float
    measures: tuple[PlannedMeasure, ...]
    with_plan: Trajectory
    wedges: Mapping[str, tuple[float, ...]]  # measure id -> tonnes saved per year of with_plan.years
    energy_by_carrier_mwh: Mapping[str, Mapping[int, float]]  # carrier -> {base year, target year}
    investment_eur: Range
    investment_by_year: Mapping[int, Mapping[str, float]]  # year -> payer -> EUR
    price_year: int
    proved_gap: float
    budget_eur: float | None = None
    limits: tuple[Notice, ...] = ()  # which limit binds, what one more euro buys, what is next
    # Energy bill in the target year, EUR per year: payer -> {"without", "with"} the plan.
    energy_bill_eur: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FindFirst:
    """A figure whose knowledge would narrow the total most."""

    input: str  # id of the input, text in texts
    sector: str
    variance_share: float
    unit: str
    current: Range


@dataclass(frozen=True, slots=True)
class Settings:
    """What the plan was computed with."""

    target_share: float
    target_year: int
    budget_eur: float | None
    draws: int
    seed: int
    created: str  # ISO date
    known_inputs: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DayOnePlan:
    """From a town's name to a draft: everything that is shown, nothing that is computed again."""

    place: PlaceFacts
    inventory: InventoryDraft
    baseline: Trajectory  # without measures, base year to 2050
    plan: DraftPlan
    find_first: tuple[FindFirst, ...]
    sources: tuple[SourceNote, ...]
    notices: tuple[Notice, ...]
    settings: Settings
