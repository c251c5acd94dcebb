"""What every page about capacity shares: the tabs that the reader may open, and the way to the page."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from capacities.core.permissions import may
from capacities.web import acts
from capacities.web.navigation import Levels, Link

# Key, name, address and the permission that it needs ("" for none). An address that is not there yet is left out.
TABS: tuple[tuple[str, str | Promise, str, str], ...] = (
    ("map", gettext_lazy("Capacity map"), "capacity", ""),
    ("sessions", gettext_lazy("Sessions"), "capacity-sessions", ""),
    ("matches", gettext_lazy("Peer learning"), "capacity-matches", ""),
    ("rounds", gettext_lazy("Rounds"), "capacity-rounds", ""),
    ("templates", gettext_lazy("Templates"), "capacity-templates", ""),
)

saved = partial(acts.saved, template="capacity/form.html")


def capacity_page(request: HttpRequest, tab: str, *crumbs: Link) -> dict[str, Any]:
    """Return the context that a page about capacity needs besides its own: tabs, levels, crumbs."""
    tabs = []
    for key, name, address, permission in TABS:
        if permission and not may(request.user, permission):
            continue
        try:
            tabs.append((Link(str(name), reverse(address)), key == tab))
        except NoReverseMatch:
            continue
    way = [Link(_("Europe"), reverse("network")), *crumbs]
    return {"here": "network", "levels": Levels(), "crumbs": [*way[:-1], Link(way[-1].label)], "tabs": tabs}
