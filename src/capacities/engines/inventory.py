"""Totals of a greenhouse-gas inventory by sub-sector, scope and level, its uncertainty two ways, and its checks.

Works on lines that somebody reported or estimated; reading files and wording messages happen elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from capacities.engines.activity import SECTORS, SOURCES, Floats

NOTATION_KEYS = ("NO", "IE", "NE", "C")  # not occurring, included elsewhere, not estimated, confidential
SECTOR_OF_ROMAN = dict(zip(("I", "II", "III", "IV", "V"), SECTORS, strict=True))
# Sub-sectors that every BASIC inventory reports with a value or a notation key (GPC v1.1, table 4.1).
BASIC_SUBSECTORS = (
    "I.1", "I.2", "I.3", "I.4", "I.5", "I.6", "I.7", "I.8",
    "II.1", "II.2", "II.3", "II.4", "II.5", "III.1", "III.2", "III.3", "III.4",
)  # fmt: skip
PLAUSIBLE_T_PER_HEAD: Mapping[str, tuple[float, float]] = {
    # Half the lowest to twice the highest national figure of Europe (climate_by_country), rounded outwards.
    "stationary_energy": (0.1, 15.0),
    "transportation": (0.2, 8.0),
    "waste": (0.01, 1.6),
    "ippu": (0.0, 4.0),
    "afolu": (-5.0, 11.0),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an inventory: tonnes CO2e, or a notation key where there is no value.

    ``to_grid`` marks energy generation fed into the grid (GPC I.4.4), ``imported_waste`` waste that came from outside
    (III.x.3): both are territorial only and stay out of BASIC.
    """

    subsector: str
    scope: int
    tonnes: float | None
    notation: str = ""
    activity: float | None = None
    unit: str = ""
    to_grid: bool = False
    imported_waste: bool = False


