"""Places and countries for programs. Everything here is public."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Router, Schema
from ninja.errors import HttpError

from capacities.core.places import queries
from capacities.core.places.models import Place

router = Router(tags=["places"])


class PlaceOut(Schema):
    """A municipality, or what stands for one."""

    country: str
    slug: str
    name: str
    county: str
    population: int | None
    latitude: float
    longitude: float
    lau: str
    nuts3: str
    geonames: str
    role: str
    url: str


class CountryOut(Schema):
    """A country of the network and how many places it has."""

    iso2: str
    name: str
    role: str
    municipalities: int
    mission_cities: int
    candidates: int
    url: str


class SearchIn(Schema):
    """What to look for: the beginning of a name in any spelling, and maybe a country."""

    q: str
    country: str = ""
    limit: int = 20


def place_out(place: Place) -> PlaceOut:
    """Return a place as the interface shows it; what is not known is empty or null."""
    return PlaceOut(
        country=place.country_id,
        slug=place.slug,
        name=place.name,
        county=place.county,
        population=place.population,
        latitude=place.latitude,
        longitude=place.longitude,
        lau=place.lau_id,
        nuts3=place.region,
        geonames=place.geonames_id,
        role=place.role,
        url=place.get_absolute_url(),
    )


@router.get("/places", response=list[PlaceOut], summary="Find places by name")
def find_places(request: HttpRequest, asked: Query[SearchIn]) -> list[PlaceOut]:
    """Return the places whose name is or begins with the text, best first; without case and diacritics."""
    found = queries.search_places(asked.q, asked.country.upper(), limit=min(max(asked.limit, 1), 100))
    return [place_out(place) for place in found.places]


@router.get("/places/{country}/{slug}", response=PlaceOut, summary="One place")
def one_place(request: HttpRequest, country: str, slug: str) -> PlaceOut:
    """Return the place with this address."""
    place = queries.place_by_slug(country, slug)
    if place is None:
        raise HttpError(404, "There is no place with this address.")
    return place_out(place)


@router.get("/countries", response=list[CountryOut], summary="Countries of the network")
def all_countries(request: HttpRequest) -> list[CountryOut]:
    """Return the countries of the network with their counts."""
    counts = queries.counts_by_country()
    return [
        CountryOut(
            iso2=country.iso2,
            name=country.name_en,
            role=country.role,
            municipalities=counts[country.iso2].municipalities if country.iso2 in counts else 0,
            mission_cities=counts[country.iso2].mission if country.iso2 in counts else 0,
            candidates=counts[country.iso2].candidates if country.iso2 in counts else 0,
            url=country.get_absolute_url(),
        )
        for country in queries.countries()
    ]
