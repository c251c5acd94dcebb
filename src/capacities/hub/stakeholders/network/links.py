"""Which links a stakeholder map has and where each comes from: records first, drawn by hand where records are silent.

Stakeholders are met in records by their organisation or, without one, by the same name in folded form; towns by their
name with or without the words for town hall.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from capacities.facts.folding import fold
from capacities.hub.meetings.queries import who_attended
from capacities.hub.stakeholders.kinds import RelationKind
from capacities.hub.stakeholders.models import Relation, Stakeholder, StakeholderMap
from capacities.hub.stakeholders.queries import relations_between, relations_of_map, stakeholders_visible_to
from capacities.hub.structure.queries import seats_visible_to

if TYPE_CHECKING:
    from capacities.core.people.queries import Asker

ATTENDED, IN_BODY = "attended", "in_body"
RELATIONS: dict[str, str | Promise] = {
    ATTENDED: _("attended together"),
    IN_BODY: _("sit in one body"),
    **{str(key): name for key, name in RelationKind.choices},
}
# Whoever sits or comes together with the other links both ways; the rest is what one does for the other.
MUTUAL = frozenset((ATTENDED, IN_BODY, str(RelationKind.WORKS_WITH)))
_TOWN_HALL = frozenset(
    "city town hall municipality of commune primaria municipiul municipiului orasul orasului comuna comunei".split()
)
_READ = ("name", "acronym", "helix", "roles", "power", "interest", "url", "organisation_id", "folded")
LARGEST_GROUP = 100  # of those on the map: a gathering of more says nothing about who knows whom


@dataclass(frozen=True, slots=True)
class Node:
    """A stakeholder as the network needs it; power and interest stay None where they may not be seen."""

    pk: int
    name: str
    label: str
    helix: str
    roles: tuple[str, ...] = ()
    power: int | None = None
    interest: int | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a link comes from: the record's name and address, or neither if it was drawn by hand."""

    name: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between two nodes, by their places in the list; ``origins`` names each record that shows it."""

    giver: int
    taker: int
    relation: str
    is_planned: bool = False
    origins: tuple[Origin, ...] = ()

    @property
    def is_mutual(self) -> bool:
        """Return whether it holds both ways."""
        return self.relation in MUTUAL

    @property
    def relation_name(self) -> str:
        """Return the relation in words."""
        return str(RELATIONS.get(self.relation, self.relation))


@dataclass(frozen=True)
class StakeholderNetwork:
    """Who is on a map and who links whom. ``met`` counts those found in records, ``skipped`` large gatherings."""

    nodes: Sequence[Node]
    links: Sequence[Link]
    met: int = 0
    skipped: Sequence[Origin] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Gathering:
    """A record that brings together: what kind of link it makes, which record it is, who is in it."""

    relation: str
    origin: Origin
    members: frozenset[int]


def network_of_map(by: Asker, chosen: StakeholderMap) -> StakeholderNetwork:
    """Return the network of a map for the hub's team; for others it is empty."""
    nodes, places = _nodes(stakeholders_visible_to(by, chosen))
    gatherings = [*_meetings(by, chosen, places), *_bodies(by, chosen, places)] if nodes else []
    return _joined(nodes, gatherings, relations_of_map(by, chosen))


def public_network(chosen: StakeholderMap) -> StakeholderNetwork:
    """Return what others may see of a published map: names, kinds, roles, links that are there, open bodies.

    Power, interest, planned links and meetings never belong to it; who may see it at all the caller decides.
    """
    rows = Stakeholder.objects.filter(map=chosen, removed_at=None)
    nodes, places = _nodes(rows, with_position=False)
    relations = relations_between(rows).filter(is_planned=False)
    return _joined(nodes, _bodies(AnonymousUser(), chosen, places), relations)


@dataclass(frozen=True)
class _Places:
    """Where each stakeholder stands in the list, by what records call it."""

    by_organisation: Mapping[int, int]
    by_name: Mapping[str, int]

    def of(self, organisation: int | None, *names: str) -> int | None:
        """Return the place of whoever a record names: by organisation, else by name."""
        if organisation is not None and organisation in self.by_organisation:
            return self.by_organisation[organisation]
        found = (self.by_name.get(fold(name)) for name in names if name)
        return next((place for place in found if place is not None), None)


def _nodes(rows: QuerySet[Stakeholder], *, with_position: bool = True) -> tuple[list[Node], _Places]:
    nodes: list[Node] = []
    organisations: dict[int, int] = {}
    names: dict[str, int] = {}
    towns: dict[str, int] = {}
    for place, one in enumerate(rows.only(*_READ)):
        position = (one.power, one.interest) if with_position else (None, None)
        nodes.append(Node(one.pk, str(one), one.acronym or one.name, one.helix, tuple(one.roles), *position, one.url))
        if one.organisation_id:
            organisations.setdefault(one.organisation_id, place)
        folded = fold(one.name)
        names.setdefault(folded, place)
        bare = " ".join(word for word in folded.split() if word not in _TOWN_HALL)
        if bare != folded:
            towns.setdefault(bare, place)
    return nodes, _Places(organisations, towns | names)


def _meetings(by: Asker, chosen: StakeholderMap, places: _Places) -> list[Gathering]:
    found = []
    for meeting, present in who_attended(by, chosen.hub).items():
        members = {places.of(organisation, name) for organisation, name in present}
        url = reverse("hub-meeting", args=[chosen.hub.slug, meeting.pk])
        found.append(Gathering(ATTENDED, Origin(str(meeting), url), frozenset(members - {None})))  # type: ignore[arg-type]
    return found


def _bodies(by: Asker, chosen: StakeholderMap, places: _Places) -> list[Gathering]:
    members: dict[int, set[int]] = {}
    bodies = {}
    for seat in seats_visible_to(by, chosen.hub).on(timezone.localdate()):
        bodies[seat.body_id] = seat.body
        organisation = seat.organisation
        names = (organisation.name if organisation else "", seat.place.name if seat.place else "")
        place = places.of(seat.organisation_id, *names)
        if place is not None:
            members.setdefault(seat.body_id, set()).add(place)
    slug = chosen.hub.slug
    return [
        Gathering(
            IN_BODY,
            Origin(str(bodies[pk]), reverse("hub-body", args=[slug, bodies[pk].slug])),
            frozenset(those),
        )
        for pk, those in members.items()
    ]


def _joined(nodes: list[Node], gatherings: Sequence[Gathering], relations: QuerySet[Relation]) -> StakeholderNetwork:
    """Return the network: one link for each pair and relation, with all records that show it."""
    together: dict[tuple[int, int, str], list[Origin]] = {}
    for one in gatherings:
        if len(one.members) <= LARGEST_GROUP:
            for first, second in combinations(sorted(one.members), 2):
                together.setdefault((first, second, one.relation), []).append(one.origin)
    links = [Link(first, second, kind, origins=tuple(shown)) for (first, second, kind), shown in together.items()]
    place = {node.pk: number for number, node in enumerate(nodes)}
    drawn = relations.select_related(None).values_list("giver_id", "taker_id", "kind", "is_planned")
    links += [
        Link(place[giver], place[taker], kind, is_planned)
        for giver, taker, kind, is_planned in drawn
        if giver in place and taker in place
    ]
    links.sort(key=lambda link: (nodes[link.giver].name, nodes[link.taker].name, link.relation))
    met = frozenset().union(*(one.members for one in gatherings))
    skipped = tuple(one.origin for one in gatherings if len(one.members) > LARGEST_GROUP)
    return StakeholderNetwork(nodes, links, len(met), skipped)
