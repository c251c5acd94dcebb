"""Countries of the network: the list, and one country with its team, cities, drafts and events."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from capacities.city.summaries import drafts_of_country
from capacities.core.organisations.names import country_name
from capacities.core.organisations.queries import organisation_counts, organisations_of_country
from capacities.core.places.queries import countries as network_countries
from capacities.core.places.queries import country_by_code
from capacities.events.queries import events_of_country
from capacities.hub.cities.openings import openings_in, section
from capacities.hub.structure.queries import hubs_of_country
from capacities.portal.cities import City, draw_map, mission_members, national_members, read_cities
from capacities.portal.countries import ROLES, country_rows, language_names
from capacities.portal.programmes import state_name
from capacities.portal.views.network import organisation_row
from capacities.web.navigation import Levels, Link


@require_safe
def countries(request: HttpRequest) -> HttpResponse:
    """List the countries of the network."""
    rows = country_rows(list(network_countries()), read_cities(), organisation_counts())
    crumbs = [Link(_("Europe"), reverse("network")), Link(_("Countries"))]
    return render(request, "portal/countries.html", {"here": "country", "rows": rows, "crumbs": crumbs})


@require_safe
def country(request: HttpRequest, code: str) -> HttpResponse:
    """Show a country: role, team, cities, drafts, events."""
    found = country_by_code(code) if code.isalpha() else None
    if found is None:
        raise Http404
    if code != found.iso2.lower():
        return HttpResponsePermanentRedirect(found.get_absolute_url())
    name, cities = country_name(found.iso2), read_cities(found.iso2)
    mission, national = mission_members(cities), national_members(cities)
    organisations = [organisation_row(one) for one in organisations_of_country(found.iso2)]
    context = {
        "here": "country",
        "levels": Levels(country=Link(name, found.get_absolute_url())),
        "crumbs": [Link(_("Europe"), reverse("network")), Link(name)],
        "country": found,
        "lede": _lede(name, mission, national),
        "name": name,
        "role": ROLES[found.role],
        "languages": language_names(found.languages),
        "hubs": [row for row in organisations if row["item"].is_hub],  # type: ignore[attr-defined]
        "own_hubs": list(hubs_of_country(request.user, found.iso2)),
        "organisations": organisations,
        "mission": mission,
        "with_label": sum(city.has_label for city in mission),
        "without_label": sum(not city.has_label for city in mission),
        "candidate_count": len(national),
        "national": [(city, [(one, state_name(one.status)) for one in city.programmes]) for city in national],
        "map": draw_map(cities, {}, _map_sentence(name, mission, national), found.iso2) if cities else "",
        "drafts": drafts_of_country(found.iso2),
        "events": list(events_of_country(found.iso2)),
        "openings": section(request, openings) if (openings := openings_in(found.iso2)) else "",
        "today": timezone.localdate(),
    }
    return render(request, "portal/country.html", context)


def _lede(name: str, mission: list[City], national: list[City]) -> str:
    """Return one sentence on the cities, and what everybody else has."""
    if not mission and not national:
        return _("No city of {country} takes part yet. Every municipality has a first draft.").format(country=name)
    cities = ngettext("{count} Mission city", "{count} Mission cities", len(mission)).format(count=len(mission))
    labels = sum(city.has_label for city in mission)
    with_label = ngettext("{count} with the label", "{count} with the label", labels).format(count=labels)
    others = ngettext("{count} city of a national programme", "{count} cities of national programmes", len(national))
    return _("{cities} ({with_label}) and {others}. Every municipality of {country} has a first draft.").format(
        cities=cities, with_label=with_label, others=others.format(count=len(national)), country=name
    )


def _map_sentence(name: str, mission: list[City], national: list[City]) -> str:
    cities = ngettext("{count} Mission city", "{count} Mission cities", len(mission)).format(count=len(mission))
    others = ngettext("{count} city of a national programme", "{count} cities of national programmes", len(national))
    return _("Map of {country}: {cities} and {others}. The lists name them.").format(
        country=name, cities=cities, others=others.format(count=len(national))
    )
