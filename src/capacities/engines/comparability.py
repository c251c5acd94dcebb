"""Which inventories may be added up, what their sum is, and the one thing that would bring each other one in.

Inventories are comparable if year, boundary, set of GWPs and method agree. A different set of GWPs is no obstacle
where the masses of methane and nitrous oxide are known: the total is then recalculated.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

# By set of GWPs (ar4, ar5, ar6): tonnes CO2e per tonne of methane and of nitrous oxide.
Gwps = Mapping[str, tuple[float, float]]
# Errors of drafts of one country come partly from the same national figures.
SHARED_ERROR = 0.5
_Z90 = 1.6448536269514722

Difference = Literal["year", "boundary", "gwp", "method", "total"]


@dataclass(frozen=True, slots=True)
class Inventory:
    """One city's total, t CO2e with its range of 9 chances in 10, and what it counts.

    ``boundary`` (such as basic, basic_plus), ``gwp`` (ar4, ar5, ar6, or empty where unknown) and ``method`` (own,
    draft) are compared as they stand. ``total_t`` is None where there is none yet. Masses are tonnes, None if unknown.
    """

    city: str
    people: int
    year: int
    boundary: str
    gwp: str
    method: str
    total_t: float | None
    low_t: float | None = None
    high_t: float | None = None
    sectors_t: Mapping[str, float] = field(default_factory=dict)
    methane_t: float | None = None
    nitrous_oxide_t: float | None = None


@dataclass(frozen=True, slots=True)
class Basis:
    """What the inventories of one sum have in common."""

    year: int
    boundary: str
    gwp: str
    method: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An inventory outside the sum, in what it differs, and the one step that brings it in."""

    inventory: Inventory
    differences: tuple[Difference, ...]

    @property
    def fix(self) -> Difference | Literal["inventory"]:
        """Return the single fix: the one difference, or a new inventory on the common basis where there are several."""
        return self.differences[0] if len(self.differences) == 1 else "inventory"


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of comparable inventories. ``recalculated`` names cities whose GWPs were changed on the way."""

    basis: Basis
    cities: tuple[Inventory, ...]
    total_t: float
    low_t: float
    high_t: float
    people: int
    sectors_t: Mapping[str, float]
    recalculated: tuple[str, ...]
    left_out: tuple[LeftOut, ...]


def choose_basis(inventories: Iterable[Inventory], gwps: Gwps) -> Basis | None:
    """Return the basis that brings in the most people; then the most cities, then the latest year, then by name."""
    rows = [row for row in inventories if row.total_t is not None]
    bases = {Basis(row.year, row.boundary, row.gwp, row.method) for row in rows}

    def reached(basis: Basis) -> tuple[int, int, int, str, str, str]:
        fitting = [row for row in rows if not _differences(row, basis, gwps)]
        people = sum(row.people for row in fitting)
        return people, len(fitting), basis.year, basis.boundary, basis.gwp, basis.method

    return max(bases, key=reached) if bases else None


def add_up(inventories: Sequence[Inventory], basis: Basis, gwps: Gwps, *, shared_error: float = SHARED_ERROR) -> Sum:
    """Add up what fits a basis and say of all others what keeps them out.

    The range takes the errors of two cities as correlated by ``shared_error`` where both are drafts, else as
    independent: Var = Σ σᵢ² + Σᵢ≠ⱼ ρᵢⱼ σᵢ σⱼ, with σ from each range. Raises ValueError for one outside 0 to 1.
    """
    if not 0 <= shared_error <= 1:
        raise ValueError(f"shared_error is {shared_error}, expected 0 to 1")
    fitting, left, moved = [], [], []
    for row in inventories:
        differences = _differences(row, basis, gwps)
        if differences:
            left.append(LeftOut(row, differences))
            continue
        fitting.append(recalculate(row, basis.gwp, gwps))
        if row.gwp != basis.gwp:
            moved.append(row.city)
    totals = [row.total_t or 0.0 for row in fitting]
    half = _Z90 * math.sqrt(_variance(fitting, shared_error))
    sectors: dict[str, float] = {}
    for row in fitting:
        for sector, tonnes in row.sectors_t.items():
            sectors[sector] = sectors.get(sector, 0.0) + tonnes
    total = sum(totals)
    return Sum(
        basis=basis,
        cities=tuple(fitting),
        total_t=total,
        low_t=total - half,
        high_t=total + half,
        people=sum(row.people for row in fitting),
        sectors_t=sectors,
        recalculated=tuple(moved),
        left_out=tuple(left),
    )


def recalculate(row: Inventory, gwp: str, gwps: Gwps) -> Inventory:
    """Return an inventory with another set of GWPs. Raises ValueError where the masses that this needs are unknown.

    Sectors are not recalculated, because masses are known for the whole city only; they are left out then.
    """
    if row.gwp == gwp or row.total_t is None:
        return row
    if row.methane_t is None or row.nitrous_oxide_t is None or row.gwp not in gwps or gwp not in gwps:
        raise ValueError(f"{row.city} cannot be moved from {row.gwp or 'unknown GWPs'} to {gwp}: masses are unknown")
    (old_methane, old_nitrous), (methane, nitrous) = gwps[row.gwp], gwps[gwp]
    change = row.methane_t * (methane - old_methane) + row.nitrous_oxide_t * (nitrous - old_nitrous)
    moved = {name: getattr(row, name) + change for name in ("low_t", "high_t") if getattr(row, name) is not None}
    return replace(row, gwp=gwp, total_t=row.total_t + change, sectors_t={}, **moved)


def _differences(row: Inventory, basis: Basis, gwps: Gwps) -> tuple[Difference, ...]:
    if row.total_t is None:
        return ("total",)
    found: list[Difference] = []
    if row.method != basis.method:
        found.append("method")
    if row.year != basis.year:
        found.append("year")
    if row.boundary != basis.boundary:
        found.append("boundary")
    movable = row.methane_t is not None and row.nitrous_oxide_t is not None and row.gwp in gwps and basis.gwp in gwps
    if row.gwp != basis.gwp and not movable:
        found.append("gwp")
    return tuple(found)


def _variance(rows: Sequence[Inventory], shared_error: float) -> float:
    """Return the variance of the sum; a city without a range adds none."""
    spreads = [
        ((row.high_t - row.low_t) / (2 * _Z90) if row.low_t is not None and row.high_t is not None else 0.0, row.method)
        for row in rows
    ]
    own = sum(spread**2 for spread, _method in spreads)
    drafts = [spread for spread, method in spreads if method == "draft"]
    return own + shared_error * (sum(drafts) ** 2 - sum(spread**2 for spread in drafts))
