"""Rows and figures of countries, from places, organisations and stored drafts. Asks nothing itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from babel import Locale
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from capacities.core.organisations.names import country_name, sort_key
from capacities.core.places.models import Country
from capacities.portal.cities import City

ROLES: dict[str, str | Promise] = {
    Country.Role.CORE: _("Core country"),
    Country.Role.SUPPORTING: _("Supporting country"),
    Country.Role.OTHER: _("Country with a Mission city"),
    Country.Role.NONE: _("Not in the network"),
}
ROLE_ORDER = tuple(ROLES)


@dataclass(frozen=True, slots=True)
class CountryRow:
    """A country in a list: role, languages, and how many cities and organisations take part."""

    country: Country
    name: str
    role: str
    languages: str
    mission: int
    with_label: int
    candidates: int
    organisations: int


def country_rows(
    countries: Sequence[Country], cities: Sequence[City], organisations: Mapping[str, int]
) -> list[CountryRow]:
    """Return countries by role, then by name in the reader's language."""
    mission = Counter(city.place.country_id for city in cities if city.is_mission)
    labels = Counter(city.place.country_id for city in cities if city.has_label)
    national = Counter(city.place.country_id for city in cities if not city.is_mission)
    rows = [
        CountryRow(
            country=country,
            name=country_name(country.iso2),
            role=str(ROLES[country.role]),
            languages=language_names(country.languages),
            mission=mission[country.iso2],
            with_label=labels[country.iso2],
            candidates=national[country.iso2],
            organisations=organisations.get(country.iso2, 0),
        )
        for country in countries
    ]
    return sorted(rows, key=lambda row: (ROLE_ORDER.index(row.country.role), sort_key(row.name)))


def language_names(codes: str) -> str:
    """Return languages such as `sv;fi` in the reader's language; codes without a name stay."""
    names = {**Locale.parse(get_language() or "en", sep="-").languages, "cnr": str(_("Montenegrin"))}
    return ", ".join(names.get(code, code) for code in codes.split(";") if code)
