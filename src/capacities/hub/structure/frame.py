"""What every page of a hub shares: the hub itself, the way to the page, and the tabs that the reader may open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from capacities.core.organisations.names import country_name
from capacities.core.permissions import may
from capacities.hub.structure.models import Hub
from capacities.hub.structure.queries import hubs_visible_to
from capacities.web.navigation import Levels, Link


@dataclass(frozen=True)
class Tab:
    """A part of the hub: its key, its name, the name of its address, and the permission that it needs ("" for none)."""

    key: str
    name: str | Promise
    url_name: str
    permission: str = ""


TABS = (
    Tab("overview", gettext_lazy("Overview"), "hub"),
    Tab("work", gettext_lazy("Work list"), "hub-work", "hub.see_private"),
    Tab("cities", gettext_lazy("Cities"), "hub-cities", "hub.see_private"),
    Tab("structure", gettext_lazy("Bodies"), "hub-structure"),
    Tab("totals", gettext_lazy("Totals"), "hub-totals"),
    Tab("meetings", gettext_lazy("Meetings"), "hub-meetings"),
    Tab("decisions", gettext_lazy("Decisions"), "hub-decisions"),
    Tab("stakeholders", gettext_lazy("Stakeholders"), "hub-stakeholders", "hub.see_stakeholders"),
    Tab("needs", gettext_lazy("Needs and measures"), "hub-needs"),
    Tab("instruments", gettext_lazy("Instruments"), "hub-instruments"),
)


def hub_or_404(request: HttpRequest, slug: str) -> Hub:
    """Return a hub that the reader may see; one that they may not see does not exist."""
    hub = hubs_visible_to(request.user).select_related("organisation").filter(slug=slug).first()
    if hub is None:
        raise Http404
    return hub


def hub_page(request: HttpRequest, hub: Hub, tab: str, *crumbs: Link) -> dict[str, Any]:
    """Return the context that a page of a hub needs besides its own: hub, tabs, levels, crumbs."""
    tabs = []
    for one in TABS:
        if one.permission and not may(request.user, one.permission, hub):
            continue
        try:
            tabs.append((Link(str(one.name), reverse(one.url_name, args=[hub.slug])), one.key == tab))
        except NoReverseMatch:
            continue
    name = str(hub)
    way = [Link(_("Europe"), reverse("network"))]
    country = None
    if len(hub.countries) == 1:
        country = Link(country_name(hub.countries[0]), reverse("country", args=[hub.countries[0].lower()]))
        way.append(country)
    way += [Link(name, hub.get_absolute_url()), *crumbs]
    return {
        "hub": hub,
        "here": "country",
        "levels": Levels(country=country or Link(name, hub.get_absolute_url())),
        "crumbs": [*way[:-1], Link(way[-1].label)],
        "tabs": tabs,
        "is_keeper": bool(may(request.user, "hub.edit", hub)),
    }
