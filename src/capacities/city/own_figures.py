"""A visitor's own figures in the address of a page: nothing is stored, and the address can be kept or sent on."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from capacities.dayone.assemble import BadOption
from capacities.tables.known import DEFAULT_UNCERTAINTY, KnownValue
from capacities.tables.known_inputs import askable

PARAMETER = "known"


def to_query(known: Mapping[str, KnownValue]) -> str:
    """Return `?known=res_gas:61000&known=cars:12000:0.1` (id, value, uncertainty unless usual), or nothing."""
    pairs = [(PARAMETER, _written(id, value)) for id, value in known.items()]
    return f"?{urlencode(pairs, safe=':')}" if pairs else ""


def _written(id: str, known: KnownValue) -> str:
    tail = "" if known.relative_uncertainty == DEFAULT_UNCERTAINTY else f":{known.relative_uncertainty:g}"
    return f"{id}:{known.value:.10g}{tail}"


def from_query(values: list[str]) -> dict[str, KnownValue]:
    """Return the figures of an address. Raises BadOption for one that names no input or holds no number."""
    known = {}
    for text in values:
        id, *numbers = text.split(":")
        found = askable().get(id)
        try:
            value, *rest = (float(n) for n in numbers)
            uncertainty = rest[0] if rest else DEFAULT_UNCERTAINTY
        except (ValueError, IndexError):
            found = None
            value = uncertainty = 0.0
        if found is None or not abs(value) < 1e15 or not 0 <= uncertainty <= 2 or len(numbers) > 2:
            raise BadOption("known", "known_not_understood", value=text[:60])
        known[id] = KnownValue(value, found.unit, uncertainty)
    return known
