"""GPC sub-sectors: which one a text means in any of our languages, and from which reporting level a line counts."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from capacities.facts.climate import GpcLine, gpc_lines
from capacities.tables.names import fold
from capacities.tables.problems import texts

SECTOR_IDS: Mapping[str, str] = {
    "I": "stationary_energy",
    "II": "transportation",
    "III": "waste",
    "IV": "ippu",
    "V": "afolu",
    "VI": "other_scope_3",
}
BASIC, BASIC_PLUS, TERRITORIAL, BEYOND = "BASIC", "BASIC+", "territorial only", "beyond BASIC+"
NOTATION_KEYS = ("NO", "IE", "NE", "C")
_REF = re.compile(r"^(I|II|III|IV|V|VI)(?:\.(\d{1,2}))?(?:\.(\d))?$")


@dataclass(frozen=True, slots=True)
class Where:
    """A place in the GPC table: sector number, and sub-sector and line where the file is that precise."""

    sector: str
    subsector: str = ""
    ref: str = ""


@cache
def lines_by_ref() -> Mapping[str, GpcLine]:
    """Return the lines of the GPC table by reference (I.1.1 … VI.1)."""
    return {line.ref: line for line in gpc_lines()}


@cache
def subsector_refs() -> tuple[str, ...]:
    """Return all sub-sectors of the GPC table in order (I.1 … VI.1)."""
    return tuple(dict.fromkeys(line.subsector_ref for line in gpc_lines()))


@lru_cache(maxsize=5_000)
def parse_ref(text: str) -> Where | None:
    """Return the place that a GPC reference names ('I.1.1', 'III.2', 'V'), or None for anything else."""
    match = _REF.match(text.strip().rstrip("."))
    if not match:
        return None
    sector, second, third = match.groups()
    if second is None:
        return Where(sector)
    subsector = f"{sector}.{second}"
    if subsector not in subsector_refs():
        return None
    ref = f"{subsector}.{third}" if third else subsector
    return Where(sector, subsector, ref if ref in lines_by_ref() else "")


@lru_cache(maxsize=20_000)
def find_sector(text: str) -> Where | None:
    """Return the sector or sub-sector that a text means, the most precise one; None where no known word occurs."""
    exact = parse_ref(text.split(" ")[0])
    if exact:
        return exact
    folded = fold(text)
    if folded in _phrases():
        return _where(_phrases()[folded])
    spaced = f" {folded} ".replace(" ", "  ")
    codes = [_phrases()[match[0].replace("  ", " ")] for match in _pattern().finditer(spaced)]
    if not codes:
        return None
    whole = [code for code in codes if "." not in code]
    parts = [code for code in codes if "." in code and (not whole or _inside(code, whole))]
    if "I" in whole and "V" in codes and not parts:
        return _where("I.5")  # agriculture under stationary energy
    return _where(parts[-1] if parts else whole[0])


def _inside(code: str, sectors: Iterable[str]) -> bool:
    return code.split(".")[0] in sectors


def _where(code: str) -> Where:
    found = parse_ref(code)
    if found is None:
        raise ValueError(f"vocabulary names {code!r}, which is not in the GPC table")
    return found


def name_of(ref: str, language: str) -> str:
    """Return the name of a sub-sector ("I.1") or, for a sector's number, of the sector."""
    say = texts(language)
    if "." not in ref:
        return say[f"sector_{ref}"]
    official = next((line.subsector for line in gpc_lines() if line.subsector_ref == ref), ref)
    return say.get(f"sub_{ref.replace('.', '_')}", official)


def level_of(where: Where, scope: int | None) -> str | None:
    """Return the GPC reporting level of an amount; None where the scope decides and is not known.

    Sectors without sub-sector follow their lines: stationary energy and transport count in BASIC for scopes 1 and 2 and
    in BASIC+ for scope 3, waste in BASIC, industrial processes and land use in BASIC+. Energy that a file books under
    waste (scope 2) is BASIC, as it would be where the GPC books it.
    """
    if where.ref:
        return lines_by_ref()[where.ref].reporting_level
    if where.sector == "VI":
        return BEYOND
    if where.sector in ("IV", "V"):
        return BASIC_PLUS
    if where.sector == "III":
        return BASIC
    return None if scope is None else (BASIC_PLUS if scope == 3 else BASIC)


def scope_of(where: Where) -> int | None:
    """Return the scope of a GPC line; None for a sub-sector or sector."""
    scope = lines_by_ref()[where.ref].scope if where.ref else ""
    return int(scope) if scope.isdigit() else None


@lru_cache(maxsize=5_000)
def carrier_scope(text: str) -> int | None:
    """Return the scope that a carrier implies: 2 for grid electricity, heat and cooling, 1 for fuels, else None."""
    folded = f" {fold(text)} "
    for scope, kind in ((2, "grid"), (1, "fuel")):
        if any(f" {word} " in folded for word in _vocabulary()["carriers"][kind]):
            return scope
    return None


def headings() -> Mapping[str, list[str]]:
    """Return the words of headings by kind, as parts of patterns over folded text."""
    return _vocabulary()["headings"]


@cache
def _vocabulary() -> dict[str, dict[str, list[str]]]:
    path = Path(__file__).resolve().parent / "vocabulary.toml"
    loaded: dict[str, dict[str, list[str]]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return loaded


@cache
def _phrases() -> Mapping[str, str]:
    official = {fold(line.subsector): line.subsector_ref for line in gpc_lines()}
    return official | {fold(w): code for code, words in _vocabulary()["sectors"].items() for w in words}


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_phrases(), key=len, reverse=True)
    words = "|".join(re.escape(phrase).replace(r"\ ", "  ") for phrase in longest_first)
    return re.compile(rf"(?<= )(?:{words})(?= )")
