"""Published inventories to learn from and to be judged by: read from the cases beside the project, like with like.

`contract_decisions.csv` says row by row and sector by sector what is compared and why; the figures stay in the cases.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from capacities.dayone.place_facts import place_facts
from capacities.dayone.result import PlaceFacts
from capacities.engines.activity import SECTORS
from capacities.facts.places import Place, read_places

HERE = Path(__file__).resolve().parent
CASES = HERE.parents[1] / "shared" / "cases"
COLUMNS = {"stationary_energy": "stationary_energy", "transportation": "transport"} | {
    s: s for s in ("waste", "ippu", "afolu")
}


@dataclass(frozen=True)
class Published:
    """One city's published figures that may be compared, t CO2e; ``sectors`` are those that its total holds."""

    city: str
    place: PlaceFacts
    year: int
    tonnes: Mapping[str, float]
    sectors: tuple[str, ...]

    def per_head(self, what: str) -> float:
        """Return t CO2e per head of a sector or of the total."""
        return self.tonnes[what] / self.place.population


@cache
def places() -> Mapping[tuple[str, str], Place]:
    """Return all places by (country, slug)."""
    return {(p.country, p.slug): p for p in read_places()}


def contracts() -> tuple[Published, ...]:
    """Return the Climate City Contracts' baselines that are comparable in the total or in a sector."""
    with (CASES / "inventories" / "contract_baselines.csv").open(encoding="utf-8", newline="") as stream:
        figures = {row["city"]: row for row in csv.DictReader(stream)}
    with (HERE / "contract_decisions.csv").open(encoding="utf-8", newline="") as stream:
        found = [_published(decision, figures[decision["city"]]) for decision in csv.DictReader(stream)]
    return tuple(row for row in found if row.tonnes)


def _published(decision: Mapping[str, str], row: Mapping[str, str]) -> Published:
    columns = {"total": "total_tco2e"} | {s: f"{COLUMNS[s]}_tco2e" for s in SECTORS}
    tonnes = {}
    for what, column in columns.items():
        text = row[column] if decision[what] == "as" else decision[what]
        if text and float(text) > 0:
            tonnes[what] = float(text)
    place = place_facts(places()[decision["country"], decision["slug"]])
    population = decision["population"] or row["population_stated"] or place.population
    place = replace(place, population=float(population))
    year = int(decision["year"] or row["baseline_year"])
    return Published(decision["city"], place, year, tonnes, _held(decision, row))


def _held(decision: Mapping[str, str], row: Mapping[str, str]) -> tuple[str, ...]:
    """Return the sectors inside the published total: those with a figure, and all where an "other" is not divided."""
    if ("ther" in decision["reason"] and "divided" in decision["reason"]) or "holds industry" in decision["reason"]:
        return SECTORS
    reported = tuple(s for s in SECTORS if float(row[f"{COLUMNS[s]}_tco2e"] or 0) and (s in SECTORS[:3] or decision[s]))
    return reported or SECTORS[:3]
