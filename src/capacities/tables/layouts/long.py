"""One row per source: sub-sector, scope, notation key or activity × factor or tonnes per gas or tonnes CO2e."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from capacities.facts.climate import gwps
from capacities.tables.cells import Row
from capacities.tables.gpc import Where, carrier_scope, find_sector, parse_ref, scope_of
from capacities.tables.layouts.codes import notation_key, parse_scope
from capacities.tables.layouts.columns import Column
from capacities.tables.layouts.found import Amount, Found, Stated
from capacities.tables.layouts.headers import Table
from capacities.tables.layouts.readings import Reading
from capacities.tables.names import fold
from capacities.tables.units import FactorUnit, Unit, parse_factor_unit, parse_unit

_TOTAL = re.compile(r"^(?:grand |sub ?)?(?:totals?|sum|suma|summe|gesamt|insgesamt|totale|totaal|razem|osszesen)\b")
AGREE_SHARE = 0.005  # computed and published figures this near are the same figure (rounded factors)


@dataclass(frozen=True, slots=True)
class _Labels:
    ref: Column | None
    sector: Column | None
    subsector: Column | None
    scope: Column | None
    carrier: Column | None
    notation: Column | None
    city: Column | None
    years: list[Column]


def read_long(reading: Reading, found: Found, gwp: str) -> None:
    """Add the amounts of a long table to ``found``."""
    table = reading.table
    labels = _Labels(
        table.first("gpc_ref"), table.first("sector"), table.first("subsector"), table.first("scope"),
        table.first("carrier"), table.first("notation"), table.first("city"), table.all("year"),
    )  # fmt: skip
    amounts = _Amounts.of(table, gwps(gwp), found.gwp)
    last_sector = ""
    for row in table.rows:
        sector = reading.text(row, labels.sector)
        if _blank(row, labels, sector):
            continue
        last_sector = sector or last_sector
        _read_row(reading, found, row, labels, amounts, last_sector)


def _blank(row: Row, labels: _Labels, sector: str) -> bool:
    """Return whether a row is a note or empty: nothing where the labels stand, or one cell alone."""
    marked = sector or any(
        row.text(column.index) for column in (labels.ref, labels.subsector, labels.scope) if column is not None
    )
    return not marked or sum(1 for cell in row.cells if cell not in (None, "")) < 2


def _read_row(reading: Reading, found: Found, row: Row, labels: _Labels, amounts: _Amounts, last_sector: str) -> None:
    name = reading.text(row, labels.subsector) or reading.text(row, labels.sector)
    ref_text = reading.text(row, labels.ref)
    values = amounts.read(reading, row)
    key = notation_key(reading.text(row, labels.notation)) or amounts.notation(row)
    if not ref_text and _TOTAL.match(fold(name)):
        _state_total(reading, found, row, name, values)
        return
    if values.nothing and not key:
        return
    where = _where(reading, row, labels, ref_text, last_sector)
    scope_text = reading.text(row, labels.scope)
    scope = parse_scope(scope_text) or scope_of(where)
    carrier = reading.text(row, labels.carrier)
    if scope is None and labels.scope is None:
        scope = carrier_scope(carrier)
    if scope_text and parse_scope(scope_text) is None:
        reading.problem("unknown_scope", row, labels.scope, "warning", text=scope_text)
    if ref_text and scope and scope_of(where) and scope != scope_of(where):
        expected = int(scope_of(where) or 0)
        reading.problem("scope_differs", row, labels.scope, "warning", ref=where.ref, scope=scope, expected=expected)
    found.amounts.append(
        Amount(
            sheet=reading.table.sheet, row=row.number, where=where, scope=scope,
            city=reading.text(row, labels.city), year=reading.year(row, labels.years), label=name or ref_text,
            carrier=carrier, notation=key, activity=values.activity, activity_unit=values.activity_unit,
            factor_t=values.factor_t, factor_unit=values.factor_unit, computed_t=values.computed_t,
            published_t=values.published_t, step_t=values.step_t, emissions_t=values.emissions_t,
            fingerprint=hash(tuple(row.cells)),
        )
    )  # fmt: skip


def _where(reading: Reading, row: Row, labels: _Labels, ref_text: str, last_sector: str) -> Where:
    if ref_text:
        where = parse_ref(ref_text)
        if where is not None:
            return where
        reading.problem("unknown_ref", row, labels.ref, "error", text=ref_text)
    subsector = reading.text(row, labels.subsector)
    text = f"{last_sector} > {subsector}" if subsector and labels.sector else subsector or last_sector
    found = find_sector(text)
    if found is None and not ref_text:
        reading.problem("unknown_sector", row, labels.subsector or labels.sector, "warning", text=text)
    return found or Where("")


def _state_total(reading: Reading, found: Found, row: Row, name: str, values: _Values) -> None:
    if values.emissions_t is None:
        return
    where = find_sector(name)
    what, key = ("sector", where.subsector or where.sector) if where else ("total", "")
    found.stated.append(Stated(what, key, values.emissions_t, reading.table.sheet, row.number, name))


@dataclass(slots=True)
class _Values:
    activity: float | None = None
    activity_unit: str = ""
    factor_t: float | None = None
    factor_unit: str = ""
    computed_t: float | None = None
    published_t: float | None = None
    emissions_t: float | None = None
    step_t: float = 1.0

    @property
    def nothing(self) -> bool:
        return self.emissions_t is None and self.activity is None


@dataclass(frozen=True, slots=True)
class _Amounts:
    """The columns that carry amounts, and the warming of each gas as asked and as the file took it."""

    activity: Column | None
    activity_unit: Column | None
    factor: Column | None
    factor_gases: tuple[Column, ...]
    factor_unit: Column | None
    gases: tuple[Column, ...]
    file_gwp: tuple[Column, ...]
    total: Column | None
    gwp: Mapping[str, float]
    stated_gwp: Mapping[str, float]

    @classmethod
    def of(cls, table: Table, gwp: Mapping[str, float], stated: str) -> _Amounts:
        factors = table.all("factor")
        plain_unit = table.first("unit")
        return cls(
            table.first("activity"), table.first("activity_unit") or plain_unit,
            next((column for column in factors if not column.gas), None),
            tuple(column for column in factors if column.gas), table.first("factor_unit"),
            tuple(table.all("gas")), tuple(table.all("gwp")),
            table.first("emissions") or table.first("sector_emissions"),
            gwp, gwps(stated) if stated else {},
        )  # fmt: skip

    def notation(self, row: Row) -> str:
        """Return a notation key that stands where a number is expected."""
        cells = (column for column in (self.total, self.activity, *self.gases) if column is not None)
        return next((key for column in cells if (key := notation_key(row.text(column.index)))), "")

    def read(self, reading: Reading, row: Row) -> _Values:
        """Return what a row says, computed and published side by side; they are compared here."""
        values = _Values(published_t=reading.tonnes(row, self.total))
        if self.total is not None and values.published_t is not None:
            values.step_t = reading.step_t(row, self.total)
        values.activity = reading.number(row, self.activity)
        own_gwp = self._own_gwp(reading, row)
        checked = self._compute(reading, row, values, own_gwp)
        if values.computed_t is None:
            by_gas = self._gases(reading, row)
            values.computed_t = by_gas
            checked = by_gas if checked is None else checked
        values.emissions_t = values.published_t if values.computed_t is None else values.computed_t
        self._compare(reading, row, values, checked)
        return values

    def _compare(self, reading: Reading, row: Row, values: _Values, checked: float | None) -> None:
        """Say where the row's own figures disagree; the published figure then stands."""
        if checked is None or values.published_t is None:
            return
        if abs(checked - values.published_t) <= max(values.step_t, AGREE_SHARE * abs(values.published_t)) * 1.000001:
            return
        params = {"computed": checked, "published": values.published_t}
        reading.problem("row_differs", row, self.total, "warning", **params)
        values.emissions_t = values.published_t

    def _own_gwp(self, reading: Reading, row: Row) -> Mapping[str, float]:
        own = {column.gas: value for column in self.file_gwp if (value := reading.number(row, column)) is not None}
        return {**self.gwp, **own} if own else self.gwp

    def _compute(self, reading: Reading, row: Row, values: _Values, own_gwp: Mapping[str, float]) -> float | None:
        """Fill activity × factor under the asked GWP; return it under the GWP that the file itself used."""
        factor = reading.number(row, self.factor)
        gas_factors = {c.gas: value for c in self.factor_gases if (value := reading.number(row, c)) is not None}
        if values.activity is None or (factor is None and not gas_factors):
            self._activity_unit(reading, row, values)
            return None
        activity_unit = self._activity_unit(reading, row, values)
        unit = self._factor_unit(reading, row)
        mass_t, per = (unit.mass.factor, unit.per) if unit else (1.0, activity_unit)
        values.factor_unit = unit.mass.symbol + "/" + unit.per.symbol if unit else ""
        scale = self._scale(reading, row, activity_unit, per)
        if scale is None:
            return None
        if factor is not None:
            asked = own = factor
        else:
            asked = sum(value * self.gwp.get(gas, 0.0) for gas, value in gas_factors.items())
            own = sum(value * own_gwp.get(gas, 0.0) for gas, value in gas_factors.items())
        values.factor_t = asked * mass_t
        values.computed_t = values.activity * scale * asked * mass_t
        return values.activity * scale * own * mass_t

    def _activity_unit(self, reading: Reading, row: Row, values: _Values) -> Unit | None:
        text = reading.text(row, self.activity_unit)
        unit = parse_unit(text) if text else None
        if unit is None and self.activity is not None and isinstance(self.activity.unit, Unit):
            unit = self.activity.unit
        values.activity_unit = text or (unit.symbol if unit else "")
        return unit

    def _factor_unit(self, reading: Reading, row: Row) -> FactorUnit | None:
        text = reading.text(row, self.factor_unit)
        if text:
            return parse_factor_unit(text)
        for column in (self.factor, *self.factor_gases):
            if column is not None and isinstance(column.unit, FactorUnit):
                return column.unit
        return None

    def _scale(self, reading: Reading, row: Row, activity: Unit | None, per: Unit | None) -> float | None:
        """Return how many units of the factor one unit of activity is; None (said) where they do not fit."""
        if activity is None or per is None or activity == per:
            return 1.0
        if activity.dimension != per.dimension:
            params = {"activity": activity.symbol, "factor": per.symbol}
            reading.problem("units_do_not_fit", row, self.activity, "error", **params)
            return None
        return activity.factor / per.factor

    def _gases(self, reading: Reading, row: Row) -> float | None:
        """Return the CO2e of tonnes per gas under the asked GWP; CO2e of the file is converted if it says its GWP."""
        total = None
        for column in self.gases:
            value = reading.tonnes(row, column)
            if value is None:
                continue
            if column.counts_co2e:
                own = self.stated_gwp.get(column.gas)
                weight = self.gwp.get(column.gas, 1.0) / own if own else 1.0
            else:
                weight = self.gwp.get(column.gas, 0.0)
                if column.gas not in self.gwp:
                    reading.problem("gas_without_gwp", row, column, "error", gas=column.gas)
            total = (total or 0.0) + value * weight
        return total
