"""Adding up an inventory: total, BASIC, BASIC+, scopes, sub-sectors; from its rows, or else as the file states them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from capacities.tables.gpc import BASIC, BASIC_PLUS, BEYOND, SECTOR_IDS, TERRITORIAL, level_of, subsector_refs
from capacities.tables.layouts.found import Amount, Stated

SCOPES = ("1", "2", "3")


@dataclass(frozen=True, slots=True)
class Totals:
    """Tonnes CO2e; None is unknown, never zero.

    ``total_t`` is BASIC and BASIC+ lines and other scope 3; emissions of grid energy fed out and of waste brought in
    ("territorial only") stand apart. ``subsectors`` has every GPC sub-sector, and a sector's number (I … V) for amounts
    that the file gives only by sector.
    """

    total_t: float | None
    basic_t: float | None
    basic_plus_t: float | None
    territorial_only_t: float | None
    scopes: Mapping[str, float | None]
    subsectors: Mapping[str, float | None]
    sectors: Mapping[str, float | None]


def add_up(amounts: Sequence[Amount], stated: Sequence[Stated], *, stated_first: bool) -> Totals:
    """Return the totals of one city and year.

    ``stated_first`` takes the file's own totals where it gives them (lists of cities); else the rows are added and the
    file's totals fill what the rows leave open.
    """
    counted = [amount for amount in amounts if amount.emissions_t is not None]
    levels = [level_of(amount.where, amount.scope) if amount.where.sector else None for amount in counted]
    inside = [a for a, level in zip(counted, levels, strict=True) if level != TERRITORIAL]
    own = [a for a, level in zip(counted, levels, strict=True) if level == TERRITORIAL]
    given = {(s.what, s.key): s.value_t for s in reversed(stated)}
    basic = _level_sum(counted, levels, {BASIC}, {BASIC_PLUS, TERRITORIAL, BEYOND})
    plus = _level_sum(counted, levels, {BASIC, BASIC_PLUS}, {TERRITORIAL, BEYOND}, scopes_needed=False)
    scopes = {n: _choose(_scope_sum(inside, n), given.get(("scope", n)), stated_first) for n in SCOPES}
    total = _choose(_sum(inside), given.get(("total", "")), stated_first)
    if total is None:
        total = _from_scopes(scopes)
    if total is None:
        total = given.get(("basic_plus", ""))
    return Totals(
        total_t=total,
        basic_t=_choose(basic, given.get(("basic", "")), stated_first),
        basic_plus_t=_choose(plus, given.get(("basic_plus", "")), stated_first),
        territorial_only_t=_sum(own),
        scopes=scopes,
        subsectors=_subsectors(inside, given),
        sectors=_sectors(inside, given),
    )


def _sum(amounts: Iterable[Amount]) -> float | None:
    values = [amount.emissions_t for amount in amounts if amount.emissions_t is not None]
    return math.fsum(values) if values else None


def _choose(added: float | None, given: float | None, given_first: bool) -> float | None:
    first, second = (given, added) if given_first else (added, given)
    return second if first is None else first


def _scope_sum(amounts: Sequence[Amount], scope: str) -> float | None:
    if any(amount.scope is None for amount in amounts):
        return None  # an amount of unknown scope could belong here
    return _sum(amount for amount in amounts if str(amount.scope) == scope)


def _level_sum(
    amounts: Sequence[Amount], levels: Sequence[str | None], counted: set[str], left_out: set[str], *,
    scopes_needed: bool = True,
) -> float | None:  # fmt: skip
    """Return the sum of the lines of some levels; None where an amount could belong to them or not."""
    chosen = []
    for amount, level in zip(amounts, levels, strict=True):
        if level is None and (scopes_needed or not amount.where.sector):
            return None
        if level is None or level in counted:
            chosen.append(amount)
        elif level not in left_out:
            raise ValueError(f"level is {level!r}, expected one of {sorted(counted | left_out)}")
    return _sum(chosen)


def _from_scopes(scopes: Mapping[str, float | None]) -> float | None:
    """Return the sum of the scopes where at least scopes 1 and 2 are known."""
    if scopes["1"] is None or scopes["2"] is None:
        return None
    return scopes["1"] + scopes["2"] + (scopes["3"] or 0.0)


def _subsectors(amounts: Sequence[Amount], given: Mapping[tuple[str, str], float]) -> dict[str, float | None]:
    found: dict[str, float | None] = dict.fromkeys(subsector_refs())
    values: dict[str, list[float]] = defaultdict(list)
    for amount in amounts:
        key = amount.where.subsector or amount.where.sector
        if key and amount.emissions_t is not None:
            values[key].append(amount.emissions_t)
    found |= {key: math.fsum(parts) for key, parts in values.items()}
    for (what, key), value in given.items():
        if what == "sector" and "." in key and found.get(key) is None:
            found[key] = value
    return found


def _sectors(amounts: Sequence[Amount], given: Mapping[tuple[str, str], float]) -> dict[str, float | None]:
    found: dict[str, float | None] = {}
    for number, name in SECTOR_IDS.items():
        added = _sum(amount for amount in amounts if amount.where.sector == number)
        found[name] = given.get(("sector", number)) if added is None else added
    return found
