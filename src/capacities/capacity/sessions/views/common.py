"""What pages of sessions and matches share: finding rounds and series, and the way to a page."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from capacities.capacity.questionnaires.frame import capacity_page
from capacities.capacity.rounds.models import Round
from capacities.capacity.rounds.queries import rounds_visible_to
from capacities.capacity.sessions.models import PlannedSession, Series
from capacities.capacity.sessions.queries import sessions_of
from capacities.core.permissions import require
from capacities.web.navigation import Link

M = TypeVar("M", bound=Model)


def or_404(rows: QuerySet[M], id: int) -> M:
    """Return a record by its number, or say that there is none."""
    found = rows.filter(pk=id).first()
    if found is None:
        raise Http404
    return found


def kept_round_or_404(request: HttpRequest, slug: str) -> Round:
    """Return a round that the reader holds; refuse whoever sees it without holding it."""
    found = rounds_visible_to(request.user).filter(slug=slug).first()
    if found is None:
        raise Http404
    require(request.user, "capacity.keep", found)
    return found


def series_or_404(request: HttpRequest, slug: str) -> Series:
    """Return the series of a round that the reader holds."""
    round = kept_round_or_404(request, slug)
    found = Series.objects.filter(round=round).select_related("round__version__template").first()
    if found is None:
        raise Http404
    return found


def session_or_404(request: HttpRequest, slug: str, session_id: int, *, removed: bool = False) -> PlannedSession:
    """Return a session of a series that the reader keeps; one that was removed only if asked for."""
    series = series_or_404(request, slug)
    rows = series.sessions.select_related("trainer", "event") if removed else sessions_of(series)
    found = or_404(rows, session_id)
    found.series = series
    return found


def sessions_page(request: HttpRequest, *crumbs: Link, **context: Any) -> dict[str, Any]:
    """Return the context of a page below "Sessions"."""
    return capacity_page(request, "sessions", Link(_("Sessions"), reverse("capacity-sessions")), *crumbs) | context


def matches_page(request: HttpRequest, *crumbs: Link, **context: Any) -> dict[str, Any]:
    """Return the context of a page below "Peer learning"."""
    return capacity_page(request, "matches", Link(_("Peer learning"), reverse("capacity-matches")), *crumbs) | context
