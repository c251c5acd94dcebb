"""One row per city (and year): totals, scopes and sectors stand in columns, as in CDP, Covenant and national lists."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from capacities.tables.cells import Row
from capacities.tables.gpc import Where
from capacities.tables.layouts.columns import Column
from capacities.tables.layouts.found import Amount, CityRow, Found, Stated
from capacities.tables.layouts.headers import Table
from capacities.tables.layouts.long import AGREE_SHARE
from capacities.tables.layouts.readings import Reading
from capacities.tables.names import fold
from capacities.tables.units import Unit

_ENERGY = re.compile(r"\b(electricity|gas|fuels?|heat|power|energie|strom)\b")


def read_cities(reading: Reading, found: Found) -> None:
    """Add the figures of every city to ``found``."""
    table = reading.table
    names, years = table.all("city"), table.all("year")
    sectors, groups = _sector_columns(table)
    labels = _labels(reading, names)
    found.co2_only = found.co2_only or _only_co2(sectors)
    for row in table.rows:
        texts = tuple(text for column in names if (text := reading.text(row, column)))
        if not texts and names:
            continue
        city, year = labels.get(texts, ""), reading.year(row, years)
        texts = (city, *texts)
        included = " ".join(reading.text(row, column) for column in table.all("scopes_included"))
        country = reading.text(row, table.first("country"))
        population = _population(reading, row, table.first("population"))
        found.cities.append(CityRow(texts, year, country, population, table.sheet, row.number, included))
        _totals(reading, found, row, city, year, included)
        _sectors(reading, found, row, sectors, city, year)
        _check_groups(reading, row, groups, city)


def _labels(reading: Reading, names: Sequence[Column]) -> dict[tuple[str, ...], str]:
    """Return what to call each city: its name, and where two of one name are listed, the organisation or code too."""
    rows = {tuple(text for column in names if (text := reading.text(row, column))) for row in reading.table.rows}
    alike: dict[str, set[str]] = defaultdict(set)
    for texts in rows:
        if texts:
            alike[fold(texts[0])].add(texts[-1])
    return {
        texts: f"{texts[0]} ({texts[1]})" if len(alike[fold(texts[0])]) > 1 and len(texts) > 1 else texts[0]
        for texts in rows
        if texts
    }


def _totals(reading: Reading, found: Found, row: Row, city: str, year: int | None, included: str) -> None:
    table = reading.table
    kinds: list[tuple[str, str, list[Column]]] = [("total", "", table.all("emissions"))]
    kinds += [(kind, "", table.all(kind)) for kind in ("basic", "basic_plus")]
    kinds += [
        ("scope", str(n), [column for column in table.all("scope_emissions") if column.scope == n]) for n in (1, 2, 3)
    ]
    for what, key, columns in kinds:
        for column in columns:
            value = reading.tonnes(row, column)
            if value is None:
                continue
            place = (table.sheet, row.number, column.header, city, year)
            if column.rank and what == "scope":
                reading.problem("part_of_scope", row, column, "info", scope=int(key))
            found.stated.append(Stated(what, key, value, *place))
            level = _level_in(included) if what == "total" else ""
            if level and not table.all(level):
                found.stated.append(Stated(level, "", value, *place))
            break


def _level_in(included: str) -> str:
    """Return which GPC total a text about the scopes included says that the total is."""
    folded = fold(included)
    if re.search(r"\bbasic(?:\+| plus)", folded):
        return "basic_plus"
    return "basic" if re.search(r"\btotal basic\b", folded) else ""


def _sectors(reading: Reading, found: Found, row: Row, columns: Sequence[Column], city: str, year: int | None) -> None:
    for column in columns:
        value = reading.tonnes(row, column)
        if value is not None and column.where is not None:
            found.amounts.append(
                Amount(
                    reading.table.sheet, row.number, column.where, column.scope, city, year, column.header,
                    published_t=value, step_t=reading.step_t(row, column),
                )
            )  # fmt: skip


def _population(reading: Reading, row: Row, column: Column | None) -> float | None:
    value = reading.number(row, column, optional=True)
    factor = (
        column.unit.factor if column and isinstance(column.unit, Unit) and column.unit.dimension == "count" else 1.0
    )
    return None if value is None else value * factor


def _only_co2(columns: Sequence[Column]) -> bool:
    return bool(columns) and all(re.search(r"(?i)co2(?!\s*-?e)", column.header) for column in columns)


def _sector_columns(table: Table) -> tuple[list[Column], list[tuple[Column, list[Column]]]]:
    """Return the columns that are added up, and each column of a subtotal with those that it sums.

    A subtotal follows its parts. Where some columns name electricity, the others of the table are direct (scope 1), and
    farming beside electricity and fuel is its energy use (I.5).
    """
    parts: list[Column] = []
    groups: list[tuple[Column, list[Column]]] = []
    pending: list[Column] = []
    every = sorted(table.all("sector_emissions"), key=lambda column: column.index)
    for column in every:
        if re.search(r"\btotal\b", fold(column.header)) and pending:
            groups.append((column, pending))
            parts += pending
            pending = []
        else:
            pending.append(column)
    parts += pending
    electric = sum(1 for column in parts if column.scope == 2 and "scope" not in fold(column.header)) >= 2
    farming = any(c.where == Where("V") and _ENERGY.search(fold(c.header)) for c in parts)
    fixed = {column.index: _fixed(column, electric, farming) for column in parts}
    return list(fixed.values()), [(total, [fixed[part.index] for part in group]) for total, group in groups]


def _fixed(column: Column, electric: bool, farming: bool) -> Column:
    where = Where("I", "I.5") if farming and column.where == Where("V") else column.where
    scope = 1 if electric and column.scope is None else column.scope
    return replace(column, where=where, scope=scope)


def _check_groups(reading: Reading, row: Row, groups: list[tuple[Column, list[Column]]], city: str) -> None:
    for total, parts in groups:
        stated = reading.tonnes(row, total)
        values = [value for part in parts if (value := reading.tonnes(row, part)) is not None]
        if stated is None or not values:
            continue
        if abs(sum(values) - stated) > max(1.0, AGREE_SHARE * abs(stated)):
            params: dict[str, str | float] = {"sum": sum(values), "stated": stated, "city": city}
            reading.problem("subtotal_differs", row, total, "warning", **params)
