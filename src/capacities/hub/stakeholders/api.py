"""Stakeholder maps that hubs show to everybody, for programs. What only a hub's team sees is never there."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.errors import HttpError

from capacities.hub.stakeholders.models import StakeholderMap
from capacities.hub.stakeholders.network.links import public_network
from capacities.hub.stakeholders.publishing import published_maps

router = Router(tags=["stakeholder maps"])


class MapOut(Schema):
    """A map in a list: the hub that keeps it, its topics, how many are on it."""

    id: int
    hub: str
    countries: list[str]
    name: str
    topics: list[str]
    needed_roles: list[str]
    size: int
    published: str


class NodeOut(Schema):
    """An organisation on a map: its kind in the quadruple helix and the roles that it fills."""

    id: int
    name: str
    kind: str
    roles: list[str]
    website: str


class LinkOut(Schema):
    """A relation that is there: from whom to whom, and the records that show it (none: noted by the hub's team)."""

    from_: int = Field(..., alias="from", serialization_alias="from")
    to: int
    relation: str
    both_ways: bool
    records: list[str]


class MapWhole(MapOut):
    """A map with its organisations and relations."""

    organisations: list[NodeOut]
    relations: list[LinkOut]


@router.get("/stakeholder-maps", response=list[MapOut], summary="Stakeholder maps that hubs show to everybody")
def stakeholder_maps(request: HttpRequest) -> list[dict[str, Any]]:
    """Return public maps, the latest first."""
    return [_out(one) for one in published_maps(AnonymousUser())]


@router.get("/stakeholder-maps/{map_id}", response=MapWhole, by_alias=True, summary="One public stakeholder map")
def stakeholder_map(request: HttpRequest, map_id: int) -> dict[str, Any]:
    """Return a public map with organisations, roles and relations."""
    chosen = published_maps(AnonymousUser()).filter(pk=map_id).first()
    if chosen is None:
        raise HttpError(404, "There is no public stakeholder map with this number.")
    network = public_network(chosen)
    nodes = network.nodes
    return _out(chosen) | {
        "organisations": [
            {"id": one.pk, "name": one.name, "kind": one.helix, "roles": list(one.roles), "website": one.url}
            for one in nodes
        ],
        "relations": [
            {
                "from": nodes[one.giver].pk,
                "to": nodes[one.taker].pk,
                "relation": one.relation,
                "both_ways": one.is_mutual,
                "records": [origin.name for origin in one.origins],
            }
            for one in network.links
        ],
    }


def _out(one: StakeholderMap) -> dict[str, Any]:
    return {
        "id": one.pk,
        "hub": one.hub.slug,
        "countries": list(one.hub.countries),
        "name": one.name,
        "topics": one.topics,
        "needed_roles": one.needed_roles,
        "size": getattr(one, "size", 0),
        "published": one.published_at.date().isoformat() if one.published_at else "",
    }
