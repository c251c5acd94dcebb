"""Single cells of an inventory: amounts with their units, scopes and notation keys, each problem at its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from capacities.tables.cells import BadCell, Row, Value
from capacities.tables.layouts.codes import is_placeholder, notation_key, year_in
from capacities.tables.layouts.columns import Column
from capacities.tables.layouts.headers import Table
from capacities.tables.numbers import Decimal, decimal_sign, is_missing, parse_number
from capacities.tables.problems import Problem, Severity
from capacities.tables.units import Unit, parse_unit

_NUMBERS = {
    "emissions",
    "scope_emissions",
    "sector_emissions",
    "basic",
    "basic_plus",
    "gas",
    "activity",
    "factor",
    "gwp",
}
_MASS_T = Unit("t", "mass", 1.0, True)


@dataclass(slots=True)
class Reading:
    """A table being read: decimal signs by column, notes already given, problems found."""

    table: Table
    stated_unit: Unit | None = None  # of the sheet or workbook, for headings without a unit
    problems: list[Problem] = field(default_factory=list)
    decimals: Mapping[int, Decimal | None] = field(default_factory=dict)
    _noted: set[tuple[str, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        signs: dict[int, Decimal | None] = {}
        for column in self.table.columns:
            if column.concept in _NUMBERS or column.concept in ("population", "year"):
                signs[column.index], mixed = decimal_sign(row.value(column.index) for row in self.table.rows[:2_000])
                if mixed:
                    self._once("mixed_decimals", column, "warning")
        proved = Counter(sign for sign in signs.values() if sign)
        common = proved.most_common(1)[0][0] if proved else None
        self.decimals = {index: sign or common for index, sign in signs.items()}

    def problem(
        self, code: str, row: Row, column: Column | None, severity: Severity, **params: str | float | int
    ) -> None:
        """Add a problem at a cell."""
        heading = column.header if column else ""
        self.problems.append(Problem(code, self.table.sheet, row.number, heading, params, severity))

    def _once(self, code: str, column: Column, severity: Severity, **params: str | float | int) -> None:
        if (code, column.index) not in self._noted:
            self._noted.add((code, column.index))
            place = Problem(code, self.table.sheet, self.table.header_row, column.header, params, severity)
            self.problems.append(place)

    def text(self, row: Row, column: Column | None) -> str:
        """Return the text of a cell, empty for placeholders of templates."""
        found = row.text(column.index) if column else ""
        return "" if is_placeholder(found) else found

    def number(self, row: Row, column: Column | None, *, optional: bool = False) -> float | None:
        """Return the number of a cell; None where it is empty, a notation key, or (with a problem) no number."""
        if column is None:
            return None
        value: Value = row.value(column.index)
        parsed = parse_number(value, self.decimals.get(column.index))
        if parsed is None:
            self._say_why(row, column, value, optional)
            return None
        if parsed.ambiguous and column.concept not in ("year", "population"):
            self._once("ambiguous_number", column, "warning", text=row.text(column.index), value=parsed.value)
        if parsed.unit and column.concept not in ("activity", "year") and (unit := parse_unit(parsed.unit)):
            own = self.mass_unit(column)
            return parsed.value * unit.factor / own.factor if unit.dimension == "mass" else parsed.value
        return parsed.value

    def _say_why(self, row: Row, column: Column, value: Value, optional: bool) -> None:
        """Add a problem for a cell that should hold a number and holds something else than nothing."""
        text = row.text(column.index)
        if is_missing(value) or is_placeholder(text) or notation_key(text):
            return
        if isinstance(value, BadCell):
            code = "cell_formula" if value.kind == "formula" else "cell_error"
            self.problem(code, row, column, "error", text=value.text)
        elif not optional:
            self.problem("not_a_number", row, column, "error", text=text)

    def mass_unit(self, column: Column) -> Unit:
        """Return the unit of a column of emissions; tonnes (said once) where the file states none."""
        if isinstance(column.unit, Unit) and column.unit.dimension == "mass":
            return column.unit
        if self.stated_unit is not None:
            return self.stated_unit
        others = [c.unit for c in self.table.columns if isinstance(c.unit, Unit) and c.unit.co2]
        if others:
            return others[0]
        self._once("tonnes_assumed", column, "warning")
        return _MASS_T

    def tonnes(self, row: Row, column: Column | None) -> float | None:
        """Return an amount of emissions in tonnes."""
        value = self.number(row, column)
        return None if value is None or column is None else value * self.mass_unit(column).factor

    def step_t(self, row: Row, column: Column) -> float:
        """Return what one unit of the last digit shown is worth in tonnes, the precision of a published figure."""
        text = row.text(column.index)
        sign = self.decimals.get(column.index) or "."
        tail = text.rpartition(sign)[2] if sign in text else ""
        decimals = len(tail) if tail.isdecimal() else len(re.sub(r"\D", "", tail))
        return float(self.mass_unit(column).factor * 10.0**-decimals)

    def year(self, row: Row, columns: list[Column]) -> int | None:
        """Return the first year found in the year columns, best column first."""
        for column in columns:
            if year := year_in(row.text(column.index)):
                return year
        return None
