"""Checks of an inventory that explain themselves. Bounds are ours (assumptions), so wide that only slips trip them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from capacities.tables.gpc import SECTOR_IDS
from capacities.tables.layouts.found import Amount, Stated
from capacities.tables.names import fold
from capacities.tables.problems import Params, Problem
from capacities.tables.totals import Totals

# A town's emissions per head, t CO2e; national averages of territories in Europe run from about 3 to 20.
PER_HEAD_T = (0.2, 80.0)
SUM_SHARE = 0.01  # a sum may differ from the stated total by rounding of its parts
UNIT_SLIP = 50.0  # from this ratio on, a unit (kg for t, t for kt) is more likely than a difference in scope
_ENERGY_WORDS = {
    "electricity",
    "electric",
    "energie electrica",
    "natural gas",
    "gaz natural",
    "diesel",
    "motorina",
    "gas",
}
_MUST_HAVE = ("I", "II", "III")  # sectors with lines in BASIC


def check(
    amounts: Sequence[Amount],
    stated: Sequence[Stated],
    totals: Totals,
    population: float | None,
    details: Sequence[Amount] = (),
) -> Iterator[Problem]:
    """Yield what is implausible, missing or said twice. ``details`` are the rows of all tables, counted or not."""
    yield from _scopes_against_total(stated)
    yield from _rows_against_stated(amounts, stated, totals)
    yield from _sectors_against_total(amounts, stated)
    yield from _per_head(totals, population)
    yield from _negative(amounts)
    yield from _twice(amounts)
    yield from _energy_in_ippu(details or amounts)
    yield from _missing(amounts, totals)


def _place(code: str, at: Stated, **params: str | float) -> Problem:
    return Problem(code, at.sheet, at.row, at.field, params, "warning")


def _given(stated: Sequence[Stated]) -> Mapping[tuple[str, str], Stated]:
    return {(s.what, s.key): s for s in reversed(stated)}


def _scopes_against_total(stated: Sequence[Stated]) -> Iterator[Problem]:
    """Compare the scopes that a file states with its total; a total may leave scope 3 out, or part of scope 1."""
    given = _given(stated)
    total = given.get(("total", ""))
    scopes = [given[("scope", n)] for n in ("1", "2", "3") if ("scope", n) in given]
    if total is None or not scopes:
        return
    slips = [s for s in scopes if total.value_t > 0 and abs(s.value_t) > UNIT_SLIP * total.value_t]
    for s in slips:
        yield _place("unit_slip", s, value=s.value_t, total=total.value_t, ratio=s.value_t / total.value_t)
    if slips:
        return
    known = sum(s.value_t for s in scopes)
    if len(scopes) < 2:
        return
    without_third = sum(s.value_t for s in scopes if s.key != "3")
    if min(abs(known - total.value_t), abs(without_third - total.value_t)) > max(1.0, SUM_SHARE * abs(total.value_t)):
        yield _place("scopes_differ", total, sum=known, total=total.value_t)


def _rows_against_stated(amounts: Sequence[Amount], stated: Sequence[Stated], totals: Totals) -> Iterator[Problem]:
    """Compare total rows of a table with the rows above them."""
    for s in stated:
        if s.what == "total" and totals.total_t is not None:
            added: float | None = totals.total_t
        elif s.what == "sector" and "." not in s.key:
            added = totals.sectors[SECTOR_IDS[s.key]]
        elif s.what == "scope":
            added = totals.scopes[s.key]
        else:
            continue
        if added is not None and abs(added - s.value_t) > max(1.0, SUM_SHARE * abs(s.value_t)):
            yield _place("total_differs", s, sum=added, stated=s.value_t)


def _sectors_against_total(amounts: Sequence[Amount], stated: Sequence[Stated]) -> Iterator[Problem]:
    total = _given(stated).get(("total", ""))
    values = [amount.emissions_t for amount in amounts if amount.emissions_t is not None]
    if total is None or not values or amounts[0].row != total.row:
        return
    if abs(sum(values) - total.value_t) > max(1.0, SUM_SHARE * abs(total.value_t)):
        yield _place("sectors_differ", total, sum=sum(values), total=total.value_t)


def _per_head(totals: Totals, population: float | None) -> Iterator[Problem]:
    if not population or population < 1:
        return
    figures = {"total": totals.total_t} | {f"scope {n}": value for n, value in totals.scopes.items()}
    for name, value in figures.items():
        if value is None:
            continue
        per_head, (low, high) = value / population, PER_HEAD_T
        if abs(per_head) > high or (name == "total" and 0 <= per_head < low):
            params: Params = {"what": name, "per_head": per_head, "population": population, "low": low, "high": high}
            yield Problem("per_head", params=params, severity="warning")
            return


def _negative(amounts: Sequence[Amount]) -> Iterator[Problem]:
    for amount in amounts:
        if amount.emissions_t is not None and amount.emissions_t < 0:
            sink = amount.where.sector == "V"
            params: Params = {"label": amount.label, "value": amount.emissions_t}
            yield Problem(
                "sink" if sink else "negative_emissions", amount.sheet, amount.row, "", params,
                "info" if sink else "warning",
            )  # fmt: skip


def _twice(amounts: Sequence[Amount]) -> Iterator[Problem]:
    """Find rows that repeat another in every cell."""
    seen: dict[int, Amount] = {}
    for amount in amounts:
        if not amount.fingerprint or amount.emissions_t in (None, 0.0):
            continue
        first = seen.setdefault(amount.fingerprint, amount)
        if first is not amount:
            params: Params = {"first": first.row, "label": amount.label}
            yield Problem("row_twice", amount.sheet, amount.row, "", params, "warning")


def _energy_in_ippu(amounts: Sequence[Amount]) -> Iterator[Problem]:
    """Note energy booked under waste, processes or land, once per sector and scope; it stays where the file has it."""
    noted: set[tuple[str, int | None]] = set()
    for amount in amounts:
        key = (amount.where.sector, amount.scope)
        wrong_scope = amount.scope == 2 and amount.where.sector in ("III", "IV", "V")
        burnt = amount.where.sector == "IV" and fold(amount.carrier) in _ENERGY_WORDS
        if amount.emissions_t and (wrong_scope or burnt) and key not in noted:
            noted.add(key)
            params: Params = {"label": amount.label or amount.where.sector}
            yield Problem("energy_elsewhere", amount.sheet, amount.row, "", params, "info")


def _missing(amounts: Sequence[Amount], totals: Totals) -> Iterator[Problem]:
    """Name the sectors that BASIC needs and the file neither counts nor explains by a notation key."""
    if not any(amount.emissions_t is not None for amount in amounts):
        return
    explained = {amount.where.sector for amount in amounts if amount.notation}
    for sector in _MUST_HAVE:
        if totals.sectors[SECTOR_IDS[sector]] is None and sector not in explained:
            yield Problem("sector_missing", params={"sector": sector}, severity="warning")
