"""Units as they stand in headers and cells, and conversion between them. Knows no file and no column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from capacities.tables.names import clean

GJ_PER_MWH = 3.6
GJ_PER_TOE = 41.868  # IEA/Eurostat definition of the tonne of oil equivalent

# dimension -> unit -> how many base units it is. Base: MWh, t, m3, EUR, km, m2, kW, one.
_TABLE: dict[str, dict[str, float]] = {
    "energy": {
        "wh": 1e-6, "kwh": 1e-3, "mwh": 1.0, "gwh": 1e3, "twh": 1e6,
        "mj": 1e-3 / GJ_PER_MWH, "gj": 1 / GJ_PER_MWH, "tj": 1e3 / GJ_PER_MWH, "pj": 1e6 / GJ_PER_MWH,
        "toe": GJ_PER_TOE / GJ_PER_MWH, "tep": GJ_PER_TOE / GJ_PER_MWH, "ktoe": 1e3 * GJ_PER_TOE / GJ_PER_MWH,
        "ktep": 1e3 * GJ_PER_TOE / GJ_PER_MWH, "mtoe": 1e6 * GJ_PER_TOE / GJ_PER_MWH,
        "gcal": 4.1868 / GJ_PER_MWH,
    },
    "mass": {
        "g": 1e-6, "kg": 1e-3, "t": 1.0, "kt": 1e3, "gg": 1e3, "mt": 1e6, "gt": 1e9, "tg": 1e6, "lb": 0.45359237e-3,
    },
    "volume": {"l": 1e-3, "hl": 0.1, "m3": 1.0, "kl": 1.0, "ml": 1e-6, "tm3": 1e3, "mm3": 1e6},
    "money": {"eur": 1.0, "keur": 1e3, "meur": 1e6, "beur": 1e9},
    "other_money": {"ron": 1.0, "mron": 1e6, "usd": 1.0, "gbp": 1.0, "pln": 1.0, "sek": 1.0, "huf": 1.0, "czk": 1.0},
    "distance": {"m": 1e-3, "km": 1.0, "vkm": 1.0, "pkm": 1.0, "mkm": 1e6, "mpkm": 1e6, "mvkm": 1e6, "tkm": 1.0},
    "area": {"m2": 1.0, "ha": 1e4, "km2": 1e6},
    "power": {"w": 1e-3, "kw": 1.0, "kwp": 1.0, "mw": 1e3, "mwp": 1e3, "gw": 1e6},
    "yield": {"kwh/kwp": 1.0},
    "count": {"1": 1.0, "k": 1e3, "million": 1e6},
}  # fmt: skip
_WORDS = {
    "tonnes": "t", "tonne": "t", "tons": "t", "ton": "t", "tones": "t", "to": "t", "tone": "t", "tona": "t",
    "metric tonnes": "t", "metric tons": "t", "metric ton": "t", "metric tonne": "t", "mt co2e": "t",
    "tonnen": "t", "tonelade": "t", "toneladas": "t", "tonnellate": "t", "tonna": "t", "tonnia": "t", "ton.": "t",
    "tonnes metriques": "t", "kilotonnes": "kt", "kilotons": "kt", "kilotonne": "kt", "kton": "kt", "kilotone": "kt",
    "thousand tonnes": "kt", "thousand tons": "kt", "mii tone": "kt", "mii de tone": "kt", "1000 t": "kt",
    "tausend tonnen": "kt", "megatonnes": "mt", "megatonne": "mt", "million tonnes": "mt", "million tons": "mt",
    "million tones": "mt", "million metric tons": "mt", "milioane tone": "mt", "milioane de tone": "mt",
    "gigagrams": "gg", "gigagram": "gg", "kilograms": "kg", "kilogram": "kg", "kilograme": "kg", "kgs": "kg",
    "litres": "l", "liters": "l", "litre": "l", "liter": "l", "litri": "l", "litros": "l", "ltr": "l",
    "cubic metres": "m3", "cubic meters": "m3", "cubic metre": "m3", "metri cubi": "m3", "mc": "m3", "nm3": "m3",
    "smc": "m3", "cbm": "m3", "m³": "m3", "m^3": "m3", "thousand m3": "tm3", "mii m3": "tm3", "mii mc": "tm3",
    "1000 m3": "tm3", "million m3": "mm3", "megawatt hours": "mwh", "kilowatt hours": "kwh",
    "megawatthours": "mwh", "gigawatt hours": "gwh", "mw h": "mwh", "kw h": "kwh", "gigajoules": "gj",
    "terajoules": "tj", "megajoules": "mj", "euro": "eur", "euros": "eur", "€": "eur", "k€": "keur", "m€": "meur",
    "thousand euro": "keur", "thousand eur": "keur", "mii euro": "keur", "million euro": "meur",
    "million eur": "meur", "mio eur": "meur", "mio euro": "meur", "mil eur": "meur", "mil euro": "meur",
    "milioane euro": "meur", "milioane de euro": "meur", "mln eur": "meur", "lei": "ron", "mil lei": "mron",
    "km²": "km2", "km^2": "km2", "sq km": "km2", "square km": "km2", "square kilometres": "km2", "m²": "m2",
    "mp": "m2", "sqm": "m2", "sq m": "m2", "square metres": "m2", "square meters": "m2", "m^2": "m2",
    "hectares": "ha", "hectare": "ha", "persons": "1", "people": "1", "inhabitants": "1", "person": "1",
    "persoane": "1", "locuitori": "1", "inh": "1", "cap": "1", "capita": "1", "vehicles": "1", "cars": "1",
    "vehicule": "1", "autoturisme": "1", "dwellings": "1", "locuinte": "1", "households": "1", "pcs": "1", "buc": "1",
    "number": "1", "nr": "1", "000s": "k", "thousand": "k", "thousands": "k", "mii": "k", "millions": "million",
    "vehicle km": "vkm", "vehicle-km": "vkm", "veh-km": "vkm", "passenger km": "pkm", "passenger-km": "pkm",
    "pass-km": "pkm", "million pkm": "mpkm", "million vkm": "mvkm", "million km": "mkm",
}  # fmt: skip
_FLAT = {symbol: (dimension, factor) for dimension, units in _TABLE.items() for symbol, factor in units.items()}
_CO2 = re.compile(
    r"(?i)(?:\b|(?<=[tgk])|_)(?:of\s+|de\s+)?(?:eq\.?\s*)?(?:co\s*2|co₂|ghg|carbon dioxide)"
    r"(?:[\s\-_]*(?:equivalents?|equiv|echivalent|[äa]q|eq|e))?(?![a-z0-9])\.?"
)
_BRACKETS = re.compile(r"[\[(]([^\[\]()]{1,60})[\])]")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: ``factor`` base units of its dimension; ``co2`` where it counts CO2 or CO2e."""

    symbol: str
    dimension: str
    factor: float
    co2: bool = False


