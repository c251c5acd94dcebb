"""Reads a city's greenhouse-gas inventory from one or several files of any layout that the headings give away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple

from capacities.facts.climate import gwps
from capacities.tables.agreement import reconcile
from capacities.tables.checks import check
from capacities.tables.choice import choose_city, choose_row, choose_year
from capacities.tables.layouts.cities import read_cities
from capacities.tables.layouts.found import Amount, CityRow, Found, Stated
from capacities.tables.layouts.headers import tables_of
from capacities.tables.layouts.long import read_long
from capacities.tables.layouts.matrix import read_matrix
from capacities.tables.layouts.metadata import read_metadata
from capacities.tables.layouts.readings import Reading
from capacities.tables.limits import DEFAULT_LIMITS, Limits
from capacities.tables.names import fold
from capacities.tables.problems import Problem, UnreadableTable, has_errors
from capacities.tables.reader import read_file
from capacities.tables.totals import SCOPES, Totals, add_up

Source = str | Path | bytes | BinaryIO


class NamedFile(NamedTuple):
    """A file given as bytes or stream, with the name to call it by."""

    source: Source
    name: str


@dataclass(frozen=True, slots=True)
class InventoryFile:
    """One city's inventory of one year as its files give it, t CO2e; None is unknown, never zero.

    ``subsectors``: see totals.Totals. ``notation`` maps GPC lines or sub-sectors without amount to their key.
    """

    city: str
    year: int | None
    population: float | None
    gwp: str
    layouts: tuple[str, ...]
    totals: Totals
    rows: tuple[Amount, ...]
    notation: Mapping[str, str]
    problems: tuple[Problem, ...]

    @property
    def total_t(self) -> float | None:
        """Return all emissions, or None where they are not known."""
        return self.totals.total_t

    def as_json(self, language: str = "en") -> dict[str, object]:
        """Return the document of the interface for scripts."""
        totals = self.totals
        return {
            "city": self.city or None, "year": self.year, "population": self.population, "gwp": self.gwp,
            "layouts": list(self.layouts),
            "total_t": totals.total_t, "basic_t": totals.basic_t, "basic_plus_t": totals.basic_plus_t,
            "territorial_only_t": totals.territorial_only_t,
            "scopes": dict(totals.scopes), "subsectors": dict(totals.subsectors), "sectors": dict(totals.sectors),
            "notation": dict(self.notation),
            "problems": [problem.as_json(language) for problem in self.problems],
        }  # fmt: skip


def read_inventory(
    files: Sequence[Source | NamedFile], *, gwp: str = "ar5", city: str | None = None, year: int | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> InventoryFile:  # fmt: skip
    """Read the inventory of one city; see docs/how-to/bring-your-inventory.md for the layouts.

    ``city`` is needed where the files hold several; ``year`` where several years are there and the newest is not meant.
    Raises UnreadableTable for files that are no inventory and for a city that is not there or not named.
    When a cell that counts cannot be read the totals are None: all or nothing.
    """
    gathered = _gather(files, gwp, limits)
    wanted = choose_city(city, _aliases(gathered))
    return _inventory(gathered, wanted, year, gwp)


def read_all(
    files: Sequence[Source | NamedFile], *, gwp: str = "ar5", year: int | None = None, limits: Limits = DEFAULT_LIMITS
) -> dict[str, InventoryFile]:
    """Read the inventories of all cities in the files, by the name that the files use."""
    gathered = _gather(files, gwp, limits)
    return {name: _inventory(gathered, name, year, gwp) for name in _city_names(gathered) or [""]}


@dataclass(slots=True)
class _Gathered:
    found: list[Found]
    tables: list[list[Amount]]
    cities: dict[str, list[CityRow]]
    amounts_by_city: dict[str, list[list[Amount]]]
    stated_by_city: dict[str, list[Stated]]


def _gather(files: Sequence[Source | NamedFile], gwp: str, limits: Limits) -> _Gathered:
    gwps(gwp)  # raises ValueError for a set that is not known
    if not files:
        raise UnreadableTable([Problem("no_files")])
    founds: list[Found] = []
    tables: list[list[Amount]] = []
    for item in files:
        source, name = item if isinstance(item, NamedFile) else (item, "")
        found, parts = _read_one(source, name, gwp, limits, alone=len(files) == 1)
        founds.append(found)
        tables += parts
    if not any(found.tables for found in founds):
        names = ", ".join(found.file for found in founds)
        reasons = [problem for found in founds for problem in found.problems]
        raise UnreadableTable([Problem("not_an_inventory", params={"file": names}), *reasons])
    cities: dict[str, list[CityRow]] = defaultdict(list)
    for found in founds:
        for row in found.cities:
            cities[row.names[0] if row.names else ""].append(row)
    by_city: dict[str, list[list[Amount]]] = defaultdict(lambda: [[] for _ in tables])
    for number, table in enumerate(tables):
        for amount in table:
            by_city[fold(amount.city)][number].append(amount)
    stated_by_city: dict[str, list[Stated]] = defaultdict(list)
    for found in founds:
        for s in found.stated:
            stated_by_city[fold(s.city)].append(s)
    return _Gathered(founds, tables, dict(cities), dict(by_city), dict(stated_by_city))


def _read_one(source: Source, name: str, gwp: str, limits: Limits, *, alone: bool) -> tuple[Found, list[list[Amount]]]:
    """Read one file; beside others, its name goes before the names of its sheets, so that places stay clear."""
    file = read_file(source, name, limits)
    if not alone:
        for sheet in file.sheets:
            sheet.name = f"{file.name}: {sheet.name}" if sheet.name else file.name
    found = Found(file.name, problems=list(file.problems))
    visible = [sheet for sheet in file.sheets if not sheet.hidden]
    about = read_metadata(visible)
    found.city, found.year, found.population, found.gwp = about.city, about.year, about.population, about.gwp
    parts: list[list[Amount]] = []
    layouts: list[str] = []
    for sheet in visible:
        for table in tables_of(sheet):
            reading = Reading(table, about.unit)
            before = len(found.amounts)
            if table.kind == "long":
                read_long(reading, found, gwp)
            elif table.kind == "matrix":
                read_matrix(reading, found)
            else:
                read_cities(reading, found)
            parts.append(found.amounts[before:])
            found.problems += reading.problems
            found.tables += 1
            found.headers.add((sheet.name, table.header_row))
            layouts.append(table.kind)
    found.layout = ", ".join(dict.fromkeys(layouts))
    return found, parts


def _city_names(gathered: _Gathered) -> list[str]:
    names = list(gathered.cities)
    names += [amount.city for table in gathered.tables for amount in table if amount.city]
    unique: dict[str, str] = {}
    for name in names:
        if name:
            unique.setdefault(fold(name), name)
    return list(unique.values())


def _aliases(gathered: _Gathered) -> dict[str, frozenset[str]]:
    """Return all folded names, codes and organisations of each city."""
    aliases = {name: {fold(name)} for name in _city_names(gathered)}
    for name, rows in gathered.cities.items():
        if name:
            aliases[name].update(fold(alias) for row in rows for alias in row.names)
    return {name: frozenset(known) for name, known in aliases.items()}


def _inventory(gathered: _Gathered, city: str, year: int | None, gwp: str) -> InventoryFile:
    tables, stated = _of_city(gathered, city)
    problems: list[Problem] = []
    chosen = choose_year(tables, stated, gathered.cities.get(city, []), year, problems)
    if chosen is not None:
        tables = [[a for a in table if a.year in (None, chosen)] for table in tables]
        stated = [s for s in stated if s.year in (None, chosen)]
    about = choose_row(stated, gathered.cities.get(city, []), chosen, problems)
    tables, stated = _of_rows(tables, stated, about)
    amounts, differences = reconcile(tables)
    totals = add_up(amounts, stated, stated_first=bool(about))
    population = _population(gathered, about)
    for found in gathered.found:
        problems += _problems_of(found, about)
    problems += differences
    problems += check(amounts, stated, totals, population, [amount for table in tables for amount in table])
    problems += _notices(gathered, about, amounts, stated, totals)
    return InventoryFile(
        city=city or next((found.city for found in gathered.found if found.city), ""),
        year=chosen if chosen is not None else next((f.year for f in gathered.found if f.year), None),
        population=population,
        gwp=gwp,
        layouts=tuple(found.layout for found in gathered.found),
        totals=_unknown(totals) if has_errors(problems) else totals,
        rows=tuple(amounts),
        notation=_notation(amounts),
        problems=_unique(problems),
    )


def _of_city(gathered: _Gathered, city: str) -> tuple[list[list[Amount]], list[Stated]]:
    """Return the amounts by table and the stated totals of a city; rows without a city belong to the one chosen."""
    keys = list(dict.fromkeys((fold(city), "")))
    empty: list[list[Amount]] = [[] for _ in gathered.tables]
    parts = [gathered.amounts_by_city.get(key, empty) for key in keys]
    tables = [[amount for part in same for amount in part] for same in zip(*parts, strict=True)]
    return tables, [s for key in keys for s in gathered.stated_by_city.get(key, [])]


def _of_rows(
    tables: list[list[Amount]], stated: list[Stated], about: Sequence[CityRow]
) -> tuple[list[list[Amount]], list[Stated]]:
    """Keep, of sheets that list cities, the chosen rows only."""
    sheets, rows = {row.sheet for row in about}, {(row.sheet, row.row) for row in about}
    return (
        [[a for a in table if a.sheet not in sheets or (a.sheet, a.row) in rows] for table in tables],
        [s for s in stated if s.sheet not in sheets or (s.sheet, s.row) in rows],
    )


def _population(gathered: _Gathered, about: Sequence[CityRow]) -> float | None:
    known = [row.population for row in about] + [found.population for found in gathered.found]
    return next((value for value in known if value is not None), None)


def _unique(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    seen: set[tuple[object, ...]] = set()
    kept = []
    for problem in problems:
        mark = (problem.message_code, problem.sheet, problem.row, problem.field, tuple(problem.params.items()))
        if mark not in seen:
            seen.add(mark)
            kept.append(problem)
    return tuple(kept)


def _problems_of(found: Found, about: Sequence[CityRow]) -> Iterator[Problem]:
    """Yield a file's problems that are about this city: on a sheet that lists cities, not those of other rows."""
    lists, chosen = {row.sheet for row in found.cities}, {(row.sheet, row.row) for row in about}
    for problem in found.problems:
        place = (problem.sheet, problem.row)
        if problem.row == 0 or problem.sheet not in lists or place in chosen or place in found.headers:
            yield problem


