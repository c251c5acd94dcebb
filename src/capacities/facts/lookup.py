"""Finding a place by the name a person types: without case, marks or database; choices when the name is shared.

Searches the packed table without parsing it, so that one look-up costs a few hundredths of a second.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from capacities.facts.countries import countries_by_code
from capacities.facts.folding import fold, without_umlaut_digraphs
from capacities.facts.places import Place, packed_rows, place_of_row, regions

# A namesake that is so many times larger than all others is the one that is meant.
DOMINANT = 10
CHOICES = 12
SUGGESTIONS = 5
# Least likeness (0 to 100, rapidfuzz ratio) of a name that is suggested instead.
LIKENESS = 75
# A suggestion that is so much less alike than the best one is left out; letters that its length may differ by.
MUCH_LESS_ALIKE = 10
LENGTHS = 3
_BRACKETS = re.compile(r"^(?P<name>.+?)\s*\((?P<part>[^()]+)\)$")


@dataclass(frozen=True, slots=True)
class Match:
    """What a name led to: one place, or choices (the name is shared), or suggestions (nobody has it)."""

    query: str
    place: Place | None = None
    choices: tuple[Place, ...] = ()
    suggestions: tuple[Place, ...] = ()


class UnknownCountry(ValueError):
    """The country that was asked for is not one whose places are listed."""


def find(name: str, country: str | None = None, home_country: str | None = None) -> Match:
    """Return the place that a name means.

    ``country`` (ISO or Eurostat code) narrows the search; ``home_country`` only prefers: a Mission city or
    candidate there is chosen among its namesakes. "Name, County", "Name, Country" and "Name (CC)" are
    understood. Raises UnknownCountry.
    """
    code = country_code(country) if country else None
    home = code or (country_code(home_country) if home_country else None)
    if not fold(name):
        return Match(name)
    for text, part in _readings(name):
        for key in dict.fromkeys((fold(text), without_umlaut_digraphs(fold(text)))):
            match = _decide(name, key, lambda places, part=part: _narrow(places, code, part), home)  # type: ignore[misc]
            if match.place or match.choices:
                return match
    return Match(name, suggestions=suggest_spelling(name, code))


def country_code(text: str) -> str:
    """Return the ISO code for an ISO or Eurostat code in any case; raises UnknownCountry."""
    country = countries_by_code().get(text.strip().upper())
    if country is None:
        raise UnknownCountry(text)
    return country.iso2


def place_by_id(id: str) -> Place | None:
    """Return the place with this id (country/slug), if there is one."""
    country, _, slug = id.partition("/")
    key = slug.replace("-", " ").encode()
    for place in _rows_holding(
        b"\n" + country.upper().encode() + b",", (b"," + slug.encode() + b",", b"|" + key + b"|")
    ):
        if place.id == id:
            return place
    return None


def _readings(name: str) -> Iterable[tuple[str, str]]:
    """Yield (name, what narrows it): the whole text first, then "Name (part)" and "Name, part"."""
    yield name, ""
    bracketed = _BRACKETS.match(name.strip())
    if bracketed:
        yield bracketed["name"], bracketed["part"]
    if "," in name:
        first, _, rest = name.partition(",")
        yield first, rest.strip()
        yield rest.strip(), first  # County, Name


def _named(key: str) -> list[Place]:
    return list(_rows_holding(b"", (b"|" + key.encode() + b"|",))) if key else []


def _beginning(key: str) -> list[Place]:
    """Return the places whose own name begins with these words: Sankt Georgen im Attergau."""
    return list(_rows_holding(b"", (b",|" + key.encode() + b" ",))) if key else []


def _rows_holding(start: bytes, needles: Iterable[bytes]) -> Iterable[Place]:
    """Yield the places whose row holds one of the needles (and begins with ``start``)."""
    rows, seen = packed_rows(), set()
    for needle in needles:
        at = rows.find(needle)
        while at >= 0:
            first = rows.rfind(b"\n", 0, at)
            end = rows.find(b"\n", at)
            if first not in seen and rows.startswith(start, first):
                seen.add(first)
                yield place_of_row(next(csv.reader([rows[first + 1 : end].decode()])))
            at = rows.find(needle, end)


def _narrow(places: list[Place], code: str | None, part: str) -> list[Place]:
    if code:
        places = [place for place in places if place.country == code]
    return [place for place in places if _lies_in(place, part)] if part else places


def _lies_in(place: Place, part: str) -> bool:
    """Say whether the place belongs to a country or county that was named in words or by code."""
    wanted, country = fold(part), countries_by_code()[place.country]
    codes = {country.iso2, country.eu_code}
    names = {fold(country.name_en), *map(fold, country.name_local.split(" / "))}
    region = regions().get(place.region)
    counties = (region.name, region.name_local) if region else ()
    return part.strip().upper() in codes or wanted in names or any(f" {wanted} " in f" {fold(c)} " for c in counties)


def _decide(query: str, key: str, narrow: Callable[[list[Place]], list[Place]], home: str | None) -> Match:
    """Choose among the places that bear the name, or offer them.

    A place's own name goes before other names, and both before parts of municipalities; a place that is much
    larger than all who bear the name as their own is a rival to them (Rom: a French village, and Rome).
    """
    found = narrow(_named(key))
    proper = [place for place in found if place.kind != "locality"]
    own = [place for place in proper if place.keys[0] == key]
    if own:
        largest = max(place.population or 0 for place in own)
        rivals = [p for p in proper if p not in own and (p.population or 0) >= DOMINANT * max(largest, 1)]
        candidates = own + rivals
    else:
        candidates = proper
    chosen = _one_that_is_meant(candidates, home)
    if chosen is None and not own:
        more = [place for place in narrow(_beginning(key)) if place not in found]
        candidates = [*candidates, *(place for place in more if place.kind != "locality")] or found or more
        chosen = _one_that_is_meant(candidates, home)
    if chosen:
        return Match(query, place=chosen)
    return Match(query, choices=tuple(sorted(candidates, key=_rank)[:CHOICES]))


def _one_that_is_meant(places: list[Place], home: str | None) -> Place | None:
    if len(places) <= 1:
        return places[0] if places else None
    at_home = [place for place in places if place.role and place.country == home]
    if len(at_home) == 1:
        return at_home[0]
    first, second = sorted(places, key=lambda place: -(place.population or 0))[:2]
    clear = (first.population or 0) >= DOMINANT * max(second.population or 0, 1)
    return first if clear else None


def _rank(place: Place) -> tuple[bool, int]:
    return (not place.role, -(place.population or 0))


def suggest_spelling(name: str, country: str | None = None) -> tuple[Place, ...]:
    """Return places whose name is spelt much like this one, best first, larger first among equals.

    Names with the same first letter are compared first; the others only if none of those is alike.
    """
    from rapidfuzz import fuzz, process

    key, code = fold(name), country_code(country) if country else None
    if not key:
        return ()
    rows = _rows_of(code)
    for names in (_keys(rows, key[0], len(key)), _keys(rows)):
        alike = process.extract(key, names, scorer=fuzz.ratio, score_cutoff=LIKENESS, limit=3 * SUGGESTIONS)
        if alike:
            break
    found: dict[str, tuple[float, int, Place]] = {}
    for spelling, score, _ in alike:
        if score >= alike[0][1] - MUCH_LESS_ALIKE:
            for place in _narrow(_named(spelling), code, ""):
                found.setdefault(place.id, (-score, -(place.population or 0), place))
    ranked = sorted(found.values(), key=lambda entry: entry[:2])
    return tuple(place for _, _, place in ranked[:SUGGESTIONS])


def _rows_of(code: str | None) -> bytes:
    """Return the table, or its rows of one country, which stand together."""
    rows = packed_rows()
    if code is None:
        return rows
    start = rows.find(f"\n{code},".encode())
    end = rows.find(b"\n", rows.rfind(f"\n{code},".encode()) + 1)
    return rows[start:end] if start >= 0 else b""


def _keys(rows: bytes, first: str = "", letters: int = 0) -> list[str]:
    """Return the folded names in some rows: all, or those with this first letter and about so many letters."""
    # A letter of another script is two or three bytes long.
    some = f"{{{max(letters - LENGTHS - 1, 1)},{3 * (letters + LENGTHS)}}}" if letters else "+"
    pattern = rb"\|" + re.escape(first.encode()) + rb"[^|\n]" + some.encode() + rb"(?=\|)"
    return [found[1:].decode() for found in set(re.findall(pattern, rows))]
