"""Public programmes with open application, for programs. Applications and the people behind them are left out."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.http import HttpRequest
from ninja import Router, Schema

from capacities.hub.programmes.kinds import ProgrammeState
from capacities.hub.programmes.models import Programme
from capacities.hub.programmes.queries import public_programmes
from capacities.hub.programmes.standing import selected_of

router = Router(tags=["programmes"])


class ProgrammeOut(Schema):
    """A programme. ``phase`` is announced, open, elsewhere, closed, decided or published; times carry their zone."""

    hub: str
    slug: str
    name: dict[str, str]
    summary: dict[str, str]
    eligible: dict[str, str]
    offers: dict[str, str]
    topics: list[str]
    phase: str
    opens_at: datetime | None
    closes_at: datetime | None
    time_zone: str
    places: int | None
    apply_at: str
    selected: list[str]
    source: str


@router.get("/programmes", response=list[ProgrammeOut], summary="Public programmes with open application")
def programmes(request: HttpRequest, country: str = "", phase: str = "") -> list[dict[str, object]]:
    """Return public programmes, of one country or in one phase if asked; towns of published lists by address."""
    found = public_programmes()
    if country:
        found = found.filter(hub__countries__contains=[country.upper()])
    listed = [one for one in found if not phase or one.phase == phase]
    towns = defaultdict(list)
    for application in selected_of(one for one in listed if one.state == ProgrammeState.PUBLISHED):
        towns[application.programme_id].append(application.place.address)
    return [_out(one, towns[one.pk]) for one in listed]


def _out(one: Programme, towns: list[str]) -> dict[str, object]:
    fields = ("slug", "name", "summary", "eligible", "offers", "topics", "time_zone", "places", "source")
    return {field: getattr(one, field) for field in fields} | {
        "hub": one.hub.slug,
        "phase": str(one.phase),
        "opens_at": one.local_opening,
        "closes_at": one.local_deadline,
        "apply_at": one.elsewhere_url or f"{one.get_absolute_url()}apply/",
        "selected": towns,
    }
