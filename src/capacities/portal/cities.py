"""Mission cities and candidates as the pages show them: rows, map and file. Reads through core.places only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from capacities import charts
from capacities.charts.europe import is_in_frame
from capacities.core.places.models import Membership, Place
from capacities.core.places.queries import candidates, mission_cities
from capacities.core.places.services import MISSION

FILLS = {"core": "m1", "supporting": "m2"}


@dataclass(frozen=True, slots=True)
class City:
    """A Mission city or candidate with its memberships, read once."""

    place: Place
    memberships: tuple[Membership, ...]

    @property
    def is_mission(self) -> bool:
        """Return whether the EU Mission chose it."""
        return any(one.programme == MISSION for one in self.memberships)

    @property
    def label_date(self) -> str:
        """Return the date of the label (year, month or day), or nothing."""
        return next((one.label_date for one in self.memberships if one.programme == MISSION), "")

    @property
    def has_label(self) -> bool:
        """Return whether it has the EU Mission Label."""
        return any(one.programme == MISSION and one.label_wave for one in self.memberships)

    @property
    def programmes(self) -> tuple[Membership, ...]:
        """Return its memberships in national programmes."""
        return tuple(one for one in self.memberships if one.programme != MISSION)


def read_cities(country: str = "") -> list[City]:
    """Return Mission cities and candidates of a country or of all, in four queries."""
    places = [*mission_cities(country), *candidates(country)]
    return [City(place, tuple(place.memberships.all())) for place in places]


def count_municipalities() -> int:
    """Return how many municipalities and towns can start from a draft; parts of them do not count."""
    return Place.objects.filter(kind__in=("municipality", "town")).count()


def mission_members(cities: Iterable[City]) -> list[City]:
    """Return the Mission cities among them."""
    return [city for city in cities if city.is_mission]


def national_members(cities: Iterable[City]) -> list[City]:
    """Return those that take part in a national programme without being Mission cities."""
    return [city for city in cities if not city.is_mission]


def draw_map(cities: Sequence[City], roles: dict[str, str], label: str, country: str = "") -> SafeString:
    """Draw countries by role and cities by state; with ``country`` only its part of the map."""
    dots = [charts.CityDot(city.place.latitude, city.place.longitude, _dot(city)) for city in cities]
    fills = {code: FILLS[role] for code, role in roles.items() if role in FILLS}
    frame = None
    if country:
        frame = charts.country_frame(country, [(dot.latitude, dot.longitude) for dot in dots])
        fills = {country: "m1"}
    return mark_safe(charts.europe_map(fills, dots, label=label, frame=frame))


def outside_the_map(cities: Iterable[City]) -> list[str]:
    """Return the names of cities that lie outside the frame."""
    return [city.place.name for city in cities if not is_in_frame(city.place.latitude, city.place.longitude)]


def _dot(city: City) -> str:
    if city.has_label:
        return "dot"
    return "dot no" if city.is_mission else "dot cand"
