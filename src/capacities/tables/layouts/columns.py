"""What a heading means: concept, unit, scope, gas and sector, from words of several languages, never from position."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from capacities.tables.gpc import Where, carrier_scope, find_sector, headings
from capacities.tables.names import clean, fold
from capacities.tables.units import FactorUnit, Unit, unit_in_header


@dataclass(frozen=True, slots=True)
class Column:
    """One heading understood. ``concept`` is "" where it says nothing that an inventory needs."""

    index: int
    header: str
    concept: str = ""
    unit: Unit | FactorUnit | None = None
    scope: int | None = None
    gas: str = ""
    where: Where | None = None
    rank: int = 0  # lower is better where several columns say the same

    @property
    def counts_co2e(self) -> bool:
        """Return whether an amount of a gas is already in CO2e."""
        return isinstance(self.unit, Unit) and self.unit.co2


_SCOPE = re.compile(
    r"\b(?:scope|scopul|domeniul|domeniu|alcance|portee|perimetre|ambito|escopo|zakres|hatokor|geltungsbereich)"
    r"\s*(?P<n>[123]|iii|ii|i)\b"
)
OTHER = "other"  # gases without a warming potential of their own; only in CO2e
_GASES = {
    "co2": "CO2", "carbon dioxide": "CO2", "dioxid de carbon": "CO2", "ch4": "CH4", "methane": "CH4", "metan": "CH4",
    "n2o": "N2O", "nitrous oxide": "N2O", "protoxid de azot": "N2O", "sf6": "SF6", "nf3": "NF3", "hfc": "HFCs",
    "hfcs": "HFCs", "pfc": "PFCs", "pfcs": "PFCs",
    "other gases": OTHER, "alte gaze": OTHER, "f gases": OTHER, "fluorinated gases": OTHER,
}  # fmt: skip
_GAS = re.compile(rf"\b({'|'.join(sorted(_GASES, key=len, reverse=True))})\b")
_PLAIN = ("gpc_ref", "notation", "scope", "subsector", "sector", "carrier", "country", "scopes_included", "boundary")
_UNIT = re.compile(r"\b(units?|unitate|unitatea|u m|um|einheit|unite|unidad|unita|jednostka)\b")
_YEAR_OF_POPULATION = re.compile(r"\b(?:year|an|jahr|density)\b")


@cache
def _words(kind: str, *, whole: bool) -> re.Pattern[str]:
    """Return the words of one kind of heading as a pattern: the whole heading, or anywhere in it."""
    words = "|".join(headings()[kind])
    return re.compile(rf"(?:{words})$" if whole else rf"\b(?:{words})\b")


@lru_cache(maxsize=20_000)
def understand(header: str) -> Column:
    """Return what a heading means, without its position."""
    text = clean(header)
    folded = fold(text)
    column = Column(-1, text)
    if not folded or len(folded) > 220:
        return column
    for concept in _PLAIN:
        if _words(concept, whole=True).match(folded):
            return replace(column, concept=concept, rank=1 if folded in ("source", "sursa") else 0)
    if re.search(r"\b(notation key|cheie de notatie|notation keys)\b", folded):
        return replace(column, concept="notation", scope=_scope(folded))
    if found := _identity(folded):
        return replace(column, concept=found[0], rank=found[1])
    unit = unit_in_header(text)
    if _words("population", whole=False).match(folded) and not _YEAR_OF_POPULATION.search(folded):
        return replace(column, concept="population", unit=unit)
    return _quantity(replace(column, unit=unit), text, folded)


def _identity(folded: str) -> tuple[str, int] | None:
    for concept in ("city", "year"):
        for rank in range(3):
            if _words(f"{concept}_{rank}", whole=True).match(folded):
                return concept, rank
    return None


def _quantity(column: Column, text: str, folded: str) -> Column:
    """Return the meaning of a heading that should stand over numbers."""
    gas = _gas(text)
    if "gwp" in folded.split() or "global warming potential" in folded:
        return replace(column, concept="gwp", gas=gas)
    if re.search(r"\b(quality|methodology|description|scale|conversion|original|inventory|protocol)\b", folded):
        return column
    factor = bool(_words("factor", whole=False).search(folded)) or isinstance(column.unit, FactorUnit)
    if _UNIT.search(folded) and not isinstance(column.unit, FactorUnit):
        return replace(column, concept="factor_unit" if factor else "activity_unit" if folded != "unit" else "unit")
    if _words("noise", whole=False).search(folded):
        return column
    if factor:
        return (
            replace(column, concept="factor", gas=gas) if not re.search(r"\b(source|year|data)\b", folded) else column
        )
    if isinstance(column.unit, Unit) and column.unit.dimension in ("money", "other_money", "area", "power"):
        return column
    mass = isinstance(column.unit, Unit) and column.unit.dimension == "mass"
    if _words("activity", whole=False).search(folded) and re.search(r"\b(source|sursa|year|data source)\b", folded):
        return column
    if _words("activity", whole=False).search(folded) and not _words("emissions", whole=False).search(
        _without_units(folded)
    ):
        return replace(column, concept="activity")
    if isinstance(column.unit, Unit) and column.unit.dimension in ("energy", "volume"):
        return replace(column, concept="activity")
    return _emissions(column, folded, gas, mass)


def _emissions(column: Column, folded: str, gas: str, mass: bool) -> Column:
    if "grid" in folded and "generation" in folded and not re.search(r"\b(excluding|without|fara)\b", folded):
        return column
    partial = 1 if re.search(r"\b(excluding|without|prod|dev)\b", folded) else 0
    scope = _scope(folded)
    if partial and scope and "grid" in folded:
        return replace(column, concept="scope_emissions", scope=scope, rank=partial)
    if re.search(r"\bbasic(?:\+| plus)", folded):
        return replace(column, concept="basic_plus", rank=partial)
    if re.search(r"\bbasic\b", folded):
        return replace(column, concept="basic", rank=partial)
    where = find_sector(_without_units(folded))
    if where is not None and (mass or _words("emissions", whole=False).search(folded)):
        return replace(column, concept="sector_emissions", where=where, scope=scope or carrier_scope(folded), gas=gas)
    if scope is not None:
        return replace(column, concept="scope_emissions", scope=scope, rank=partial)
    if gas and (mass or folded == fold(gas)):
        return replace(column, concept="gas", gas=gas)
    if gas and not _words("emissions", whole=False).search(_GAS.sub(" ", folded)):
        return replace(column, concept="loose_gas", gas=gas)
    if _words("emissions", whole=False).search(folded) or (mass and _words("total", whole=False).search(folded)):
        return replace(
            column, concept="emissions", rank=partial + (0 if _words("total", whole=False).search(folded) else 1)
        )
    return column


def _scope(folded: str) -> int | None:
    if match := _SCOPE.search(folded):
        return {"1": 1, "2": 2, "3": 3, "i": 1, "ii": 2, "iii": 3}[match["n"]]
    if re.search(r"\b(outside (?:the )?(?:city|boundary|city boundary)|in afara (?:orasului|limitelor))\b", folded):
        return 3
    if re.search(r"\b(indirect emissions|emisii indirecte|indirekte emissionen)\b", folded):
        return 2
    if re.search(r"\b(direct emissions|emisii directe|direkte emissionen)\b", folded):
        return 1
    return None


_UNIT_WORDS = re.compile(
    r"\b(?:metric )?(?:t|kt|mt|gg|tonnes?|tons?|tone|kilotonnes)? ?(?:co2 ?e(?:q|quivalents?)?|tco2e?q?|ktco2e?q?"
    r"|co2 equivalents?|co2 echivalent|t co2|kt co2|co2e)\b"
)


def _without_units(folded: str) -> str:
    """Return a folded heading without the words of a CO2 unit."""
    return " ".join(_UNIT_WORDS.sub(" ", folded).split())


def _gas(text: str) -> str:
    """Return the gas that a heading names besides its unit: 'GHGs (t CO2e) - CH4' -> CH4, 'Emissions (t CO2)' -> ''."""
    bare = re.sub(r"[\[(][^\[\]()]*[\])]", " ", text)
    folded = fold(bare)
    folded = re.sub(
        r"\bco2 ?e(?:q\w*|quivalents?)?\b|\bco2 (?:equivalents?|echivalent)\b|\b[tk]t? ?co2e?q?\b", " ", folded
    )
    match = _GAS.search(folded.replace("co 2", "co2").replace("ch 4", "ch4").replace("n 2 o", "n2o"))
    return _GASES[match[1]] if match else ""
