"""From the name that was typed to the facts of one place; says the choices or near names when there is not just one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from capacities.commands.plan_text import command_texts
from capacities.commands.problems import BadInput

if TYPE_CHECKING:
    from capacities.dayone.catalogue import Catalogue
    from capacities.dayone.result import PlaceFacts
    from capacities.facts.places import Place


def find_place(name: str, country: str | None, population: float | None, language: str) -> PlaceFacts:
    """Return the facts of the place that ``name`` means; ``population`` replaces the one in the facts.

    Raises BadInput for an empty, unknown or ambiguous name and for an unknown country.
    """
    from capacities.dayone.place_facts import place_facts
    from capacities.facts.lookup import UnknownCountry, find

    say = command_texts(language)
    if not name.strip():
        raise BadInput(say("lookup.empty"))
    try:
        match = find(name, country)
    except UnknownCountry:
        raise BadInput(say("lookup.country", value=country)) from None
    if match.choices:
        raise BadInput(_ambiguous(name, match.choices, say))
    if match.place is None:
        near = (
            say("lookup.near", names=", ".join(_full_name(p) for p in match.suggestions)) if match.suggestions else ""
        )
        where = say("lookup.where", country=country.upper()) if country else ""
        raise BadInput(say("lookup.unknown", name=name.strip(), where=where, near=near))
    facts = place_facts(match.place)
    if population is None and not facts.population:
        raise BadInput(say("lookup.no_population", name=facts.name))
    return facts if population is None else replace(facts, population=population)


def _full_name(place: Place) -> str:
    return f"{place.name} ({place.country})"


def _ambiguous(name: str, choices: tuple[Place, ...], say: Catalogue) -> str:
    lines = [say("lookup.ambiguous", name=name.strip())]
    for place in choices:
        key = "lookup.choice" if place.population else "lookup.choice_without_population"
        county = f"{place.county}, " if place.county else ""
        lines.append(say(key, name=place.name, county=county, country=place.country, n=place.population or 0))
    first = choices[0]
    example = f'"{first.name}, {first.county}"' if first.county else f'"{first.name}" --country {first.country}'
    return "\n".join([*lines, say("lookup.choose", example=example)])
