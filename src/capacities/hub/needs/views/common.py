"""What the pages of needs share: the frame with its parts, finding what may be seen."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from capacities.core.people.queries import active_grants
from capacities.core.people.roles import ScopeKind, parse_scope
from capacities.core.permissions import may
from capacities.core.places.models import Place
from capacities.core.places.queries import place_by_address
from capacities.hub.structure.frame import hub_page
from capacities.hub.structure.models import Hub
from capacities.web.navigation import Link

M = TypeVar("M", bound=models.Model)


def needs_page(request: HttpRequest, hub: Hub, part: str, *crumbs: Link, **context: Any) -> dict[str, Any]:
    """Return the context of a page: the hub's frame, the parts of this tab, and what the page itself shows."""
    parts = [
        ("needs", Link(_("Needs"), reverse("hub-needs", args=[hub.slug]))),
        ("measures", Link(_("Measures"), reverse("hub-measures", args=[hub.slug]))),
        ("dialogues", Link(_("Dialogues"), reverse("hub-dialogues", args=[hub.slug]))),
        ("portfolios", Link(_("Portfolios"), reverse("hub-portfolios", args=[hub.slug]))),
        ("barriers", Link(_("Barriers"), reverse("hub-barriers", args=[hub.slug]))),
    ]
    way = [link for key, link in parts if key == part] if crumbs else []
    name = dict(parts)[part].label
    return {
        **hub_page(request, hub, "needs", *(way or [Link(name)]), *crumbs),
        "parts": [(link, key == part) for key, link in parts],
        "keeps_needs": bool(may(request.user, "needs.keep", hub)),
        **context,
    }


def or_404(found: models.QuerySet[M], pk: int) -> M:
    """Return one of what may be seen."""
    one = found.filter(pk=pk).first()
    if one is None:
        raise Http404
    return one


def towns_of(request: HttpRequest, hub: Hub) -> list[Place]:
    """Return the towns of a hub's countries whose teams the reader belongs to."""
    scopes = [parse_scope(scope) for role, scope in active_grants(request.user) if role == "city_team"]
    found = [place_by_address(*scope.id.split("/", 1)) for scope in scopes if scope.kind is ScopeKind.PLACE]
    return sorted((p for p in found if p and p.country_id in hub.countries), key=lambda place: place.name)
