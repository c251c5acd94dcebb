"""From a place of the list to the facts that the estimate uses."""

from __future__ import annotations

from capacities.dayone.result import PlaceFacts
from capacities.facts.countries import countries_by_code
from capacities.facts.places import Place


def place_facts(place: Place, population: float | None = None) -> PlaceFacts:
    """Return the facts of a place; ``population`` replaces the listed one.

    An unknown population is 0, which the estimate refuses with a clear message. Density is inhabitants of the
    list per km², also when ``population`` was given: it describes how the place is built.
    """
    codes = {"lau": place.lau_id, "nuts3": place.nuts3, "geonames": place.geonames_id}
    density = place.population / place.area_km2 if place.population and place.area_km2 else None
    return PlaceFacts(
        slug=place.slug,
        name=place.name,
        country=place.country,
        country_name=countries_by_code()[place.country].name_en,
        population=population if population is not None else float(place.population or 0),
        latitude=place.latitude,
        longitude=place.longitude,
        codes={kind: code for kind, code in codes.items() if code},
        county=place.county,
        area_km2=place.area_km2,
        density_per_km2=density,
        degree_of_urbanisation=place.degurba,
        role=place.role,
    )
