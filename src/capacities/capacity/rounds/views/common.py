"""What pages of rounds share: the way to them, and one object of a list or a page that does not exist."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from capacities.capacity.questionnaires.frame import capacity_page
from capacities.capacity.rounds.access import leads, sections_of, sees_all, takes_part, why_closed
from capacities.capacity.rounds.models import Assessment, Round
from capacities.core.permissions import may
from capacities.web.navigation import Link

M = TypeVar("M", bound=Model)


def rounds_page(request: HttpRequest, *crumbs: Link, **context: Any) -> dict[str, Any]:
    """Return the context of a page about rounds."""
    name = _("Rounds")
    way = [Link(name, reverse("capacity-rounds")), *crumbs] if crumbs else [Link(name)]
    return capacity_page(request, "rounds", *way) | context


def round_page(request: HttpRequest, round: Round, *crumbs: Link, **context: Any) -> dict[str, Any]:
    """Return the context of a page of a round."""
    keeps = bool(may(request.user, "capacity.keep", round))
    way = (Link(str(round), round.get_absolute_url()), *crumbs)
    return rounds_page(request, *way, round=round, keeps=keeps, **context)


def assessment_page(request: HttpRequest, assessment: Assessment, *crumbs: Link, **context: Any) -> dict[str, Any]:
    """Return the context of a page of an assessment."""
    by = request.user
    way = (Link(assessment.respondent, assessment.get_absolute_url()), *crumbs)
    return round_page(
        request,
        assessment.round,
        *way,
        assessment=assessment,
        takes_part=takes_part(by, assessment),
        sees_all=sees_all(by, assessment),
        leads=takes_part(by, assessment) and leads(by, assessment),
        own_sections=sections_of(by, assessment) if takes_part(by, assessment) else set(),
        closed=why_closed(assessment),
        **context,
    )


def or_404(rows: QuerySet[M], id: int) -> M:
    """Return the row with an id. Raises Http404 for one that is not among those."""
    found = rows.filter(pk=id).first()
    if found is None:
        raise Http404
    return found


def address_of(found: Assessment, name: str, *more: Any) -> str:
    """Return an address inside an assessment."""
    return reverse(name, args=[found.round.slug, found.pk, *more])
