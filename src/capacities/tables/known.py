"""What a town knows, from a CSV or XLSX file: input, value, unit and where from. All of it is taken, or nothing is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from capacities.tables.cells import BadCell, Row, Sheet
from capacities.tables.known_inputs import KnownInput, askable, inputs_by_name
from capacities.tables.limits import DEFAULT_LIMITS, Limits
from capacities.tables.names import closest, fold
from capacities.tables.numbers import Decimal, decimal_sign, is_missing, parse_number
from capacities.tables.problems import Problem, Severity, UnreadableTable, has_errors
from capacities.tables.reader import read_file
from capacities.tables.units import FactorUnit, Unit, mwh_per_unit, parse_factor_unit, parse_unit, unit_in_header

# Uncertainty of a figure whose file states none: that of metered or registered data (assumption; GPC quality "high").
DEFAULT_UNCERTAINTY = 0.05
_COLUMNS = {
    "input": "input|cod|code|id|name|figure|indicator|what|denumire|nume|marime|variable|parametru|bezeichnung",
    "value": "value|amount|quantity|number|figure|valoare|cantitate|valoarea|wert|valeur|valor|wartosc|ertek",
    "unit": "unit|units|unitate|unitatea|um|u m|unitate de masura|unitatea de masura|einheit|unite|unidad|jednostka",
    "year": "year|an|anul|jahr|annee|ano|rok|ev",
    "source": "source|sources|origin|sursa|sursă|surse|quelle|fuente|provenienta",
    "uncertainty_pct": "uncertainty pct|uncertainty|uncertainty %|uncertainty percent|incertitudine|incertitudine %",
    "who": "who has it|cine are datele|cine are|cine o are|cine o detine",
    "note": "note|notes|comment|remark|observatii|comentariu",
}
_CALORIFIC = re.compile(
    r"(?i)^(?P<volume>[^\d(@]{0,8}(?:m3|m³|mc))\b.*?(?P<heat>\d+(?:[.,]\d+)?)\s*(?P<energy>kwh|mwh|mj|gj)\s*/\s*(?:m3|m³|mc|nm3)"
)
_COUNTS = {"person": "count", "dwelling": "count", "vehicle": "count"}
_MAY_BE_NEGATIVE = frozenset({"land", "emissions_afolu", "emissions_total"})


@dataclass(frozen=True, slots=True)
class KnownValue:
    """A figure that a town knows, in the unit of its input; ``relative_uncertainty`` is the 95 % half-width."""

    value: float
    unit: str
    relative_uncertainty: float = DEFAULT_UNCERTAINTY
    year: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class KnownData:
    """The figures by input id, empty when any problem is an error, and everything found on the way."""

    values: Mapping[str, KnownValue]
    problems: tuple[Problem, ...]


def read_known(
    source: str | Path | bytes | BinaryIO,
    filename: str = "",
    *,
    today: date | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> KnownData:
    """Read a file of known figures; never raises for what the file holds.

    Rows need ``input`` (id or name, English or Romanian) and ``value``; ``unit`` in its own column or behind the
    value, else that of the template is assumed and said. ``year``, ``source`` and ``uncertainty_pct`` may be missing.
    """
    try:
        file = read_file(source, filename, limits)
    except UnreadableTable as refused:
        return KnownData({}, refused.problems)
    problems = list(file.problems)
    values: dict[str, KnownValue] = {}
    places: dict[str, tuple[str, int]] = {}
    tables = 0
    for sheet in file.sheets:
        header = _header(sheet)
        if header is None or sheet.hidden:
            continue
        tables += 1
        _read_sheet(_Reading(sheet, *header, today or date.today()), values, places, problems)
    if not tables:
        problems.append(Problem("known_no_header", params={"file": file.name}))
    elif not values and not has_errors(problems):
        problems.append(Problem("known_no_values", params={"file": file.name}, severity="warning"))
    return KnownData({} if has_errors(problems) else MappingProxyType(values), tuple(problems))


@dataclass(frozen=True, slots=True)
class _Reading:
    sheet: Sheet
    start: int
    columns: Mapping[str, int]
    today: date

    @property
    def rows(self) -> Sequence[Row]:
        return self.sheet.rows[self.start :]

    def problem(
        self, code: str, row: Row, concept: str, severity: Severity = "error", **params: str | float | int
    ) -> Problem:
        """Return a problem at the heading that the file itself uses."""
        heading = self.sheet.rows[self.start - 1].text(self.columns.get(concept, -1)) or concept
        params.setdefault("name", row.text(self.columns["input"]))
        return Problem(code, self.sheet.name, row.number, heading, params, severity)


def _header(sheet: Sheet) -> tuple[int, Mapping[str, int]] | None:
    """Return where the rows start and which column holds what, from the first row that names input and value."""
    words = {word: concept for concept, names in _COLUMNS.items() for word in map(fold, names.split("|"))}
    for index, row in enumerate(sheet.rows[:60]):
        columns: dict[str, int] = {}
        for column in range(len(row.cells)):
            text = fold(row.text(column))
            concept = words.get(text) or words.get(text.partition(" ")[0] if text.startswith("value ") else "")
            if concept:
                columns.setdefault(concept, column)
        if "input" in columns and "value" in columns:
            return index + 1, columns
    return None


def _read_sheet(
    reading: _Reading, values: dict[str, KnownValue], places: dict[str, tuple[str, int]], problems: list[Problem]
) -> None:
    column = reading.columns["value"]
    decimal, mixed = decimal_sign(row.value(column) for row in reading.rows)
    if mixed:
        problems.append(Problem("mixed_decimals", reading.sheet.name, 0, "value", severity="warning"))
    for row in reading.rows:
        name = row.text(reading.columns["input"])
        given = row.value(column)
        if not name and is_missing(given):
            continue
        if is_missing(given) and not isinstance(given, BadCell):
            continue
        known = _find_input(reading, row, name, problems)
        value = _value(reading, row, known, decimal, problems) if known else None
        if known is None or value is None:
            continue
        if known.id in places:
            sheet, first = places[known.id]
            problems.append(reading.problem("known_twice", row, "input", name=name, first=first, sheet=sheet))
            continue
        places[known.id] = (reading.sheet.name, row.number)
        values[known.id] = value


def _find_input(reading: _Reading, row: Row, name: str, problems: list[Problem]) -> KnownInput | None:
    """Return the input that a row names; a near miss is taken only when it leaves no doubt, and is said."""
    if not name:
        problems.append(reading.problem("known_name_missing", row, "input"))
        return None
    if id := inputs_by_name().get(fold(name)):
        return askable()[id]
    near = closest(name, inputs_by_name(), limit=4)
    ids = list(dict.fromkeys(inputs_by_name()[key] for key, _ in near))
    if near and near[0][1] >= 92 and len([1 for key, score in near if score >= near[0][1] - 3]) == 1:
        found = askable()[ids[0]]
        problems.append(reading.problem("known_name_close", row, "input", "info", name=name, id=found.id))
        return found
    hint = ", ".join(ids)
    code = "known_name_unknown_hint" if hint else "known_name_unknown"
    problems.append(reading.problem(code, row, "input", name=name, hint=hint))
    return None


def _value(
    reading: _Reading, row: Row, known: KnownInput, decimal: Decimal | None, problems: list[Problem]
) -> KnownValue | None:
    given = row.value(reading.columns["value"])
    if isinstance(given, BadCell):
        code = "cell_formula" if given.kind == "formula" else "cell_error"
        problems.append(reading.problem(code, row, "value", text=given.text))
        return None
    parsed = parse_number(given, decimal)
    if parsed is None:
        problems.append(reading.problem("not_a_number", row, "value", text=row.text(reading.columns["value"])))
        return None
    if parsed.ambiguous:
        text = row.text(reading.columns["value"])
        problems.append(reading.problem("ambiguous_number", row, "value", "warning", text=text, value=parsed.value))
    factor = _conversion(reading, row, known, parsed.unit, problems)
    if factor is None:
        return None
    value = parsed.value * factor
    if value < 0 and known.id not in _MAY_BE_NEGATIVE:
        problems.append(reading.problem("negative", row, "value", value=value))
        return None
    if value == 0 and known.id == "population":
        problems.append(reading.problem("population_zero", row, "value"))
        return None
    uncertainty = _uncertainty(reading, row, problems)
    year = _year(reading, row, problems)
    source = row.text(reading.columns.get("source", -1))
    return KnownValue(value, known.unit, uncertainty, year, source)


def _conversion(reading: _Reading, row: Row, known: KnownInput, behind: str, problems: list[Problem]) -> float | None:
    """Return the factor from the row's unit to the input's unit; None (and a problem) where there is none."""
    stated = row.text(reading.columns.get("unit", -1)) or behind
    if not stated:
        header = reading.sheet.rows[reading.start - 1].text(reading.columns["value"])
        in_header = unit_in_header(header)
        if in_header is None:
            if known.unit not in _COUNTS:
                problems.append(reading.problem("unit_assumed", row, "unit", "warning", unit=known.unit))
            return 1.0
        found: Unit | FactorUnit | None = in_header
    elif fold(stated) in (fold(known.unit), known.unit.casefold()):
        return 1.0
    else:
        found = parse_factor_unit(stated) or parse_unit(stated)
    factor = _gas_by_volume(known, stated) or _factor(known, found)
    if factor is None:
        volume = isinstance(found, Unit) and found.dimension == "volume"
        code = "gas_volume" if volume and known.id.endswith(("_gas", "gas_total")) else "wrong_unit"
        problems.append(reading.problem(code, row, "unit", unit=stated or "?", expected=known.unit))
    return factor


def _gas_by_volume(known: KnownInput, stated: str) -> float | None:
    """Return MWh per unit of gas volume where the calorific value stands beside it: 'm3 at 10.55 kWh/m3'."""
    match = _CALORIFIC.search(stated)
    if not match or known.unit != "MWh":
        return None
    volume, heat = parse_unit(match["volume"]), parse_number(match["heat"], None)
    energy = parse_unit(match["energy"])
    if not (volume and heat and energy and volume.dimension == "volume" and energy.dimension == "energy"):
        return None
    return volume.factor * heat.value * energy.factor


def _factor(known: KnownInput, found: Unit | FactorUnit | None) -> float | None:
    if known.kind == "factor":
        if isinstance(found, FactorUnit) and found.per.dimension == "energy":
            return found.mass.factor / found.per.factor
        return None
    if not isinstance(found, Unit):
        return None
    target = parse_unit(known.unit)
    dimension = _COUNTS.get(known.unit) or (target.dimension if target else "")
    if found.dimension == dimension:
        return found.factor / (target.factor if target and known.unit not in _COUNTS else 1.0)
    if dimension == "energy":
        fuel = "petrol" if "petrol" in known.id else "diesel" if "diesel" in known.id or known.id == "agr_fuel" else ""
        return mwh_per_unit(fuel, found)
    return None


def _uncertainty(reading: _Reading, row: Row, problems: list[Problem]) -> float:
    column = reading.columns.get("uncertainty_pct", -1)
    given = row.value(column)
    if is_missing(given):
        return DEFAULT_UNCERTAINTY
    parsed = parse_number(given, None)
    percent_sign = isinstance(given, str) and "%" in given
    share = None if parsed is None else parsed.value * (1 if percent_sign else 0.01)
    if share is None or not 0 <= share <= 2:
        problems.append(reading.problem("uncertainty_range", row, "uncertainty_pct", text=row.text(column)))
        return DEFAULT_UNCERTAINTY
    return share


def _year(reading: _Reading, row: Row, problems: list[Problem]) -> int | None:
    column = reading.columns.get("year", -1)
    given = row.value(column)
    if is_missing(given):
        return None
    if isinstance(given, date):
        return given.year
    parsed = parse_number(given, ".")
    if parsed is None or not 1990 <= parsed.value <= reading.today.year or not parsed.value.is_integer():
        found = reading.problem("year_range", row, "year", text=row.text(column), first=1990, last=reading.today.year)
        problems.append(found)
        return None
    return int(parsed.value)
