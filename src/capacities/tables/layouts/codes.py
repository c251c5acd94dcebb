"""Short codes in cells of inventories: years, notation keys, scopes, and placeholders of templates never filled in."""

from __future__ import annotations

import re
from functools import lru_cache

from capacities.tables.gpc import NOTATION_KEYS
from capacities.tables.names import fold

_PLACEHOLDER = re.compile(r"\{\{.*\}\}|please select", re.IGNORECASE)
_OPENINGS = "{pP"


def is_placeholder(text: str) -> bool:
    """Return whether a cell shows what a template expects there: '{{city_name}}', 'Please select'."""
    return text[:1] in _OPENINGS and bool(text) and bool(_PLACEHOLDER.fullmatch(text))


@lru_cache(maxsize=5_000)
def year_in(text: str) -> int | None:
    """Return the year that a text names; of a period the year in which it ends ('2013-07-01 - 2014-06-30' -> 2014)."""
    years = [int(match) for match in re.findall(r"(?<!\d)(?:19[5-9]\d|20[0-6]\d)(?!\d)", text)]
    return years[-1] if years else None


@lru_cache(maxsize=5_000)
def notation_key(text: str) -> str:
    """Return the notation keys in a cell ('NE', 'IE, NO'), "" where it holds none."""
    parts = [part for part in re.split(r"[\s,;/+]+", text.strip().upper()) if part]
    return ", ".join(parts) if parts and all(part in NOTATION_KEYS for part in parts) else ""


@lru_cache(maxsize=2_000)
def parse_scope(text: str) -> int | None:
    """Return the scope that a cell names: 1, 'Scope 2', 'S3', 'Direct emissions', 'Outside city boundary'."""
    folded = fold(text)
    match = re.fullmatch(
        r"(?:scope|scopul|domeniul|s|alcance|ambito|portee|escopo|zakres)? ?([123]|iii|ii|i)(?: 0)?", folded
    )
    if match:
        return {"1": 1, "2": 2, "3": 3, "i": 1, "ii": 2, "iii": 3}[match[1]]
    for scope, words in (
        (3, ("outside", "out of boundary", "in afara")), (2, ("indirect",)), (1, ("direct",)),
    ):  # fmt: skip
        if any(word in folded for word in words):
            return scope
    return None