@dataclass(frozen=True)
class Totals:
    """Sums of an inventory in t CO2e. ``unknown`` counts lines without a value per sub-sector."""

    total_t: float
    basic_t: float
    basic_plus_t: float
    scopes: Mapping[int, float]
    subsectors: Mapping[str, float]
    sectors: Mapping[str, float]
    unknown: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in an inventory that a person should look at; ``code`` is worded elsewhere."""

    code: str
    severity: str
    where: str
    value: float | None = None
    expected: tuple[float, float] | None = None


def sector_of(subsector: str) -> str:
    """Return the sector id of a GPC sub-sector such as ``I.1``; raise ValueError if there is none."""
    roman = subsector.split(".")[0]
    if roman not in SECTOR_OF_ROMAN:
        raise ValueError(f"subsector is {subsector!r}, expected I.1 to V.3")
    return SECTOR_OF_ROMAN[roman]


def level(line: Line) -> str:
    """Return the GPC level at which a line counts first: ``basic``, ``basic_plus`` or ``territorial``.

    BASIC: scopes 1 and 2 of stationary energy and transport, scopes 1 and 3 of the city's own waste.
    BASIC+: scope 3 of stationary energy and transport, processes, products, farming and land (GPC v1.1, 4.1).
    """
    sector = sector_of(line.subsector)
    if line.to_grid or line.imported_waste:
        return "territorial"
    if sector in ("ippu", "afolu"):
        return "basic_plus"
    if sector == "waste":
        return "basic"
    return "basic" if line.scope in (1, 2) else "basic_plus"


def co2e_t(mass_t: Floats, gwp: Floats) -> Floats:
    """Return t CO2e of masses [..., gas] under GWPs [gas]."""
    if mass_t.shape[-1] != gwp.size:
        raise ValueError(f"mass_t has {mass_t.shape[-1]} gases but gwp has {gwp.size}")
    return mass_t @ gwp


def totals(lines: Iterable[Line]) -> Totals:
    """Return the sums of an inventory; a line without a value adds nothing and is counted in ``unknown``."""
    sums = {"basic": 0.0, "basic_plus": 0.0, "territorial": 0.0}
    scopes: dict[int, float] = {1: 0.0, 2: 0.0, 3: 0.0}
    subsectors: dict[str, float] = {}
    unknown: dict[str, int] = {}
    for line in lines:
        if line.tonnes is None:
            if line.notation not in ("NO", "IE"):
                unknown[line.subsector] = unknown.get(line.subsector, 0) + 1
            continue
        sums[level(line)] += line.tonnes
        scopes[line.scope] = scopes.get(line.scope, 0.0) + line.tonnes
        subsectors[line.subsector] = subsectors.get(line.subsector, 0.0) + line.tonnes
    sectors: dict[str, float] = {}
    for subsector, tonnes in subsectors.items():
        sectors[sector_of(subsector)] = sectors.get(sector_of(subsector), 0.0) + tonnes
    return Totals(
        sum(sums.values()), sums["basic"], sums["basic"] + sums["basic_plus"], scopes, subsectors, sectors, unknown
    )


_SECTOR_MATRIX = np.array([[float(s.sector == sector) for s in SOURCES] for sector in SECTORS])


def by_sector(emissions_t: Floats) -> dict[str, Floats]:
    """Return [draw] t CO2e per sector of emissions [draw, source]."""
    return dict(zip(SECTORS, _SECTOR_MATRIX @ emissions_t.T, strict=True))


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """A total and the half-width of its 95 % interval, as a share of it."""

    total_t: float
    relative: float


def propagate(tonnes: Floats, activity_u: Floats, factor_u: Floats) -> Uncertainty:
    """Return the combined uncertainty of a sum by error propagation (IPCC 2006, vol. 1, ch. 3, Approach 1).

    ``activity_u`` and ``factor_u`` are half-widths of the 95 % interval as shares of each line's value.
    Product: u = √(ua² + uf²) (equation 3.1); sum: U = √Σ(u·x)² / |Σx| (equation 3.2). Lines are independent.
    """
    if not tonnes.shape == activity_u.shape == factor_u.shape:
        raise ValueError(f"shapes differ: tonnes {tonnes.shape}, {activity_u.shape}, {factor_u.shape}")
    total = float(tonnes.sum())
    width = float(np.sqrt((tonnes**2 * (activity_u**2 + factor_u**2)).sum()))
    return Uncertainty(total, width / abs(total) if total else 0.0)


def monte_carlo(
    tonnes: Floats, activity_u: Floats, factor_u: Floats, draws: int, rng: np.random.Generator
) -> tuple[float, float, float]:
    """Return p5, p50 and p95 of the sum by Monte Carlo (IPCC 2006, vol. 1, ch. 3, Approach 2).

    Each activity and factor is lognormal with its value as median and spread ln(1 + u) / 1.96.
    """
    spread = np.log1p(np.stack([activity_u, factor_u])) / 1.959963984540054
    logs = rng.standard_normal((draws, 2, tonnes.size)) * spread
    p5, p50, p95 = np.percentile((tonnes * np.exp(logs.sum(axis=1))).sum(axis=1), [5, 50, 95])
    return float(p5), float(p50), float(p95)


def check(lines: Sequence[Line], population: float | None = None) -> tuple[Finding, ...]:
    """Return what a person should look at: gaps, implausible values per head, grid electricity counted twice."""
    found = [*_missing(lines), *_double_counting(lines)]
    for line in lines:
        if line.notation and line.notation not in NOTATION_KEYS:
            found.append(Finding("unknown_notation_key", "error", line.subsector))
        if line.notation and line.tonnes:
            found.append(Finding("value_beside_notation_key", "warning", line.subsector, line.tonnes))
    if population:
        for sector, tonnes in totals(lines).sectors.items():
            low, high = PLAUSIBLE_T_PER_HEAD[sector]
            if not low <= tonnes / population <= high:
                found.append(Finding("implausible_per_head", "warning", sector, tonnes / population, (low, high)))
    return tuple(found)


def _missing(lines: Sequence[Line]) -> list[Finding]:
    present = {line.subsector for line in lines if line.tonnes is not None or line.notation}
    return [Finding("missing_subsector", "warning", s) for s in BASIC_SUBSECTORS if s not in present]


def _double_counting(lines: Sequence[Line]) -> list[Finding]:
    """A plant that feeds the grid (scope 1) and the same electricity bought from the grid (scope 2) in one total."""
    feeds = [x for x in lines if x.subsector == "I.4" and x.scope == 1 and x.tonnes and not x.to_grid]
    buys = any(x.scope == 2 and x.tonnes for x in lines)
    return [Finding("grid_electricity_counted_twice", "warning", x.subsector, x.tonnes) for x in feeds if buys]


def jumps(years: Mapping[int, Mapping[str, float]], most: float = 0.3) -> tuple[Finding, ...]:
    """Return sectors whose tonnes change by more than ``most`` (share a year) between two inventories."""
    found = []
    ordered = sorted(years)
    for before, after in pairwise(ordered):
        for sector in sorted(set(years[before]) & set(years[after])):
            old, new = years[before][sector], years[after][sector]
            allowed = (1 + most) ** (after - before)
            if old > 0 and new > 0 and not 1 / allowed <= new / old <= allowed:
                found.append(
                    Finding("jump", "warning", f"{sector} {before}–{after}", new / old, (1 / allowed, allowed))
                )
    return tuple(found)
