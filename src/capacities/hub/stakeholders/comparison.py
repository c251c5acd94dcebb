"""What other countries and hubs have that a map lacks, each with examples and their source. Facts only.

Read from the organisations of the network, open bodies of hubs, national funding and published maps of others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from capacities.core.organisations.kinds import KINDS, kind_name
from capacities.core.organisations.models import EUROPE, Organisation
from capacities.core.organisations.names import country_name
from capacities.core.topics import topic_name, with_lower
from capacities.engines.network import pattern_gaps
from capacities.facts.folding import fold
from capacities.hub.instruments.kinds import Kind, Level
from capacities.hub.instruments.queries import instruments
from capacities.hub.stakeholders.kinds import ROLES
from capacities.hub.stakeholders.models import Stakeholder, StakeholderMap
from capacities.hub.stakeholders.publishing import published_maps
from capacities.hub.stakeholders.queries import roles_missing, stakeholders_visible_to
from capacities.hub.structure.kinds import body_kind_name
from capacities.hub.structure.models import Body, Seat, Visibility

if TYPE_CHECKING:
    from capacities.core.people.queries import Asker

SHOWN = 3  # examples of a gap
# Kinds of organisations that commonly fill a role (assumption, said on the page). A user is nobody in particular.
KINDS_OF_ROLE: Mapping[str, tuple[str, ...]] = {
    "financier": ("funding-agency",),
    "regulator": ("ministry", "public-agency"),
    "data_owner": ("public-agency",),
    "deliverer": ("public-agency", "support-organisation"),
    "representative": ("association",),
    "convener": ("support-organisation",),
    "knowledge": ("university", "research-organisation"),
}
# Kinds that a national map can lack; projects and EU institutions are no pattern of a country.
COMPARED = tuple(kind for kind in KINDS if kind not in ("project", "eu-institution"))


@dataclass(frozen=True, slots=True)
class Example:
    """Somebody or something elsewhere: its name, country, where that is written, and its page."""

    name: str
    country: str
    source: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """What others have: in ``among`` of ``of`` countries (or hubs), with examples."""

    what: str
    among: int
    of: int
    examples: tuple[Example, ...]


@dataclass(frozen=True)
class Comparison:
    """What others have and this map lacks: for missing roles, as kinds of bodies, in organisation, in funding."""

    roles: Sequence[Gap]
    kinds: Sequence[Gap]
    maps: Sequence[Gap]
    bodies: Sequence[Gap]
    funding: Sequence[Gap]
    unknown_kind: int
    topics: tuple[str, ...]

    @property
    def parts(self) -> tuple[Sequence[Gap], ...]:
        """Return all lists of gaps."""
        return (self.roles, self.kinds, self.maps, self.bodies, self.funding)


def comparison(by: Asker, chosen: StakeholderMap) -> Comparison:
    """Return the comparison of a map with other countries, for the hub's team; for others of an empty map."""
    rows = list(stakeholders_visible_to(by, chosen).select_related("organisation"))
    ours, unknown = _kinds_on_map(rows, chosen.country_codes)
    elsewhere = _organisations_elsewhere(chosen.country_codes)
    filled = {role for one in rows for role in one.roles}
    return Comparison(
        roles=_role_gaps(roles_missing(by, chosen), elsewhere),
        kinds=_kind_gaps(ours, elsewhere),
        maps=_map_gaps(by, chosen, filled),
        bodies=_body_gaps(chosen),
        funding=_funding_gaps(chosen),
        unknown_kind=unknown,
        topics=tuple(topic_name(topic) for topic in chosen.topics),
    )


def _kinds_on_map(rows: Sequence[Stakeholder], countries: Sequence[str]) -> tuple[set[str], int]:
    """Return the kinds of organisations on a map, found by their record or by name, and of how many none is known."""
    pairs = Organisation.objects.filter(country__in=[*countries, EUROPE]).values_list("name", "kind")
    named = {fold(name): kind for name, kind in pairs}
    kinds = [one.organisation.kind if one.organisation else named.get(fold(one.name), "") for one in rows]
    return {kind for kind in kinds if kind}, kinds.count("")


def _organisations_elsewhere(ours: Iterable[str]) -> list[Organisation]:
    """Return one organisation of each kind and other country, one that sits in an open body of a hub before others."""
    seats = Seat.objects.on(timezone.localdate()).filter(
        organisation=OuterRef("pk"), body__visibility=Visibility.PUBLIC, body__hub__visibility=Visibility.PUBLIC
    )
    found = Organisation.objects.filter(kind__in=COMPARED).exclude(country__in=[*ours, EUROPE])
    ranked = found.annotate(sits=Exists(seats)).order_by("kind", "country", "-sits", "name")
    return list(ranked.distinct("kind", "country"))


