"""Do the drafts of all municipalities add up to their country, and if not, what makes the difference?

Usage: python -m benchmarks.closure [COUNTRY ...] [--by sector|subsector] [--json]
Drafts before official municipal and published figures: what national figures alone give each municipality.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from functools import cache

from capacities.dayone.national import national
from capacities.dayone.place_facts import place_facts
from capacities.dayone.townscale import country_levels, drawn_lower, shipped, town_scale
from capacities.engines.activity import SOURCES, Source
from capacities.facts.climate import climate_by_country
from capacities.facts.places import Place, read_places

COUNTRIES = ("RO", "DE", "ES", "SE", "GR")
KEYS: dict[str, Callable[[Source], str]] = {"sector": lambda s: s.sector, "subsector": lambda s: s.subsector}


@dataclass(frozen=True)
class Sum:
    """National total and the drafts' sum, t CO2e a year; the four parts between them may be negative.

    ``bottom_up + apart + level + structure + population`` is ``national``: ``apart`` is left out on purpose (large
    works and plants stand in few towns), ``level`` is the country level fitted on contracts, ``structure`` is what
    wealth, density and size leave open, ``population`` is people of the statistics that the list of places lacks.
    """

    country: str
    name: str
    national_t: float
    bottom_up_t: float
    apart_t: float
    level_t: float
    structure_t: float
    population_t: float

    @property
    def difference_t(self) -> float:
        """National total less the sum of the drafts."""
        return self.national_t - self.bottom_up_t


def municipalities(country: str) -> list[Place]:
    """Return the municipalities of a country that have people; ValueError where list or statistics are missing."""
    if country not in climate_by_country():
        raise ValueError(f"{country}: there are no national figures")
    found = [p for p in read_places() if p.country == country and p.kind == "municipality" and p.population]
    if not found:
        raise ValueError(f"{country}: there is no list of all municipalities")
    return found


def sums(country: str, by: str = "sector") -> list[Sum]:
    """Return one sum per sector or sub-sector, and the total as last."""
    parts = _by_source(country)
    key = KEYS[by]
    names = dict.fromkeys(key(s) for s in SOURCES if s.id in parts)
    found = [_add(country, name, (parts[s.id] for s in SOURCES if s.id in parts and key(s) == name)) for name in names]
    return [*found, _add(country, "total", parts.values())]


@cache
def _by_source(country: str) -> dict[str, Sum]:
    fitted, nation = shipped(), national(country)
    drawn, level = drawn_lower(nation, fitted), country_levels(country, fitted)
    places = municipalities(country)
    drafted_t = dict.fromkeys(nation.activity, 0.0)
    for place in places:
        scale = town_scale(place_facts(place), nation, fitted, use_official=False)
        for source, activity in scale.activity.items():
            drafted_t[source] += activity * scale.factor_t[source] * (place.population or 0)
    listed, counted = sum(p.population or 0 for p in places), climate_by_country()[country].population_used
    found = {}
    for source, activity in nation.activity.items():
        per_head_t = activity * nation.factor_t[source]
        typical_t = listed * per_head_t * drawn.get(source, 1.0)
        leveled_t = typical_t * level.get(source, 1.0)
        found[source] = Sum(
            country, source,
            national_t=counted * per_head_t,
            bottom_up_t=drafted_t[source],
            apart_t=listed * per_head_t - typical_t,
            level_t=typical_t - leveled_t,
            structure_t=leveled_t - drafted_t[source],
            population_t=(counted - listed) * per_head_t,
        )  # fmt: skip
    return found


def _add(country: str, name: str, parts: Iterable[Sum]) -> Sum:
    rows = [list(asdict(part).values())[2:] for part in parts]
    return Sum(country, name, *(sum(column) for column in zip(*rows, strict=True)))


def main(arguments: list[str]) -> None:
    """Print the sums of each country, Mt CO2e."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.closure", description=__doc__)
    parser.add_argument("countries", nargs="*", default=COUNTRIES, metavar="COUNTRY", help="such as RO")
    parser.add_argument("--by", choices=tuple(KEYS), default="sector")
    parser.add_argument("--json", action="store_true", help="print tonnes as JSON")
    options = parser.parse_args(arguments)
    try:
        found = [row for country in options.countries for row in sums(country, options.by)]
    except ValueError as error:
        parser.error(str(error))
    if options.json:
        print(json.dumps([asdict(row) | {"difference_t": row.difference_t} for row in found], indent=2))
        return
    print(f"{'Mt CO2e':22s}" + "".join(f"{t:>12s}" for t in ("national", "drafts", "differ", *_PARTS)))
    for row in found:
        tonnes = (row.national_t, row.bottom_up_t, row.difference_t, *(getattr(row, f"{p}_t") for p in _PARTS))
        print(f"{row.country} {row.name:19s}" + "".join(f"{t / 1e6:z12.3f}" for t in tonnes))


_PARTS = ("apart", "level", "structure", "population")

if __name__ == "__main__":
    main(sys.argv[1:])
