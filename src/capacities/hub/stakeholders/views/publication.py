"""Showing a map to others: preview and decision for the hub's team, and the pages and files that others see."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from capacities.core.people.asker import asker
from capacities.core.permissions import may
from capacities.core.topics import topic_names
from capacities.hub.stakeholders.forms.network import PublicationForm
from capacities.hub.stakeholders.kinds import ROLES, Helix
from capacities.hub.stakeholders.models import StakeholderMap
from capacities.hub.stakeholders.network.drawing import drawing_of
from capacities.hub.stakeholders.network.links import public_network
from capacities.hub.stakeholders.publishing import publish_map, published_maps_of_hub
from capacities.hub.stakeholders.views.maps import map_context, map_or_404
from capacities.hub.stakeholders.views.network import as_file, link_lines
from capacities.hub.structure.frame import hub_or_404, hub_page
from capacities.hub.structure.models import Hub, Visibility
from capacities.web.navigation import Link

PER_PAGE = 40


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, slug: str, map_id: int) -> HttpResponse:
    """Show what others would see, and let the hub's team decide who does; taking back is one of the answers."""
    hub, chosen = map_or_404(request, slug, map_id)
    form = PublicationForm(request.POST or None, initial={"visibility": chosen.visibility})
    if request.method == "POST" and form.is_valid():
        publish_map(by=asker(request), chosen=chosen, visibility=form.cleaned_data["visibility"])
        if chosen.visibility == Visibility.HUB:
            messages.success(request, _("Only the hub team sees this map now."))
        else:
            messages.success(request, _("The public side of this map is shown."))
        return redirect("hub-stakeholder-publish", hub.slug, chosen.pk)
    context = map_context(request, hub, chosen, Link(_("Publication"))) | {"form": form} | _open_side(request, chosen)
    return render(request, "hub_stakeholders/publish.html", context, status=400 if form.errors else 200)


@require_safe
def public_maps(request: HttpRequest, slug: str) -> HttpResponse:
    """List the maps that a hub shows to the reader."""
    hub = hub_or_404(request, slug)
    context = hub_page(request, hub, "overview", Link(_("Stakeholder maps")))
    maps = [(one, topic_names(one.topics)) for one in published_maps_of_hub(request.user, hub)]
    return render(request, "hub_stakeholders/public_maps.html", context | {"maps": maps})


@require_safe
def public_map(request: HttpRequest, slug: str, map_id: int) -> HttpResponse:
    """Show the public side of a map."""
    hub, chosen = _shown(request, slug, map_id)
    way = Link(_("Stakeholder maps"), reverse("hub-public-maps", args=[hub.slug]))
    context = hub_page(request, hub, "overview", way, Link(str(chosen))) | _open_side(request, chosen)
    return render(request, "hub_stakeholders/public_map.html", context | {"map": chosen})


@require_safe
def public_file(request: HttpRequest, slug: str, map_id: int, what: str, kind: str) -> HttpResponseBase:
    """Return the public side of a map as a file."""
    hub, chosen = _shown(request, slug, map_id)
    return as_file(request, public_network(chosen), f"{hub.slug}-map-{chosen.pk}", what, kind, is_open=True)


def overview_section(request: HttpRequest, hub: Hub) -> str:
    """Return the maps that a hub shows, for its first page; nothing for its own team, which has them on a tab."""
    if may(request.user, "hub.edit", hub):
        return ""
    maps = list(published_maps_of_hub(request.user, hub)[:5])
    if not maps:
        return ""
    return render_to_string("hub_stakeholders/overview.html", {"hub": hub, "maps": maps}, request)


def _shown(request: HttpRequest, slug: str, map_id: int) -> tuple[Hub, StakeholderMap]:
    hub = hub_or_404(request, slug)
    chosen = published_maps_of_hub(request.user, hub).filter(pk=map_id).first()
    if chosen is None:
        raise Http404
    return hub, chosen


def _open_side(request: HttpRequest, chosen: StakeholderMap) -> dict[str, Any]:
    """Return what others see of a map, the same for the preview and for them."""
    network = public_network(chosen)
    rows = [
        {
            "node": node,
            "kind": str(Helix(node.helix).label) if node.helix else "",
            "roles": ", ".join(str(ROLES.get(role, role)) for role in node.roles),
        }
        for node in network.nodes
    ]
    label = _("Network of the stakeholders; the list before it says the same.")
    return {
        "people": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "links": link_lines(network, network.links[: 3 * PER_PAGE]),
        "link_count": len(network.links),
        "drawing": drawing_of(network, label),
        "topics": topic_names(chosen.topics),
    }
