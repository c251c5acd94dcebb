"""Names that the LAU list gives in the genitive (Greek, Lithuanian, Latvian) or compounded (Icelandic)."""

from __future__ import annotations

import unicodedata
from collections import defaultdict

from capacities.facts.folding import fold
from municipalities.matching import reach_km
from municipalities.records import Record, Town, distance_km

COUNTRIES = ("GR", "LT", "LV", "IS")
# Letters that must agree at the start, and how many may differ at the end of the shorter name.
LEAST, ENDING = 4, 3


def name_by_stem(records: list[Record], towns: list[Town], taken: dict[str, Record]) -> None:
    """Name units after the town whose name begins alike and lies within reach, unless another unit has that town.

    The official form stays as an alias. ``taken`` (GeoNames id to record) is extended.
    """
    by_country: dict[str, list[Town]] = defaultdict(list)
    for town in towns:
        by_country[town.country].append(town)
    # Cities before the districts around them, large before small: Kauno miesto before Kauno rajono.
    for record in sorted(records, key=lambda r: ("miesto" not in r.name, -(r.population or 0))):
        if record.country not in COUNTRIES or record.geonames_id or record.kind == "part":
            continue
        town = _best(record, by_country[record.country])
        if town is None:
            continue
        if town.id in taken:
            record.aliases.add(record.name)
            continue
        record.aliases.add(record.name)
        record.name_local = _local(record, town)
        record.name, record.geonames_id = _spelt(record, town), town.id
        taken[town.id] = record


def _best(record: Record, towns: list[Town]) -> Town | None:
    reach, stem = (
        reach_km(record),
        fold(record.name.replace(" miesto", "").replace(" rajono", "").replace(" novads", "")),
    )
    best, best_key = None, (0, 0)
    for town in towns:
        common = max(_common(stem, fold(name)) for name in (town.name, *town.names))
        if common and distance_km(record, town) <= reach and (common, town.population) > best_key:
            best, best_key = town, (common, town.population)
    return best


def _common(a: str, b: str) -> int:
    """Return how many letters agree at the start, or 0 if that is not enough to be the same name."""
    words_a, words_b = a.split(), b.split()
    if len(words_a) != len(words_b):
        return 0
    counts = [_same_start(x, y) for x, y in zip(words_a, words_b, strict=True)]
    return sum(counts) if all(counts) else 0


def _same_start(a: str, b: str) -> int:
    n = _letters_in_common(a, b)
    return n if n >= 2 and n >= min(LEAST, len(a) - 1, len(b) - 1) and n >= len(b) - ENDING else 0


def _letters_in_common(a: str, b: str) -> int:
    """Return how many letters two words share at their start."""
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _spelt(record: Record, town: Town) -> str:
    """Return the name with the letters of its language: Tauragė rather than Taurage, but no accents on Greek names."""
    if town.country == "GR":
        bare = unicodedata.normalize("NFKD", town.name)
        return "".join(letter for letter in bare if not unicodedata.combining(letter))
    alike = [name for name in town.names if fold(name) == fold(town.name) and max(name) < "\u0180"]
    official = record.name.casefold()
    return max([town.name, *alike], key=lambda name: _letters_in_common(official, name.casefold()))


def _local(record: Record, town: Town) -> str:
    """Return the town's name in the country's own letters, where they are not Latin."""
    if record.country != "GR":
        return ""
    greek = [name for name in town.names if any(0x370 <= ord(c) < 0x400 or 0x1F00 <= ord(c) < 0x2000 for c in name)]
    stem = fold(record.name)
    return max(greek, key=lambda name: (_common(stem, fold(name)) >= LEAST, -len(name)), default="")
