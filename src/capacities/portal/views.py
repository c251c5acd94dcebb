"""Pages that bring several apps together: home, search for a town, countries, the network."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what this is and the way to one's own town."""
    return render(request, "portal/home.html", {"here": "network"})


places = network = countries = home


@require_safe
def country(request: HttpRequest, code: str) -> HttpResponse:
    """Show a country of the network."""
    return render(request, "portal/home.html", {"here": "country"})
