"""The search for a town: straight to its page, choices when the name is shared, a way on when nobody has it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from capacities.core.places.models import Place
from capacities.core.places.queries import Search, search_places
from capacities.facts.lookup import UnknownCountry, country_code, find
from capacities.web.navigation import Link

LONGEST_NAME = 100
TYPE_AHEAD = 8


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Lead to the town that a name means, or show what it may mean.

    Answers 400 for an empty name, 404 for one that nobody has; a fragment for the list below a search field.
    """
    text = " ".join(request.GET.get("q", "").split())[:LONGEST_NAME]
    country = _known_country(request.GET.get("country", ""))
    if request.htmx:  # type: ignore[attr-defined]
        search = search_places(text, country, limit=TYPE_AHEAD) if text else Search(())
        return render(request, "portal/choices.html", {"text": text, "search": search})
    meant = _one_that_is_meant(text, country) if "all" not in request.GET else None
    if meant:
        return redirect(f"/places/{meant}/")
    search = search_places(text, country) if text else Search(())
    status = _status(request, text, search.places)
    context = {
        "text": text,
        "search": search,
        "asked": "q" in request.GET,
        "failed": status != 200,
        "crumbs": [Link(_("Search for a town"))],
    }
    return render(request, "portal/places.html", context, status=status)


def _one_that_is_meant(text: str, country: str) -> str:
    """Return the address (country/slug) of the only place that the name can mean, as the command line has it."""
    if not text:
        return ""
    match = find(text, country or None)
    return match.place.id if match.place else ""


def _known_country(code: str) -> str:
    """Return the ISO code of a country whose places are listed, or nothing, which searches in all."""
    try:
        return country_code(code) if code else ""
    except UnknownCountry:
        return ""


def _status(request: HttpRequest, text: str, found: tuple[Place, ...]) -> int:
    if "q" not in request.GET:
        return 200
    if not text:
        return 400
    return 200 if found else 404
