"""Reads of countries and places: public facts, seen by everybody. Each function asks a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Case, Count, Q, QuerySet, Sum, Value, When

from capacities.core.places.models import Country, Place, PlaceName
from capacities.dayone.place_facts import place_facts as facts_of_record
from capacities.dayone.result import PlaceFacts
from capacities.facts.folding import fold, without_umlaut_digraphs
from capacities.facts.lookup import suggest_spelling
from capacities.facts.places import Place as Record

# A type-ahead list begins with the second letter; one letter fits half of Europe.
LEAST_LETTERS = 2
# So many namesakes are read before a county or country narrows them.
NARROWED_FROM = 300
# A place that fits by several names takes several rows; enough are read that the list is full without them.
NAMES_PER_PLACE = 6


@dataclass(frozen=True, slots=True)
class Search:
    """Places that fit a text, best first; if there are none, places whose name is spelt alike."""

    places: tuple[Place, ...]
    did_you_mean: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class CountryCounts:
    """How many places of a country are listed, and in which roles. ``people`` counts municipalities and towns."""

    municipalities: int
    mission: int
    candidates: int
    people: int


def search_places(text: str, country: str = "", limit: int = 20) -> Search:
    """Return the places whose name is or begins with the text: exact first, then by role and population.

    "Name, County" and "Name, Country" narrow the search; case and marks do not matter.
    """
    first, _, rest = text.partition(",")
    for name, part in ((text, ""), (first, fold(rest))):
        key = fold(name)
        for spelling in dict.fromkeys((key, without_umlaut_digraphs(key))):
            if len(spelling) < LEAST_LETTERS:
                continue
            found = _beginning_with(spelling, country, NARROWED_FROM if part else limit)
            if part:
                found = [place for place in found if _lies_in(place, part)][:limit]
            if found:
                return Search(tuple(found))
    return Search((), _spelt_alike(text, country) if len(fold(text)) > LEAST_LETTERS else ())


def suggest(text: str, country: str = "", limit: int = 8) -> list[dict[str, object]]:
    """Return what a type-ahead list shows, as plain data: places that begin with the text, best first."""
    key = fold(text)
    if len(key) < LEAST_LETTERS:
        return []
    return [
        {
            "name": place.name,
            "county": place.county,
            "country": place.country_id,
            "population": place.population,
            "role": place.role,
            "url": place.get_absolute_url(),
        }
        for place in _beginning_with(key, country, limit)
    ]


def place_by_slug(country: str, slug: str) -> Place | None:
    """Return the place with this address, with its country."""
    return Place.objects.select_related("country").filter(country_id=country.upper(), slug=slug.lower()).first()


place_by_address = place_by_slug


def names_of_places(addresses: Iterable[str]) -> dict[str, str]:
    """Return the names of places by address (country/slug); those that do not exist are missing."""
    wanted = [address.partition("/") for address in addresses]
    if not wanted:
        return {}
    fits = reduce(or_, (Q(country_id=country.upper(), slug=slug) for country, _, slug in wanted))
    return {place.address: place.name for place in Place.objects.filter(fits)}


def mission_cities(country: str = "") -> QuerySet[Place]:
    """Return the Mission cities with their memberships, by country and name."""
    return _with_role("mission", country)


def candidates(country: str = "") -> QuerySet[Place]:
    """Return the cities of national programmes that are no Mission cities, by country and name."""
    return _with_role("candidate", country)


def countries() -> QuerySet[Country]:
    """Return the countries of the network, by name."""
    return Country.objects.exclude(role=Country.Role.NONE)


def country_by_code(code: str) -> Country | None:
    """Return the country with this ISO or Eurostat code in any case."""
    return Country.objects.filter(Q(iso2=code.upper()) | Q(eu_code=code.upper())).first()


def counts_by_country() -> Mapping[str, CountryCounts]:
    """Return the counts per ISO code, for all countries at once."""
    whole = Q(kind__in=("municipality", "town"))
    rows = Place.objects.values("country_id").annotate(
        municipalities=Count("pk", filter=whole),
        mission=Count("pk", filter=Q(role="mission")),
        candidates=Count("pk", filter=Q(role="candidate")),
        people=Sum("population", filter=whole),
    )
    return {
        row["country_id"]: CountryCounts(row["municipalities"], row["mission"], row["candidates"], row["people"] or 0)
        for row in rows.order_by()
    }


def place_facts(place: Place) -> PlaceFacts:
    """Return the facts of a place as the estimate needs them; population 0 where none is known."""
    return facts_of_record(
        Record(
            country=place.country_id,
            slug=place.slug,
            name=place.name,
            name_local=place.name_local,
            kind=place.kind,  # type: ignore[arg-type]
            lau_id=place.lau_id,
            region=place.region,
            geonames_id=place.geonames_id,
            latitude=place.latitude,
            longitude=place.longitude,
            population=place.population,
            population_source=place.population_source,  # type: ignore[arg-type]
            area_km2=place.area_km2,
            degurba=place.degurba,
            keys=(),
        )
    )


def _with_role(role: str, country: str) -> QuerySet[Place]:
    found = Place.objects.filter(role=role).select_related("country").prefetch_related("memberships")
    if country:
        found = found.filter(country_id=country.upper())
    return found.order_by("country__name_en", "name")


def _beginning_with(key: str, country: str, limit: int) -> list[Place]:
    """Return places by quality of the match (own name, other name, beginning), then role, then population."""
    quality = Case(
        When(key=key, own=True, then=Value(0)),
        When(key=key, then=Value(1)),
        When(own=True, then=Value(2)),
        default=Value(3),
    )
    names = PlaceName.objects.filter(key__startswith=key)
    if country:
        names = names.filter(place__country_id=country.upper())
    best = names.order_by(quality, "-weight", "place_id")[: NAMES_PER_PLACE * limit]
    found = {name.place_id: name.place for name in best.select_related("place__country")}
    return list(found.values())[:limit]


def _lies_in(place: Place, part: str) -> bool:
    """Say whether a folded text names the place's county or country, in words or by code."""
    country = place.country
    names = {fold(name) for name in (country.name_en, *country.name_local.split(" / "), country.iso2, country.eu_code)}
    return part in names or f" {part} " in f" {fold(place.county)} "


def _spelt_alike(text: str, country: str) -> tuple[Place, ...]:
    records = suggest_spelling(text, country or None)
    if not records:
        return ()
    fits = reduce(or_, (Q(country_id=record.country, slug=record.slug) for record in records))
    found = {(place.country_id, place.slug): place for place in Place.objects.select_related("country").filter(fits)}
    ordered = (found.get((record.country, record.slug)) for record in records)
    return tuple(place for place in ordered if place)
