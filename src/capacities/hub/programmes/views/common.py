"""What the pages of programmes share: finding what the reader may see, and the frame."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from capacities.core.permissions import may, require
from capacities.hub.programmes.models import Application, Programme
from capacities.hub.programmes.queries import applications_of, applications_sent_to, programmes_visible_to
from capacities.hub.programmes.words import clock_of, deadline_of
from capacities.hub.structure.frame import hub_or_404, hub_page
from capacities.web.navigation import Link


def programme_or_404(request: HttpRequest, slug: str, name: str) -> Programme:
    """Return a programme that the reader may see."""
    hub = hub_or_404(request, slug)
    return get_object_or_404(programmes_visible_to(request.user, hub), slug=name)


def kept(request: HttpRequest, slug: str, name: str) -> Programme:
    """Return a programme that the reader keeps."""
    programme = programme_or_404(request, slug, name)
    require(request.user, "programmes.keep", programme)
    return programme


def received_or_404(request: HttpRequest, programme: Programme, number: int) -> Application:
    """Return an application that a programme received, for its keepers; for others there is none."""
    return get_object_or_404(applications_sent_to(request.user, programme), pk=number)


def own_or_404(request: HttpRequest, number: int) -> Application:
    """Return an application that the reader writes; for all others it does not exist."""
    if not request.user.is_authenticated:
        require(request.user, "programmes.apply")
    found: Application = get_object_or_404(applications_of(request.user), pk=number)
    if not may(request.user, "programmes.write", found):
        raise Http404
    return found


def programme_page(request: HttpRequest, programme: Programme, *more: Link, **context: Any) -> dict[str, Any]:
    """Return the frame of a programme's pages and what the page itself shows."""
    way = [
        Link(_("Programmes"), reverse("hub-programmes", args=[programme.hub.slug])),
        Link(str(programme), programme.get_absolute_url()),
    ]
    return {
        **hub_page(request, programme.hub, "programmes", *way, *more),
        "programme": programme,
        "phase": programme.phase,
        "opens": clock_of(programme, programme.opens_at) if programme.opens_at else "",
        "closes": deadline_of(programme),
        "keeps": bool(may(request.user, "programmes.keep", programme)),
        **context,
    }
