"""Reads of hubs and bodies. Every function takes the asker first and returns only what that person may see."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from capacities.core.people.queries import countries_of_hub_team, holds
from capacities.hub.structure.models import Body, DatedQuerySet, Hub, Mandate, Seat, Visibility

if TYPE_CHECKING:
    from capacities.core.people.queries import Asker


def hubs_visible_to(by: Asker) -> QuerySet[Hub]:
    """Return the hubs that somebody may see: public ones, their own, and all for the European team and stewards."""
    if holds(by, "steward") or holds(by, "european_team"):
        return Hub.objects.all()
    return Hub.objects.filter(_open_to(by) | Q(countries__overlap=list(countries_of_hub_team(by))))


def hubs_of_team(by: Asker) -> QuerySet[Hub]:
    """Return the hubs that somebody keeps as a member of a hub team."""
    return Hub.objects.filter(countries__overlap=list(countries_of_hub_team(by)))


def hubs_of_country(by: Asker, country: str) -> QuerySet[Hub]:
    """Return the hubs of a country that somebody may see."""
    return hubs_visible_to(by).filter(countries__contains=[country])


def bodies_visible_to(by: Asker, hub: Hub) -> DatedQuerySet[Body]:
    """Return the bodies of a hub that somebody may see: open ones, those where they sit, all for the hub's team."""
    if keeps(by, hub) or holds(by, "european_team"):
        return Body.objects.filter(hub=hub)
    seen = _open_to(by)
    if by.is_authenticated:
        seats = Seat.objects.on(timezone.localdate()).filter(person_id=by.pk, body__hub=hub)
        seen |= Q(pk__in=seats.values("body_id"))
    return Body.objects.filter(seen, hub=hub)


def bodies_on(by: Asker, hub: Hub, day: date, *, mandates: bool = True) -> QuerySet[Any]:
    """Return the bodies that existed on a day, with ``seats_then`` and, if asked for, ``mandates_then`` of that day."""
    seats = Seat.objects.on(day).select_related("organisation", "place", "person")
    parts: list[Any] = [Prefetch("seats", seats, to_attr="seats_then")]
    if mandates:
        parts.append(Prefetch("mandates", Mandate.objects.on(day), to_attr="mandates_then"))
    return bodies_visible_to(by, hub).on(day).select_related("hub", "reports_to").prefetch_related(*parts)


def seats_visible_to(by: Asker, hub: Hub) -> DatedQuerySet[Seat]:
    """Return the seats, past and present, of the bodies of a hub that somebody may see."""
    seen = bodies_visible_to(by, hub).values("pk")
    return Seat.objects.filter(body__in=seen).select_related("body", "organisation", "place", "person")


def keeps(by: Asker, hub: Hub) -> bool:
    """Return whether somebody belongs to the team of a hub, or runs the installation."""
    return holds(by, "steward") or bool(countries_of_hub_team(by) & set(hub.countries))


def _open_to(by: Asker) -> Q:
    seen = [Visibility.PUBLIC, Visibility.NETWORK] if by.is_authenticated else [Visibility.PUBLIC]
    return Q(visibility__in=seen)
