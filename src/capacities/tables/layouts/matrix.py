"""Sectors down, scopes across (with notation keys beside the amounts), as in the summary tables of the GCoM and GPC."""

from __future__ import annotations

from collections.abc import Mapping

from capacities.tables.cells import Row
from capacities.tables.gpc import Where, find_sector
from capacities.tables.layouts.codes import notation_key
from capacities.tables.layouts.columns import Column
from capacities.tables.layouts.found import Amount, Found, Stated
from capacities.tables.layouts.long import _TOTAL
from capacities.tables.layouts.readings import Reading
from capacities.tables.names import fold


def read_matrix(reading: Reading, found: Found) -> None:
    """Add the amounts of a matrix to ``found``; its total rows and columns become stated totals."""
    table = reading.table
    label = table.first("subsector") or table.first("sector") or table.first("gpc_ref")
    sector = table.first("sector")
    scopes = _scope_columns(table.all("scope_emissions"))
    total = table.first("emissions")
    city, years = table.first("city"), table.all("year")
    last_sector = ""
    for row in table.rows:
        name = reading.text(row, label) or reading.text(row, sector)
        if not name:
            continue
        last_sector = reading.text(row, sector) or last_sector
        cells = {column: _amount(reading, row, column) for column in scopes}
        key = {"city": reading.text(row, city), "year": reading.year(row, years)}
        if _TOTAL.match(fold(name)):
            _state(reading, found, row, name, cells, total, key)
            continue
        where = _where(name, last_sector)
        if where is None:
            if any(value is not None for value, _ in cells.values()):
                reading.problem("unknown_sector", row, label, "warning", text=name)
                where = Where("")
            else:
                continue
        for column, (value, notation) in cells.items():
            if value is None and not notation:
                continue
            step = reading.step_t(row, column) if value is not None else 1.0
            found.amounts.append(
                Amount(
                    table.sheet, row.number, where, column.scope, label=name, notation=notation,
                    published_t=value, step_t=step, **key,  # type: ignore[arg-type]
                )
            )  # fmt: skip


def _scope_columns(columns: list[Column]) -> list[Column]:
    """Return one column per scope, the best first."""
    best: dict[int | None, Column] = {}
    for column in columns:
        best.setdefault(column.scope, column)
    return list(best.values())


def _where(name: str, sector: str) -> Where | None:
    return find_sector(f"{sector} > {name}" if sector and sector != name else name)


def _amount(reading: Reading, row: Row, column: Column) -> tuple[float | None, str]:
    """Return the amount of a cell and the notation key in it or in the key column of the same scope."""
    keys = [key for key in reading.table.all("notation") if key.scope in (column.scope, None)]
    texts = [reading.text(row, column), *(reading.text(row, key) for key in keys)]
    notation = next((found for text in texts if (found := notation_key(text))), "")
    return reading.tonnes(row, column), notation


def _state(
    reading: Reading, found: Found, row: Row, name: str, cells: dict[Column, tuple[float | None, str]],
    total: Column | None, key: Mapping[str, object],
) -> None:  # fmt: skip
    """Keep a total row as stated totals: of a sector where it names one, else of scopes and of all."""
    where = find_sector(name.partition("(")[0])
    if where is not None and where.ref == "I.4.4":
        return
    values = [value for value, _ in cells.values() if value is not None]
    place = (reading.table.sheet, row.number, name)
    whole = reading.tonnes(row, total)
    if whole is None and values:
        whole = sum(values)
    if whole is None:
        return
    if where is not None:
        found.stated.append(Stated("sector", where.subsector or where.sector, whole, *place, **key))  # type: ignore[arg-type]
        return
    found.stated.append(Stated("total", "", whole, *place, **key))  # type: ignore[arg-type]
    for column, (value, _) in cells.items():
        if value is not None:
            found.stated.append(Stated("scope", str(column.scope), value, *place, **key))  # type: ignore[arg-type]