def _notices(
    gathered: _Gathered,
    about: Sequence[CityRow],
    amounts: Sequence[Amount],
    stated: Sequence[Stated],
    totals: Totals,
) -> Iterator[Problem]:
    if any(found.co2_only for found in gathered.found):
        yield Problem("co2_only", severity="info")
    for row in about:
        if row.note:
            yield Problem("scope_note", row.sheet, row.row, "", {"note": row.note}, "info")
    if totals.total_t is None and not any(a.emissions_t is not None for a in amounts):
        yield Problem("no_amounts", severity="warning")
    elif amounts and any(a.scope is None and a.emissions_t is not None for a in amounts):
        yield Problem("scope_unknown", severity="info")
    if totals.total_t is not None and not amounts and not any(s.what == "total" for s in stated):
        yield Problem("total_from_parts", severity="info")
    if totals.territorial_only_t is not None:
        yield Problem("territorial_only", params={"value": totals.territorial_only_t}, severity="info")


def _unknown(totals: Totals) -> Totals:
    return Totals(
        None, None, None, None, dict.fromkeys(SCOPES), dict.fromkeys(totals.subsectors), dict.fromkeys(totals.sectors)
    )


def _notation(amounts: Sequence[Amount]) -> dict[str, str]:
    return {
        (a.where.ref or f"{a.where.subsector or a.where.sector} scope {a.scope or '?'}"): a.notation
        for a in amounts
        if a.notation and a.emissions_t is None and a.where.sector
    }
