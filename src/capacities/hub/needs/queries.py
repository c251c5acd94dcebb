"""Reads of needs and measures. Every function takes the asker first and returns only what that person may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Count, Prefetch, Q, QuerySet

from capacities.core.permissions import may
from capacities.core.places.models import Place
from capacities.core.topics import with_lower
from capacities.facts.folding import fold
from capacities.hub.needs.grouping import Links, links_of, weight
from capacities.hub.needs.kinds import MeasureState, NeedKind, NeedState
from capacities.hub.needs.models import Answer, Comment, Departure, Measure, Need, Support
from capacities.hub.structure.models import Hub, Visibility

if TYPE_CHECKING:
    from capacities.core.people.queries import Asker

CITIES_FOR_A_SIGNAL = 3


@dataclass(frozen=True)
class NeedFilter:
    """What a list of needs is narrowed to; empty means all."""

    text: str = ""
    topic: str = ""
    kind: str = ""
    level: str = ""
    state: str = ""
    place: str = ""

    def __bool__(self) -> bool:
        """Return whether anything is asked for."""
        return any((self.text, self.topic, self.kind, self.level, self.state, self.place))


@dataclass
class Group:
    """A need with all that stands behind it: what was merged into it, what it was split from, their supports."""

    head: Need
    members: list[Need]
    gone: frozenset[int] = field(default_factory=frozenset)  # numbers of towns that left

    @cached_property
    def supports(self) -> list[Support]:
        """Return the supports that count: not withdrawn, not of a town that left."""
        found = [support for need in self.members for support in need.supports.all() if not support.withdrawn_at]
        return [support for support in found if support.place_id not in self.gone]

    @cached_property
    def voices(self) -> int:
        """Return how many others support it: each town and each person once, and who stated what was merged in."""
        said: set[tuple[str, int | None]] = {_voice(need) for need in self.members}
        said |= {_voice(support) for support in self.supports}
        return max(len(said) - 1, 0)

    @cached_property
    def places(self) -> list[Place]:
        """Return the towns that it concerns, by name: named, supporting, or speaking; without those that left."""
        found = {place.pk: place for need in self.members for place in need.places.all()}
        found |= {need.place.pk: need.place for need in self.members if need.place}
        found |= {support.place.pk: support.place for support in self.supports if support.place}
        return sorted((p for pk, p in found.items() if pk not in self.gone), key=lambda place: fold(place.name))

    @cached_property
    def urgency(self) -> int:
        """Return the highest urgency that anybody gave."""
        return max(need.urgency for need in self.members)

    @cached_property
    def cost_eur(self) -> Decimal | None:
        """Return what it costs those who said so, a year; None where nobody did."""
        known = [support.cost_eur for support in self.supports if support.cost_eur is not None]
        return sum(known, Decimal(0)) if known else None

    @property
    def weight(self) -> float:
        """Return how much it counts in a portfolio."""
        return weight(self.urgency, self.voices, len(self.places))

    @property
    def is_for_a_body(self) -> bool:
        """Return whether it is a barrier of so many cities that it goes to the body that can remove it."""
        return self.head.kind == NeedKind.BARRIER and len(self.places) >= CITIES_FOR_A_SIGNAL


def needs_visible_to(by: Asker, hub: Hub) -> QuerySet[Need]:
    """Return the needs of a hub that somebody may see: open ones, their own, and all for the hub's team."""
    needs = Need.objects.filter(hub=hub)
    if may(by, "needs.see_private", hub):
        return needs
    seen = Q(visibility__in=open_to(by))
    if by.is_authenticated:
        seen |= Q(person_id=by.pk)
    return needs.filter(seen)


def groups_visible_to(by: Asker, hub: Hub, wanted: NeedFilter | None = None) -> list[Group]:
    """Return the needs that stand for themselves, the weightiest first, each with all that stands behind it."""
    groups = build_groups(needs_visible_to(by, hub), hub)
    if wanted:
        groups = [group for group in groups if _fits(group, wanted)]
    if not wanted or not wanted.state:
        groups = [group for group in groups if group.head.state != NeedState.WITHDRAWN]
    return sorted(groups, key=lambda group: (-group.weight, group.head.pk))


def build_groups(needs: QuerySet[Need], hub: Hub) -> list[Group]:
    """Return groups of the given needs, whatever their state; five queries however many there are."""
    supports = Support.objects.select_related("place", "person")
    rows = {
        need.pk: need
        for need in needs.select_related("place", "hub", "person").prefetch_related(
            "places", Prefetch("supports", supports)
        )
    }
    gone = frozenset(Departure.objects.filter(hub=hub).values_list("place_id", flat=True))
    links = links_among(rows.values())
    return [Group(rows[id], _members(rows, links, id), gone) for id in links.heads()]


