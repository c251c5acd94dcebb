"""Public hubs for programs, with their bodies and seats. Names and addresses of people are left out."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from ninja.errors import HttpError

from capacities.hub.structure.models import Hub, Visibility
from capacities.hub.structure.queries import bodies_on, hubs_visible_to

router = Router(tags=["hubs"])


class HubOut(Schema):
    """A hub in a list."""

    slug: str
    name: dict[str, str]
    countries: list[str]
    summary: dict[str, str]
    url: str
    source: str


class SeatOut(Schema):
    """A seat that an organisation or a town holds."""

    role: str
    organisation: str | None
    place: str | None


class BodyOut(Schema):
    """A body with its seats of the day."""

    slug: str
    name: dict[str, str]
    kind: str
    reports_to: str | None
    topics: list[str]
    mandate: dict[str, str]
    seats: list[SeatOut]


class HubWhole(HubOut):
    """A hub with its bodies."""

    bodies: list[BodyOut]


def _out(hub: Hub) -> dict[str, object]:
    fields = ("slug", "name", "countries", "summary", "url", "source")
    return {field: getattr(hub, field) for field in fields}


@router.get("/hubs", response=list[HubOut], summary="All public hubs")
def list_hubs(request: HttpRequest, country: str = "") -> list[dict[str, object]]:
    """Return public hubs, of one country if its code is given."""
    found = hubs_visible_to(request.user).filter(visibility=Visibility.PUBLIC)
    if country:
        found = found.filter(countries__contains=[country.upper()])
    return [_out(hub) for hub in found]


@router.get("/hubs/{slug}", response=HubWhole, summary="A hub and its bodies on a day")
def one_hub(request: HttpRequest, slug: str, on: date | None = None) -> dict[str, object]:
    """Return a public hub with its public bodies as they were on a day, today by default."""
    hub = hubs_visible_to(request.user).filter(visibility=Visibility.PUBLIC, slug=slug).first()
    if hub is None:
        raise HttpError(404, f"There is no hub {slug!r}.")
    bodies = [
        {
            "slug": body.slug,
            "name": body.name,
            "kind": body.kind,
            "reports_to": body.reports_to.slug if body.reports_to else None,
            "topics": body.topics,
            "mandate": body.mandates_then[0].text if body.mandates_then else {},
            "seats": [
                {
                    "role": seat.role,
                    "organisation": seat.organisation.slug if seat.organisation else None,
                    "place": seat.place.address if seat.place else None,
                }
                for seat in body.seats_then
            ],
        }
        for body in bodies_on(request.user, hub, on or timezone.localdate()).filter(visibility=Visibility.PUBLIC)
    ]
    return {**_out(hub), "bodies": bodies}
