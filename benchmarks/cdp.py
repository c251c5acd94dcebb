"""The draft inventory against inventories that European cities reported to CDP and ICLEI, that the fit did not use.

Usage: python -m benchmarks.cdp
Totals are scopes 1 and 2 without energy supplied to the grid, or BASIC. Printed with and without totals that
are off by more than a factor of e, which are mostly errors of unit or perimeter.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.contracts import CASES
from capacities.dayone.estimate import estimate
from capacities.dayone.national import BASE_YEAR
from capacities.dayone.place_facts import place_facts
from capacities.dayone.townscale import Fitted
from capacities.engines.activity import SECTORS
from capacities.engines.inventory import by_sector
from capacities.facts.countries import countries_by_code
from capacities.facts.lookup import find

SOUND = 1.0  # ln error beyond which a report is taken to be of another unit or perimeter
YEARS = (2016, 2017, 2019, 2020)
WORDS = r"(Municipality of|City of|City Council|Council|Municipality|kommune|Município de|Gemeente|Ville de|métropole)"


@dataclass(frozen=True)
class Reported:
    """One city's reported total, t CO2e."""

    city: str
    country: str
    year: int
    population: float
    tonnes: float


def reported() -> dict[tuple[str, str], Reported]:
    """Return the newest comparable report of each European city."""
    codes = {row.name_en: code for code, row in countries_by_code().items()}
    codes["United Kingdom of Great Britain and Northern Ireland"] = "GB"
    found: dict[tuple[str, str], Reported] = {}
    for year in YEARS:
        path = CASES / "inventories" / f"cdp_{year}_citywide_emissions.csv"
        with path.open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.DictReader(stream):
                entry = _entry({_plain(k).lower(): v for k, v in row.items()}, year, codes)
                if entry:
                    found[entry.country, entry.city] = entry
    return found


def _entry(row: Mapping[str, str], year: int, codes: Mapping[str, str]) -> Reported | None:
    country = codes.get(_plain(row.get("country", "")))
    name = _plain(row.get("city") or row.get("city short name") or row.get("organization") or "")
    population = _number(row.get("population") or row.get("current population"))
    tonnes = _tonnes(row)
    when = re.findall(r"20\d\d", row.get("accounting year") or row.get("measurement year") or "")
    if not (country and name and population > 0 and tonnes > 0):
        return None
    city = re.sub(WORDS, "", name, flags=re.IGNORECASE).strip()
    return Reported(city, country, int(when[0]) if when else year - 3, population, tonnes)


def _tonnes(row: Mapping[str, str]) -> float:
    """Return BASIC, else scopes 1 and 2 without supply to the grid, else scopes 1 and 2 as stated."""
    basic = _number(row.get("total basic emissions (gpc)"))
    if basic > 0:
        return basic
    without_grid = [_number(v) for k, v in row.items() if "excluding generation" in k][:2]
    if len(without_grid) == 2 and all(v >= 0 for v in without_grid):
        return sum(without_grid)
    names = ("total scope 1 emissions (metric tonnes co2e)", "total scope 2 emissions (metric tonnes co2e)")
    return sum(_number(row.get(name)) for name in names)


def _plain(text: str) -> str:
    return re.sub(r"[\u200b\xa0\s]+", " ", text or "").strip()


def _number(text: str | None) -> float:
    digits = re.sub(r"[^\d.eE-]", "", text or "")
    try:
        return float(digits)
    except ValueError:
        return math.nan


def errors(fitted: Fitted | None = None, without: Container[str] = ()) -> Iterator[tuple[str, float, bool]]:
    """Yield city, ln(reported / estimated) per head, and whether the range of 9 in 10 holds the report.

    Places whose id (country/slug) is in ``without`` are left out; ``fitted`` replaces the shipped coefficients.
    """
    for entry in reported().values():
        place = find(entry.city, entry.country).place
        if place is None or not place.population or not 0.75 < place.population / entry.population < 1.33:
            continue
        if place.id in without:
            continue
        facts = replace(place_facts(place), slug="")
        year = min(max(entry.year, 2016), BASE_YEAR)
        found = estimate(facts, draws=500, seed=1, local=False, year=year, fitted=fitted)
        sums = by_sector(found.draws.emissions_t)
        low, high = np.quantile(sum(sums[s] for s in SECTORS[:3]), (0.05, 0.95)) / facts.population
        best = sum(by_sector(found.median.emissions_t)[s][0] for s in SECTORS[:3]) / facts.population
        per_head = entry.tonnes / entry.population
        yield f"{entry.city}, {entry.country}", float(np.log(per_head / best)), bool(low <= per_head <= high)


def main() -> None:
    """Print the accuracy on all reports that can be placed."""
    found = [(error, held) for _, error, held in errors()]
    sound = [(error, held) for error, held in found if abs(error) < SOUND]
    for name, group in (("all", found), ("without those off by more than a factor of 2.7", sound)):
        off = np.array([error for error, _ in group])
        print(
            f"CDP-ICLEI, {name}: n {len(group)}, median factor {np.exp(np.median(np.abs(off))):.2f}, "
            f"bias {np.exp(np.median(off)):.2f}, ranges hold {np.mean([held for _, held in group]):.0%}"
        )


if __name__ == "__main__":
    main()