def links_among(needs: Iterable[Need]) -> Links:
    """Return how needs hang together."""
    return links_of((need.pk, need.merged_into_id, need.split_from_id, need.is_split) for need in needs)


def group_of(by: Asker, need: Need) -> Group:
    """Return a need with what stands behind it of what somebody may see, even where it is merged into another."""
    rows = {
        one.pk: one
        for one in needs_visible_to(by, need.hub)
        .select_related("place", "hub", "person")
        .prefetch_related("places", Prefetch("supports", Support.objects.select_related("place", "person")))
    }
    gone = frozenset(Departure.objects.filter(hub=need.hub).values_list("place_id", flat=True))
    return Group(rows[need.pk], _members(rows, links_among(rows.values()), need.pk), gone)


def comments_on(group: Group) -> QuerySet[Comment]:
    """Return what was said about a need and all that stands behind it."""
    return Comment.objects.filter(need__in=group.members).select_related("person", "need")


def measures_visible_to(by: Asker, hub: Hub) -> QuerySet[Measure]:
    """Return the measures of a hub that somebody may see: open ones, and all for the hub's team."""
    measures = Measure.objects.filter(hub=hub)
    if not may(by, "needs.see_private", hub):
        measures = measures.filter(visibility__in=open_to(by))
    return measures.select_related("organisation", "instrument", "hub")


def measures_listed(by: Asker, hub: Hub, *, topic: str = "", kind: str = "", text: str = "") -> QuerySet[Measure]:
    """Return visible measures that are not dropped, with the number of needs that each answers."""
    found = measures_visible_to(by, hub).exclude(state=MeasureState.DROPPED)
    if topic:
        found = found.filter(topics__overlap=with_lower(topic))
    if kind:
        found = found.filter(kind=kind)
    if text:
        words = fold(text).split()
        fitting = [
            m.pk for m in found if all(word in fold(" ".join((*m.title.values(), *m.text.values()))) for word in words)
        ]
        found = found.filter(pk__in=fitting)
    return found.annotate(needs_count=Count("answers")).order_by("pk")


def answers_of(by: Asker, measure: Measure) -> list[Answer]:
    """Return which needs a measure answers, of those that somebody may see."""
    seen = needs_visible_to(by, measure.hub)
    return list(Answer.objects.filter(measure=measure, need__in=seen).select_related("need__hub"))


def answers_to(by: Asker, group: Group) -> list[Answer]:
    """Return which visible measures answer a need or anything that stands behind it."""
    measures = measures_visible_to(by, group.head.hub).exclude(state=MeasureState.DROPPED)
    found = Answer.objects.filter(need__in=group.members, measure__in=measures)
    return list(found.select_related("measure__hub", "need").order_by("-share", "measure_id"))


def departures_of(hub: Hub) -> QuerySet[Departure]:
    """Return the towns that left a hub."""
    return Departure.objects.filter(hub=hub).select_related("place")


def open_to(by: Asker) -> list[str]:
    """Return the visibilities that are open to somebody."""
    return [Visibility.PUBLIC, Visibility.NETWORK] if by.is_authenticated else [Visibility.PUBLIC]


def _members(rows: dict[int, Need], links: Links, id: int) -> list[Need]:
    behind = links.evidence(id) - {id}
    return [rows[id], *(rows[one] for one in sorted(behind) if rows[one].state != NeedState.WITHDRAWN)]


def _voice(said: Need | Support) -> tuple[str, int | None]:
    """Return who speaks: a town is one voice, whoever of its team wrote; so is a person."""
    if said.place_id:
        return "place", said.place_id
    return ("person", said.person_id) if said.person_id else (type(said).__name__, said.pk)


def _fits(group: Group, wanted: NeedFilter) -> bool:
    topics = {topic for need in group.members for topic in need.topics}
    words = fold(" ".join(f"{need.title} {need.text}" for need in group.members))
    return (
        (not wanted.topic or bool(topics & set(with_lower(wanted.topic))))
        and (not wanted.kind or group.head.kind == wanted.kind)
        and (not wanted.level or group.head.level == wanted.level)
        and (not wanted.state or group.head.state == wanted.state)
        and (not wanted.place or wanted.place in {place.address for place in group.places})
        and all(word in words for word in fold(wanted.text).split())
    )
