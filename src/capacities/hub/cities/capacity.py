"""The way from a hub's first page to its countries in the capacity map. Asks no query: scores stand there, not here."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from capacities.core.organisations.names import country_name
from capacities.hub.structure.models import Hub


def capacity_section(request: HttpRequest, hub: Hub) -> str:
    """Return the section with a link for each country of the hub."""
    countries = [(country_name(code), code) for code in hub.countries]
    return render_to_string("capacity_map/hub_section.html", {"countries": countries})
