"""Published portfolios of interventions for programs: what is on their pages, and nothing that is not."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router, Schema

from capacities.hub.needs.portfolio_page import portfolios_visible_to, shown_to
from capacities.hub.structure.queries import hubs_visible_to

router = Router(tags=["portfolios"])


class InterventionOut(Schema):
    """A chosen measure; ``needs`` maps titles of published needs to the share that it covers, per cent."""

    title: dict[str, str]
    changes: str
    responsible: str
    cost_eur: float
    staff_months: float
    state: str
    needs: dict[str, int]


class PortfolioOut(Schema):
    """A published portfolio. ``covered_points`` of ``all_points``; gap 0 means that no other choice covers more."""

    title: dict[str, str]
    published_at: str
    cost_eur: float
    covered_points: float
    all_points: float
    proved_gap: float
    interventions: list[InterventionOut]


@router.get("/hubs/{slug}/portfolios", response=list[PortfolioOut], summary="Published portfolios of a hub")
def portfolios(request: HttpRequest, slug: str) -> list[dict[str, Any]]:
    """Return the published portfolios of a hub."""
    hub = hubs_visible_to(request.user).filter(slug=slug).first()
    if hub is None:
        raise Http404
    found = portfolios_visible_to(request.user, hub).filter(published_at__isnull=False)
    return [
        {
            "title": one.title,
            "published_at": one.published_at.isoformat() if one.published_at else "",
            "cost_eur": one.result["cost_eur"],
            "covered_points": one.result["value"],
            "all_points": one.result["weight"],
            "proved_gap": one.result["gap"],
            "interventions": [
                {
                    "title": line.measure.title,
                    "changes": line.measure.kind,
                    "responsible": str(line.measure.organisation or ""),
                    "cost_eur": float(line.measure.cost_eur),
                    "staff_months": float(line.measure.staff_months),
                    "state": line.intervention.state,
                    "needs": {need.title: share for need, share in line.needs},
                }
                for line in shown_to(request.user, one).lines
            ],
        }
        for one in found
    ]
