"""Names and sentences of a day-one plan by id and language. Holds no figures and decides nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from capacities.dayone.catalogue import Catalogue, catalogue
from capacities.dayone.result import FindFirst, Notice, Tier
from capacities.facts.measures import measures, title
from capacities.tables.known_inputs import askable

_FOLDER = Path(__file__).resolve().parent / "texts"


@dataclass(frozen=True, slots=True)
class Ask:
    """A figure to find: what it is, who holds it, how long it takes to get, and what to ask for."""

    name: str
    holder: str
    effort: str
    request: str


def texts(language: str) -> Catalogue:
    """Return the catalogue of this package; raises ValueError for a language without one."""
    return catalogue(_FOLDER, language)


def _name(group: str, id: str, language: str) -> str:
    """Return the name of an id; an id that came later than the texts is shown in readable form."""
    found = texts(language).get(f"{group}.{id}")
    return found if isinstance(found, str) else id.replace("_", " ")


def sector_name(sector: str, language: str) -> str:
    """Return the name of a GPC sector, such as Transport."""
    return _name("sectors", sector, language)


def subsector_name(subsector: str, language: str) -> str:
    """Return the name of a GPC sub-sector such as II.1."""
    return _name("subsectors", subsector, language)


def source_name(id: str, language: str) -> str:
    """Return the name of one inventory line, such as Homes: natural gas."""
    return _name("sources", id, language)


def carrier_name(carrier: str, language: str) -> str:
    """Return the name of an energy carrier or another kind of activity."""
    return _name("carriers", carrier, language)


def payer_name(payer: str, language: str) -> str:
    """Return the name of who pays."""
    return _name("payers", payer, language)


def tier_name(tier: Tier, language: str) -> str:
    """Return how near a figure is to the town, in words."""
    return _name("tiers", tier.name.lower(), language)


def benefit_name(benefit: str, language: str) -> str:
    """Return the name of a co-benefit."""
    return _name("benefits", benefit, language)


def unit_name(unit: str, language: str) -> str:
    """Return a unit as it is written after a number."""
    found = texts(language).get(f"units.{unit}")
    return found if isinstance(found, str) else unit


def measure_name(id: str, language: str) -> str:
    """Return the short name of a measure."""
    known = measures().get(id)
    if known is None:
        return id.replace("_", " ").capitalize()
    return known.name_ro if language == "ro" else known.name_en


def measure_title(id: str, level: float, language: str) -> str:
    """Return a measure with how far it goes, such as Renovate 3 in 10 homes."""
    known = measures().get(id)
    return title(known, level, language) if known else measure_name(id, language)


def measure_text(id: str, language: str) -> str:
    """Return one or two sentences on what a measure is; empty if there are none."""
    known = measures().get(id)
    if known is None:
        return ""
    return known.description_ro if language == "ro" else known.description_en


def notice_text(notice: Notice, language: str) -> str:
    """Return the sentence of a notice. Values that are ids (what, carrier, sector ...) are named in words."""
    catalogue = texts(language)
    params = {key: _param_text(key, value, language) for key, value in notice.params.items()}
    params.setdefault("n", params.get("count", 0))
    if catalogue.get(f"notices.{notice.code}") is None:
        values = ", ".join(f"{key} {value}" for key, value in params.items() if key in notice.params)
        return f"{notice.code.replace('_', ' ')}: {values}" if values else notice.code.replace("_", " ")
    return catalogue(f"notices.{notice.code}", **params)


def country_name(code: str, name: str, language: str) -> str:
    """Return the name of a country in a language; the given name where the code is not known."""
    from babel import Locale

    return str(Locale(language).territories.get(code, name))


def line_note(code: str, language: str) -> str:
    """Return the remark on an inventory line; empty for a line without one."""
    return _name("line_notes", code, language) if code else ""


def error_text(code: str, language: str, **params: str | float | int) -> str:
    """Return the sentence for an option that cannot be met; says what came and what fits."""
    catalogue = texts(language)
    return catalogue(f"errors.{code}", **params) if catalogue.get(f"errors.{code}") else code.replace("_", " ")


def ask(figure: FindFirst | str, language: str) -> Ask:
    """Return whom to ask for a figure, what to ask, and how long that takes."""
    id = figure if isinstance(figure, str) else figure.input
    if id.startswith(_KNOWN):
        return _ask_again(id.removeprefix(_KNOWN), language)
    found = texts(language).get(f"find_first.{id}") or {}
    name = str(found.get("name", id.replace("_", " ")))
    return Ask(name, found.get("holder", ""), found.get("effort", ""), found.get("request", name))


_KNOWN = "known_"


def _ask_again(id: str, language: str) -> Ask:
    """Return what to ask about a figure that the town gave itself: a closer one."""
    catalogue = texts(language)
    known = askable().get(id)
    name = known.names.get(language, id) if known else id.replace("_", " ")
    return Ask(
        catalogue("given_figure.name", figure=name),
        catalogue("given_figure.holder"),
        catalogue("given_figure.effort"),
        catalogue("given_figure.request", figure=name),
    )


_ID_GROUPS = ("sources", "carriers", "sectors", "subsectors", "benefits", "payers")


def _param_text(key: str, value: Any, language: str) -> Any:
    """Return a parameter for a sentence: ids become names, everything else stays."""
    if not isinstance(value, str) or key in ("name", "place", "file", "url"):
        return value
    if key == "country":
        return country_name(value, value, language)
    if value in measures():
        return measure_name(value, language)
    for group in _ID_GROUPS:
        found = texts(language).get(f"{group}.{value}")
        if isinstance(found, str):
            return found
    return value
