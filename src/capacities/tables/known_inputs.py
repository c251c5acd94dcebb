"""The figures that a town may state: ids as in engines.activity, units, who has them, and the names they go by."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from capacities.tables.names import fold

_INPUTS = Path(__file__).resolve().parent / "inputs.csv"


@dataclass(frozen=True, slots=True)
class KnownInput:
    """A figure that can be asked of a town.

    ``kind`` is activity (sum over ``sources`` in ``unit`` per year), emissions (t CO2e; ``sources`` is a sector or *),
    factor (t CO2e per MWh of ``sources``) or driver (a quantity of engines.activity.DRIVERS).
    """

    id: str
    unit: str
    kind: str
    holder: str
    sources: tuple[str, ...]
    names: Mapping[str, str]
    synonyms: tuple[str, ...]


@cache
def askable() -> Mapping[str, KnownInput]:
    """Return all figures that a town may state, by id, in the order of the template."""
    with _INPUTS.open(encoding="utf-8", newline="") as stream:
        return MappingProxyType({row["id"]: _input(row) for row in csv.DictReader(stream)})


def _input(row: Mapping[str, str]) -> KnownInput:
    return KnownInput(
        row["id"], row["unit"], row["kind"], row["holder"],
        tuple(part for part in row["sources"].split(";") if part),
        {"en": row["en"], "ro": row["ro"]},
        tuple(part for part in row["synonyms"].split(";") if part),
    )  # fmt: skip


@cache
def inputs_by_name() -> Mapping[str, str]:
    """Return the id of each input by every name that it goes by, folded."""
    names: dict[str, str] = {}
    for known in askable().values():
        for name in (*known.synonyms, *known.names.values(), known.id):
            names[fold(name)] = known.id
    return names