@dataclass(frozen=True, slots=True)
class FactorUnit:
    """The unit of an emission factor: mass of gas per unit of activity."""

    mass: Unit
    per: Unit


@lru_cache(maxsize=4_000)
def parse_unit(text: str) -> Unit | None:
    """Return the unit that ``text`` names ('MWh', 'kt CO2e', 'metric tonnes CO2e', 'mii euro'), or None.

    Case decides between Mt (a million tonnes) and MT or mt, which American writers use for the metric ton.
    """
    plain = clean(text).strip("[](){}:;,. ")
    if plain.casefold() in ("mwh/year", "mwh/an", "t/year", "t/an") or re.search(r"(?i)/\s*(year|yr|an|a)$", plain):
        plain = re.sub(r"(?i)\s*/\s*(year|yr|an|a)$", "", plain)
    bare = _CO2.sub(" ", plain)
    co2 = bare != plain or bool(re.fullmatch(r"(?i)(kt|mt|t|gg)e|teqco2|tco2.*", plain))
    bare = re.sub(r"(?i)^(kt|mt|t|gg)e$", r"\1", clean(bare)).strip("_-. ")
    folded = bare.casefold().replace("_", " ").replace("ţ", "t")
    symbol = _WORDS.get(folded, folded)
    if bare == "Mg":
        symbol = "t"  # megagram
    if symbol == "mt" and folded == "mt" and not bare.startswith("Mt"):
        symbol = "t"
    if symbol in _FLAT:
        dimension, factor = _FLAT[symbol]
        return Unit(symbol, dimension, factor, co2 and dimension == "mass")
    return None


@lru_cache(maxsize=4_000)
def parse_factor_unit(text: str) -> FactorUnit | None:
    """Return the unit of an emission factor ('t CO2/MWh', 'kg/m3', 'gCO2e per kWh', 't_co2_per_mwh'), or None."""
    parts = re.split(r"(?i)\s*/\s*|[\s_]+per[\s_]+|[\s_]+pe[\s_]+", clean(text).strip("[]() "), maxsplit=1)
    if len(parts) != 2:
        return None
    mass, per = parse_unit(parts[0]), parse_unit(parts[1])
    return FactorUnit(mass, per) if mass and per and mass.dimension == "mass" else None


@lru_cache(maxsize=4_000)
def unit_in_header(header: str) -> Unit | FactorUnit | None:
    """Return the unit that a header states: in brackets, after a colon or comma, or as its last words."""
    text = clean(header)
    candidates = list(reversed(_BRACKETS.findall(text)))
    candidates += [part for sign in (":", ",", " in ", " - ") if sign in text for part in [text.rpartition(sign)[2]]]
    words = re.split(r"[\s_]+", text)
    candidates += [" ".join(words[start:]) for start in range(max(0, len(words) - 5), len(words))]
    for candidate in candidates:
        if re.search(r"(?i)/|\bper\b", candidate) and (found := parse_factor_unit(candidate)):
            return found
        if unit := parse_unit(candidate):
            if re.fullmatch(r"(?i)[a-z]?|to|mp|mc|m|in|no|an|nr|number|cap|tone|1", candidate) and candidate != "t":
                continue
            return unit
    return None


def convert(value: float, source: Unit, target: Unit) -> float:
    """Return ``value`` in another unit; raises ValueError where the two measure different things."""
    if source.dimension != target.dimension:
        raise ValueError(f"{source.symbol} is {source.dimension}, {target.symbol} is {target.dimension}")
    return value * source.factor / target.factor


def mwh_per_unit(fuel: str, unit: Unit) -> float | None:
    """Return MWh (net calorific value) per unit of fuel where a published default exists, else None.

    Directive (EU) 2018/2001, Annex III: petrol 43 MJ/kg and 32 MJ/l, diesel 43 MJ/kg and 36 MJ/l, LPG 46 MJ/kg and
    24 MJ/l. Gas by volume has none: its calorific value stands on the supplier's bill.
    """
    per_kg, per_l = {"petrol": (43.0, 32.0), "diesel": (43.0, 36.0), "lpg": (46.0, 24.0)}.get(fuel, (None, None))
    if per_kg is None or per_l is None:
        return None
    if unit.dimension == "mass":
        return unit.factor * per_kg / GJ_PER_MWH  # MJ/kg is GJ/t
    if unit.dimension == "volume":
        return unit.factor * per_l / GJ_PER_MWH  # MJ/l is GJ/m3
    return None