def _kind_gaps(ours: set[str], elsewhere: Sequence[Organisation]) -> list[Gap]:
    countries = sorted({one.country for one in elsewhere})
    has = np.zeros((len(countries), len(COMPARED)), dtype=bool)
    for one in elsewhere:
        has[countries.index(one.country), COMPARED.index(one.kind)] = True
    gaps = pattern_gaps(np.array([kind in ours for kind in COMPARED]), has, least_share=0.0)
    return [
        Gap(
            kind_name(COMPARED[gap.role]),
            len(gap.networks),
            len(countries),
            _examples(one for one in elsewhere if one.kind == COMPARED[gap.role]),
        )
        for gap in gaps
    ]


def _role_gaps(missing: Sequence[str], elsewhere: Sequence[Organisation]) -> list[Gap]:
    countries = {one.country for one in elsewhere}
    gaps = []
    for role in missing:
        fitting = [one for one in elsewhere if one.kind in KINDS_OF_ROLE.get(role, ())]
        if fitting:
            having = {one.country for one in fitting}
            gaps.append(Gap(str(ROLES.get(role, role)), len(having), len(countries), _examples(fitting)))
    return gaps


def _examples(organisations: Iterable[Organisation]) -> tuple[Example, ...]:
    """Return the first of some organisations, those that sit in a hub's body first, each of another country."""
    ranked = sorted(organisations, key=lambda one: (not getattr(one, "sits", False), one.country, one.name))
    first = list({one.country: one for one in reversed(ranked)}.values())[::-1]
    return tuple(Example(str(one), country_name(one.country), one.source, one.url) for one in first[:SHOWN])


def _map_gaps(by: Asker, chosen: StakeholderMap, filled: set[str]) -> list[Gap]:
    """Return roles that others fill on the maps that they show, on a topic of ours (all topics where we name none)."""
    maps = published_maps(by).exclude(hub=chosen.hub)
    if chosen.topics:
        maps = maps.filter(topics__overlap=_near(chosen.topics))
    shown = {one.pk: one for one in maps}
    found: dict[str, dict[int, Example]] = {}
    rows = Stakeholder.objects.filter(map__in=shown, removed_at=None).order_by("map_id", "folded")
    for one in rows.only("name", "acronym", "roles", "map_id"):
        where = shown[one.map_id]
        url = reverse("hub-public-map", args=[where.hub.slug, where.pk])
        country = country_name(where.hub.countries[0])
        for role in set(one.roles) - filled:
            found.setdefault(role, {}).setdefault(where.pk, Example(str(one), country, str(where), url))
    return [
        Gap(str(ROLES.get(role, role)), len(examples), len(shown), tuple(examples.values())[:SHOWN])
        for role, examples in sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    ]


def _body_gaps(chosen: StakeholderMap) -> list[Gap]:
    """Return the kinds of bodies that other open hubs have and this hub has not."""
    today = timezone.localdate()
    ours = set(Body.objects.on(today).filter(hub=chosen.hub).values_list("kind", flat=True))
    others = Body.objects.on(today).filter(visibility=Visibility.PUBLIC, hub__visibility=Visibility.PUBLIC)
    rows = others.exclude(hub=chosen.hub).select_related("hub").order_by("kind", "hub", "order")
    hubs = {body.hub_id for body in rows}
    found: dict[str, dict[int, Example]] = {}
    for body in rows:
        if body.kind not in ours:
            name = _("%(body)s (%(hub)s)") % {"body": body, "hub": body.hub}
            country = ", ".join(country_name(code) for code in body.hub.countries)
            example = Example(name, country, body.source, body.get_absolute_url())
            found.setdefault(body.kind, {}).setdefault(body.hub_id, example)
    return [
        Gap(body_kind_name(kind), len(examples), len(hubs), tuple(examples.values())[:SHOWN])
        for kind, examples in sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    ]


def _funding_gaps(chosen: StakeholderMap) -> list[Gap]:
    """Return the topics of a map for which the atlas knows national funding elsewhere and none here."""
    national = list(instruments().filter(kind=Kind.FUNDING, level=Level.COUNTRY))
    ours = set(chosen.country_codes)
    countries = {code for one in national for code in one.countries} - ours
    gaps = []
    for topic in chosen.topics:
        fitting = [one for one in national if set(one.topics) & set(with_lower(topic))]
        there = [one for one in fitting if not ours & set(one.countries)]
        if there and len(there) == len(fitting):
            having = {code for one in there for code in one.countries}
            examples = tuple(
                Example(
                    f"{one} ({one.runs_it})" if one.runs_it else str(one),
                    ", ".join(country_name(code) for code in one.countries),
                    one.source,
                    one.get_absolute_url(),
                )
                for one in there[:SHOWN]
            )
            gaps.append(Gap(topic_name(topic), len(having), len(countries), examples))
    return gaps


def _near(topics: Iterable[str]) -> list[str]:
    """Return topics with their lower ones and the one above."""
    found: dict[str, None] = {}
    for topic in topics:
        found |= dict.fromkeys((*with_lower(topic), topic.split("-")[0]))
    return list(found)
