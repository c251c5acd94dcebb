"""Which city and which year of several is meant; refuses with the choices where that is not clear."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from capacities.tables.layouts.found import Amount, CityRow, Stated
from capacities.tables.names import closest, fold
from capacities.tables.problems import Params, Problem, UnreadableTable

_LISTED = 25  # choices named in a message


def choose_city(wanted: str | None, aliases: Mapping[str, frozenset[str]]) -> str:
    """Return the city that ``wanted`` means, "" where the files name none.

    ``aliases`` has the folded names, codes and organisations by the name of each city. Tried in order: one of these, a
    part of one of these, any name that the town has in our list of municipalities.
    """
    names = list(aliases)
    if not names:
        return ""
    if wanted is None:
        if len(names) == 1:
            return names[0]
        raise UnreadableTable([Problem("choose_city", params={"n": len(names), "choices": _listed(names)})])
    target = fold(wanted)
    ways: tuple[Callable[[], Callable[[str], bool]], ...] = (
        lambda: target.__eq__,
        lambda: lambda alias: f" {target} " in f" {alias} ",
        lambda: _other_names(wanted).__contains__,
    )
    for way in ways:
        fits = way()
        matches = [name for name, known in aliases.items() if any(map(fits, known))]
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise UnreadableTable([Problem("city_ambiguous", params={"city": wanted, "choices": _listed(matches)})])
    raise UnreadableTable([_not_found(wanted, names)])


def _not_found(wanted: str, names: Sequence[str]) -> Problem:
    near = [name for name, _ in closest(wanted, names, cutoff=70, limit=6)]
    params: Params = {"city": wanted, "choices": _listed(near), "n": len(names)}
    return Problem("city_not_found_hint" if near else "city_not_found", params=params)


def _other_names(city: str) -> frozenset[str]:
    """Return what else a town is called, folded: Bucharest for București."""
    from capacities.facts.lookup import find

    place = find(city).place
    return frozenset() if place is None else frozenset({fold(place.name), *place.keys})


def _listed(names: Iterable[str]) -> str:
    ordered = sorted(names, key=fold)
    more = f" … (+{len(ordered) - _LISTED})" if len(ordered) > _LISTED else ""
    return "; ".join(ordered[:_LISTED]) + more


def choose_year(
    tables: Sequence[Sequence[Amount]], stated: Sequence[Stated], about: Sequence[CityRow], year: int | None,
    problems: list[Problem],
) -> int | None:  # fmt: skip
    """Return the year asked for, or the newest with figures (said where there are several)."""
    years = {a.year for table in tables for a in table if a.year and a.emissions_t is not None}
    years |= {s.year for s in stated if s.year}
    known = sorted(years or {row.year for row in about if row.year})
    listed = ", ".join(map(str, known))
    if year is not None:
        if known and year not in known:
            raise UnreadableTable([Problem("year_not_found", params={"year": str(year), "years": listed})])
        return year
    if len(known) > 1:
        problems.append(Problem("newest_year", params={"year": str(known[-1]), "years": listed}, severity="info"))
    return known[-1] if known else None


def choose_row(
    stated: Sequence[Stated], about: Sequence[CityRow], year: int | None, problems: list[Problem]
) -> list[CityRow]:
    """Return the rows of a list that count for a city and year: the one with most figures where there are several."""
    rows = [row for row in about if row.year in (None, year)] or list(about)
    if len(rows) < 2:
        return rows
    figures = Counter((s.sheet, s.row) for s in stated)
    best = max(rows, key=lambda row: (figures[row.sheet, row.row], -row.row))
    if sum(1 for row in rows if figures[row.sheet, row.row]) > 1:
        params: Params = {"rows": ", ".join(str(row.row) for row in rows), "row": best.row}
        problems.append(Problem("city_twice", best.sheet, best.row, "", params, "warning"))
    return [best]
