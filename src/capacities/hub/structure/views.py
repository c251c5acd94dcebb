"""Pages of hubs and their bodies."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from capacities.hub.structure.frame import hub_or_404, hub_page


@require_safe
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a hub."""
    hub = hub_or_404(request, slug)
    return render(request, "hub/overview.html", hub_page(request, hub, "overview"))
