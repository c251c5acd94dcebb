"""Which place of GeoNames is which municipality: by name, nearness and size."""

from __future__ import annotations

from collections import defaultdict
from math import log, pi, sqrt

from capacities.facts.folding import fold
from municipalities.records import Record, Town, distance_km

# How far the centre of the town may lie from the population-weighted centre of the unit, in radii of the unit.
RADII = 2.5
LEAST_KM, UNKNOWN_AREA_KM = 6.0, 15.0
# Norway, Estonia and North Macedonia: areas are missing and municipalities are large.
LARGE_UNITS_KM = {"NO": 70.0, "EE": 40.0, "MK": 20.0, "RS": 25.0, "IS": 60.0}


def match(records: list[Record], towns: list[Town]) -> dict[str, Record]:
    """Give records their GeoNames id, one to one, and return the record of each id.

    A pair must share a folded name (any alternative name counts) and lie within reach of each other;
    of several, the best by own name, distance and likeness of population is taken.
    """
    by_name: dict[tuple[str, str], list[Town]] = defaultdict(list)
    for town in towns:
        for name in {fold(town.name), *map(fold, town.names)}:
            by_name[town.country, name].append(town)
    pairs = []
    for i, record in enumerate(records):
        names = {fold(name) for name in (record.name, *record.aliases)} | with_article(record)
        for town in {town.id: town for name in names for town in by_name[record.country, name]}.values():
            score = _score(record, town, names)
            if score is not None:
                pairs.append((score, i, town))
    return _assign(records, pairs)


def with_article(record: Record) -> set[str]:
    """Return the name with the articles that the French list leaves out: Mans is Le Mans."""
    if record.country != "FR":
        return set()
    return {f"{article} {fold(record.name)}" for article in ("le", "la", "les", "l")}


def reach_km(record: Record) -> float:
    """Return how far from its centre the unit may be looked for."""
    if record.area_km2:
        return max(LEAST_KM, RADII * sqrt(record.area_km2 / pi))
    return LARGE_UNITS_KM.get(record.country, UNKNOWN_AREA_KM)


def _score(record: Record, town: Town, names: set[str]) -> float | None:
    if record.latitude is None:
        near = 0.5
    else:
        distance, reach = distance_km(record, town), reach_km(record)
        if distance > reach:
            return None
        near = 1 - distance / reach
    score = near + (0.8 if fold(town.name) in names else 0.0)
    if record.population and town.population:
        score -= 0.4 * min(abs(log(record.population / town.population)), 4)
    elif not town.population:
        score -= 0.6
    return score


def _assign(records: list[Record], pairs: list[tuple[float, int, Town]]) -> dict[str, Record]:
    pairs.sort(key=lambda pair: (-pair[0], pair[1], pair[2].id))
    taken: dict[str, Record] = {}
    for _, i, town in pairs:
        record = records[i]
        if not record.geonames_id and town.id not in taken:
            record.geonames_id = town.id
            taken[town.id] = record
    return taken
