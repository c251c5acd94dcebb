"""What every page of a hub shares: the hub itself, the way to the page, and the tabs that the reader may open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
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


# Each group is one tab; where the reader may open several of its parts, they stand in a second row below it.
GROUPS: tuple[tuple[str | Promise, tuple[Tab, ...]], ...] = (
    (gettext_lazy("Overview"), (Tab("overview", gettext_lazy("Overview"), "hub"),)),
    (
        gettext_lazy("Cities"),
        (
            Tab("cities", gettext_lazy("Cities"), "hub-cities", "hub.see_private"),
            Tab("work", gettext_lazy("Work list"), "hub-work", "hub.see_private"),
            Tab("programmes", gettext_lazy("Programmes"), "hub-programmes"),
            Tab("totals", gettext_lazy("Totals"), "hub-totals"),
        ),
    ),
    (
        gettext_lazy("Bodies and meetings"),
        (
            Tab("structure", gettext_lazy("Bodies"), "hub-structure"),
            Tab("meetings", gettext_lazy("Meetings"), "hub-meetings"),
            Tab("decisions", gettext_lazy("Decisions"), "hub-decisions"),
        ),
    ),
    (
        gettext_lazy("Stakeholders"),
        (Tab("stakeholders", gettext_lazy("Stakeholders"), "hub-stakeholders", "hub.see_stakeholders"),),
    ),
    (gettext_lazy("Needs and measures"), (Tab("needs", gettext_lazy("Needs and measures"), "hub-needs"),)),
    (gettext_lazy("Instruments"), (Tab("instruments", gettext_lazy("Instruments"), "hub-instruments"),)),
    (gettext_lazy("Training"), (Tab("training", gettext_lazy("Training"), "hub-trainings"),)),
)


def hub_or_404(request: HttpRequest, slug: str) -> Hub:
    """Return a hub that the reader may see; one that they may not see does not exist."""
    hub = hubs_visible_to(request.user).select_related("organisation").filter(slug=slug).first()
    if hub is None:
        raise Http404
    return hub


def hub_page(request: HttpRequest, hub: Hub, tab: str, *crumbs: Link) -> dict[str, Any]:
    """Return the context that a page of a hub needs besides its own: hub, tabs, levels, crumbs."""
    tabs, parts = [], []
    for group, members in GROUPS:
        open_ones = [one for one in members if not one.permission or may(request.user, one.permission, hub)]
        links = [(Link(str(one.name), reverse(one.url_name, args=[hub.slug])), one.key == tab) for one in open_ones]
        if not links:
            continue
        is_here = any(on for _link, on in links)
        first = links[0][0]
        tabs.append((Link(str(group) if len(links) > 1 else first.label, first.url), is_here))
        if is_here and len(links) > 1:
            parts = links
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
        "tab_parts": parts,
        "is_keeper": bool(may(request.user, "hub.edit", hub)),
    }
