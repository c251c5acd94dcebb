"""Reads a city's greenhouse-gas inventory from one or several files of any layout that the headings give away."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple

from capacities.facts.climate import gwps
from capacities.tables.agreement import reconcile
from capacities.tables.checks import check
from capacities.tables.layouts.cities import read_cities
from capacities.tables.layouts.found import Amount, CityRow, Found, Stated
from capacities.tables.layouts.headers import tables_of
from capacities.tables.layouts.long import read_long
from capacities.tables.layouts.matrix import read_matrix
from capacities.tables.layouts.metadata import read_metadata
from capacities.tables.layouts.readings import Reading
from capacities.tables.limits import DEFAULT_LIMITS, Limits
from capacities.tables.names import closest, fold
from capacities.tables.problems import Params, Problem, UnreadableTable, has_errors
from capacities.tables.reader import read_file
from capacities.tables.totals import SCOPES, Totals, add_up

Source = str | Path | bytes | BinaryIO
_LISTED = 25  # choices named in a message


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
    wanted = _choose_city(gathered, city)
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


def _choose_city(gathered: _Gathered, wanted: str | None) -> str:
    """Return the name in the files that ``wanted`` means; refuse with the choices where it is needed and missing."""
    names = _city_names(gathered)
    if wanted is None:
        if len(names) <= 1:
            return names[0] if names else ""
        raise UnreadableTable([Problem("choose_city", params={"n": len(names), "choices": _listed(names)})])
    if not names:
        return ""
    aliases = {name: {fold(name)} for name in names}
    for name, rows in gathered.cities.items():
        aliases.setdefault(name, set()).update(fold(alias) for row in rows for alias in row.names)
    target = fold(wanted)
    for matches in (
        [name for name, known in aliases.items() if target in known],
        [name for name, known in aliases.items() if any(f" {target} " in f" {alias} " for alias in known)],
        [name for name, known in aliases.items() if known & _other_names(wanted)],
    ):
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise UnreadableTable([Problem("city_ambiguous", params={"city": wanted, "choices": _listed(matches)})])
    near = [name for name, _ in closest(wanted, names, cutoff=70, limit=6)]
    code = "city_not_found_hint" if near else "city_not_found"
    params: dict[str, str | float | int] = {"city": wanted, "choices": _listed(near), "n": len(names)}
    raise UnreadableTable([Problem(code, params=params)])


def _other_names(city: str) -> frozenset[str]:
    """Return what else a town is called, folded: Bucharest for București."""
    from capacities.facts.lookup import find

    place = find(city).place
    return frozenset() if place is None else frozenset({fold(place.name), *place.keys})


def _listed(names: Iterable[str]) -> str:
    ordered = sorted(names, key=fold)
    more = f" … (+{len(ordered) - _LISTED})" if len(ordered) > _LISTED else ""
    return "; ".join(ordered[:_LISTED]) + more


def _inventory(gathered: _Gathered, city: str, year: int | None, gwp: str) -> InventoryFile:
    key = fold(city)
    tables = [list(table) for table in gathered.amounts_by_city.get(key, [[] for _ in gathered.tables])]
    stated = list(gathered.stated_by_city.get(key, []))
    if key:  # rows without a city belong to the only city that there is
        tables = [t + u for t, u in zip(tables, gathered.amounts_by_city.get("", [[] for _ in tables]), strict=True)]
        stated += gathered.stated_by_city.get("", []) if len(_city_names(gathered)) == 1 else []
    about = gathered.cities.get(city, [])
    problems: list[Problem] = []
    chosen = _choose_year(tables, stated, about, year, problems)
    if chosen is not None:
        tables = [[a for a in table if a.year in (None, chosen)] for table in tables]
        stated = [s for s in stated if s.year in (None, chosen)]
    stated, about = _one_row(stated, about, chosen, problems)
    tables = [[a for a in table if not about or a.row in {row.row for row in about}] or table for table in tables]
    details = [amount for table in tables for amount in table]
    amounts, differences = reconcile(tables)
    whole = any(found.cities for found in gathered.found)
    totals = add_up(amounts, stated, stated_first=whole)
    population = next((row.population for row in about if row.population is not None), None)
    if population is None:
        population = next((found.population for found in gathered.found if found.population is not None), None)
    places = {(a.sheet, a.row) for a in amounts} | {(s.sheet, s.row) for s in stated}
    problems += [p for found in gathered.found for p in found.problems if _concerns(p, places, whole)]
    problems += differences
    problems += list(check(amounts, stated, totals, population, details))
    problems += _notices(gathered, about, amounts, totals)
    if totals.total_t is not None and not amounts and not any(s.what == "total" for s in stated):
        problems.append(Problem("total_from_parts", severity="info"))
    if has_errors(problems):
        totals = _unknown(totals)
    return InventoryFile(
        city=city or next((found.city for found in gathered.found if found.city), ""),
        year=chosen if chosen is not None else next((f.year for f in gathered.found if f.year), None),
        population=population,
        gwp=gwp,
        layouts=tuple(found.layout for found in gathered.found),
        totals=totals,
        rows=tuple(amounts),
        notation=_notation(amounts),
        problems=_unique(problems),
    )


def _unique(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    seen: set[tuple[object, ...]] = set()
    kept = []
    for problem in problems:
        mark = (problem.message_code, problem.sheet, problem.row, problem.field, tuple(problem.params.items()))
        if mark not in seen:
            seen.add(mark)
            kept.append(problem)
    return tuple(kept)


def _concerns(problem: Problem, places: set[tuple[str, int]], whole: bool) -> bool:
    """Return whether a problem is about this city: in a list of cities those of other rows are not."""
    return not whole or problem.row == 0 or problem.row <= 3 or (problem.sheet, problem.row) in places


def _choose_year(
    tables: Sequence[Sequence[Amount]], stated: Sequence[Stated], about: Sequence[CityRow], year: int | None,
    problems: list[Problem],
) -> int | None:  # fmt: skip
    """Return the year asked for, or the newest with figures (said where there are several)."""
    years = {a.year for table in tables for a in table if a.year and a.emissions_t is not None}
    years |= {s.year for s in stated if s.year}
    known = sorted(years or {row.year for row in about if row.year})
    if year is not None:
        if known and year not in known:
            listed = ", ".join(map(str, known))
            raise UnreadableTable([Problem("year_not_found", params={"year": str(year), "years": listed})])
        return year
    if len(known) > 1:
        params = {"year": str(known[-1]), "years": ", ".join(map(str, known))}
        problems.append(Problem("newest_year", params=params, severity="info"))
    return known[-1] if known else None


def _one_row(
    stated: list[Stated], about: Sequence[CityRow], year: int | None, problems: list[Problem]
) -> tuple[list[Stated], list[CityRow]]:
    """Keep one row per city and year: the one with most figures."""
    rows = [row for row in about if row.year in (None, year)] or list(about)
    if len(rows) < 2:
        return stated, rows
    figures = Counter(s.row for s in stated)
    best = max(rows, key=lambda row: (figures[row.row], -row.row))
    if figures[best.row] and sum(1 for row in rows if figures[row.row]) > 1:
        params: Params = {"rows": ", ".join(str(row.row) for row in rows), "row": best.row}
        problems.append(Problem("city_twice", best.sheet, best.row, "", params, "warning"))
    return [s for s in stated if s.row == best.row], [best]


def _notices(
    gathered: _Gathered, about: Sequence[CityRow], amounts: Sequence[Amount], totals: Totals
) -> Iterable[Problem]:
    if any(found.co2_only for found in gathered.found):
        yield Problem("co2_only", severity="info")
    for row in about:
        if row.note:
            yield Problem("scope_note", row.sheet, row.row, "", {"note": row.note}, "info")
    if totals.total_t is None and not any(a.emissions_t is not None for a in amounts):
        yield Problem("no_amounts", severity="warning")
    elif amounts and any(a.scope is None and a.emissions_t is not None for a in amounts):
        yield Problem("scope_unknown", severity="info")
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
