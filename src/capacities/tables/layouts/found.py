"""What the layouts take out of a file before anything is added up: amounts by line, totals as stated, and problems."""

from __future__ import annotations

from dataclasses import dataclass, field

from capacities.tables.gpc import Where
from capacities.tables.problems import Problem


@dataclass(slots=True)
class Amount:
    """One row of an inventory. ``emissions_t`` is None where the file gives none (then ``notation`` may say why).

    ``computed_t`` comes from activity and factor or from tonnes per gas, ``published_t`` from a column of CO2e;
    ``step_t`` is the last digit that the published figure shows.
    """

    sheet: str
    row: int
    where: Where
    scope: int | None
    city: str = ""
    year: int | None = None
    label: str = ""
    carrier: str = ""
    notation: str = ""
    activity: float | None = None
    activity_unit: str = ""
    factor_t: float | None = None
    factor_unit: str = ""
    computed_t: float | None = None
    published_t: float | None = None
    step_t: float = 1.0
    note: str = ""
    emissions_t: float | None = None
    fingerprint: int = 0  # of all cells of the row, to find rows given twice

    def __post_init__(self) -> None:
        if self.emissions_t is None:
            self.emissions_t = self.published_t if self.computed_t is None else self.computed_t


@dataclass(frozen=True, slots=True)
class Stated:
    """A total that the file itself gives: ``what`` is total, basic, basic_plus, scope or sector (with ``key``)."""

    what: str
    key: str
    value_t: float
    sheet: str
    row: int
    field: str
    city: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class CityRow:
    """Who a row of a file with several cities is about, for the choice of the city and for plausibility."""

    names: tuple[str, ...]
    year: int | None
    country: str
    population: float | None
    sheet: str
    row: int
    note: str = ""


@dataclass(slots=True)
class Found:
    """All that one file gave."""

    file: str
    layout: str = ""
    amounts: list[Amount] = field(default_factory=list)
    stated: list[Stated] = field(default_factory=list)
    cities: list[CityRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    city: str = ""
    year: int | None = None
    population: float | None = None
    gwp: str = ""
    tables: int = 0
    headers: set[tuple[str, int]] = field(default_factory=set)  # sheet and row of each heading
    co2_only: bool = False
