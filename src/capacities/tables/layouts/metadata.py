"""What a workbook says about itself beside its tables: city, year, population, GWP and a unit for all numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from capacities.tables.cells import Sheet
from capacities.tables.layouts.codes import is_placeholder, year_in
from capacities.tables.names import fold
from capacities.tables.numbers import parse_number
from capacities.tables.units import Unit, parse_unit

_LABELS = (
    ("city", r"(?:name of (?:the )?)?(?:city|municipality)|city name|oras|orasul|localitatea|denumirea localitatii"),
    ("country", r"country|tara"),
    ("year", r"(?:inventory |base ?(?:line )?)?year(?: of the inventory)?|anul(?: inventarului)?"),
    ("population", r"(?:resident )?population(?: within city boundary)?|populatia|populatia rezidenta"),
    (
        "gwp",
        r"gwp(?: set)?|(?:global warming potentials?|potentialul de incalzire globala)(?: ar4 ar5 (?:or|sau) ar6)?",
    ),
    ("unit", r"units?(?: [^a-z].*)?|unitate|unitatea|einheit"),
)
_LOOK_AT = 60


@dataclass(slots=True)
class Metadata:
    """Facts of the inventory as a whole; empty where the file is silent."""

    city: str = ""
    country: str = ""
    year: int | None = None
    population: float | None = None
    gwp: str = ""
    unit: Unit | None = None


def read_metadata(sheets: Sequence[Sheet]) -> Metadata:
    """Return what label cells with a value to their right say, from the top of every sheet."""
    found = Metadata()
    for sheet in sheets:
        for row in sheet.rows[:_LOOK_AT]:
            filled = [i for i in range(min(len(row.cells), 8)) if row.text(i)]
            if not 2 <= len(filled) <= 4:
                continue
            for left, right in pairwise(filled):
                label, value = fold(row.text(left)), row.text(right)
                if not is_placeholder(value):
                    _take(found, label, value)
    return found


def _take(found: Metadata, label: str, value: str) -> None:
    for name, pattern in _LABELS:
        if not re.fullmatch(pattern, label):
            continue
        if name in ("city", "country") and not getattr(found, name) and not value.replace(".", "").isdecimal():
            setattr(found, name, value)
        elif name == "year" and found.year is None:
            found.year = year_in(value)
        elif name == "population" and found.population is None and (parsed := parse_number(value)):
            found.population = parsed.value
        elif name == "gwp" and not found.gwp and (match := re.search(r"(?i)\bar ?([456])\b", value)):
            found.gwp = f"ar{match[1]}"
        elif name == "unit" and found.unit is None:
            unit = parse_unit(value.splitlines()[0]) or parse_unit(re.split(r"[^\x00-\x7f]", value)[0])
            found.unit = unit if unit and unit.dimension == "mass" else None
