"""All scores, needs and offers of one round as arrays, kept by the process until the database says that they changed.

Free of any reader: what somebody may see of it is decided in ``seen``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import Count, Q, Sum
from numpy.typing import NDArray

from capacities.capacity.map.models import Scores, is_stale
from capacities.capacity.map.services import recipe, refresh_rounds
from capacities.capacity.rounds.models import Assessment, AssessmentState, Privacy, Round, Side, Statement
from capacities.capacity.rounds.queries import scored_questions
from capacities.core.places.models import Country
from capacities.engines import capacity_gaps as gaps
from capacities.facts import topics as topic_facts

MOST_KEPT = 40  # rounds; six of 36 countries take some 100 kB each, one of 2,000 cities some 3 MB
PRIVACY = {Privacy.PUBLIC: gaps.PUBLIC, Privacy.GROUP: gaps.GROUP, Privacy.OWN: gaps.OWN}
PLACE_FIELDS = ("name", "slug", "population", "role")
Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Respondent:
    """Who answered: a country, or a place of it."""

    assessment: int
    country: str
    state: str
    place: int | None = None
    name: str = ""
    slug: str = ""
    population: int | None = None
    role: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class RoundData:
    """Arrays run along respondents and topics; an unknown population is NaN.

    ``stated`` and ``offered`` hold the urgency, 1 to 3, of what was said, 0 for nothing.
    """

    topics: tuple[str, ...]
    respondents: tuple[Respondent, ...]
    ids: NDArray[np.int64]
    codes: NDArray[np.str_]
    core: gaps.Mask
    population: gaps.Shares
    roles: NDArray[np.str_]
    privacy: gaps.Levels
    shares: gaps.Shares
    answered: gaps.Levels
    asked: gaps.Levels
    stated: gaps.Levels
    offered: gaps.Levels
    needs: gaps.Levels
    offers: gaps.Mask

    def column(self, topic: str) -> int | None:
        """Return where a topic stands, None where nothing was asked or said about it."""
        return self.topics.index(topic) if topic in self.topics else None

    def row(self, country: str, slug: str = "") -> int | None:
        """Return where a country (or a place of it) stands."""
        for k, one in enumerate(self.respondents):
            if one.country == country and one.slug == slug:
                return k
        return None


_kept: dict[int, tuple[Stamp, RoundData]] = {}


def round_data(rounds: Sequence[Round]) -> dict[int, RoundData]:
    """Return the data of rounds by id; asks one query where nothing changed."""
    ids = [one.pk for one in rounds]
    stamps, stale = _stamps(ids)
    if stale:
        refresh_rounds(stale)
        stamps, _still = _stamps(ids)
    found = {}
    for one in rounds:
        stamp = stamps.get(one.pk, (0, 0, 0))
        kept = _kept.get(one.pk)
        if kept is None or kept[0] != stamp:
            kept = (stamp, _load(one))
            _kept.pop(one.pk, None)
            _kept[one.pk] = kept
            while len(_kept) > MOST_KEPT:
                _kept.pop(next(iter(_kept)), None)
        found[one.pk] = kept[1]
    return found


def _stamps(ids: Sequence[int]) -> tuple[dict[int, Stamp], list[int]]:
    """Return what changes whenever something of a round changes, and the rounds with stale scores.

    Changes are numbered upwards for the whole database, so count and sums together never come back.
    """
    rows = (
        Scores.objects.filter(assessment__round__in=ids)
        .values_list("assessment__round")
        .annotate(
            n=Count("pk"), changes=Sum("change"), known=Sum("computed"), stale=Count("pk", filter=is_stale(recipe()))
        )
        .order_by()
    )
    stamps, stale = {}, []
    for id, count, changes, computed, waiting in rows:
        stamps[id] = (count, int(changes), int(computed))
        if waiting:
            stale.append(id)
    return stamps, stale


def _load(round: Round) -> RoundData:
    rows = list(
        Assessment.objects.filter(round=round)
        .exclude(state=AssessmentState.WITHDRAWN)
        .order_by("country", "place__name", "pk")
        .values_list("pk", "country", "state", "privacy", "place", *(f"place__{name}" for name in PLACE_FIELDS))
    )
    core = set(Country.objects.filter(role=Country.Role.CORE).values_list("iso2", flat=True))
    at = {row[0]: k for k, row in enumerate(rows)}
    said = list(Statement.objects.filter(Q(assessment__in=at) & Q(removed_at=None)))
    names = _topics(round, [one.topic for one in said])
    shares = np.full((len(rows), len(names)), np.nan)
    answered, asked, stated, offered = (np.zeros(shares.shape, dtype=np.int8) for _ in range(4))
    column = {topic: k for k, topic in enumerate(names)}
    for id, scores in Scores.objects.filter(pk__in=at).values_list("pk", "by_topic"):
        for topic, (share, given, all) in scores.items():
            k = column.get(topic)
            if k is not None:
                shares[at[id], k] = np.nan if share is None else share
                answered[at[id], k], asked[at[id], k] = given, all
    for one in said:
        side = stated if one.side == Side.NEED else offered
        side[at[one.assessment_id], column[one.topic]] = one.urgency
    upper = [_parent(topic) for topic in names]
    stated, offered = gaps.roll_up(stated, names, upper), gaps.roll_up(offered, names, upper)
    return RoundData(
        topics=names,
        respondents=tuple(
            Respondent(id, country, state, place, name or "", slug or "", population, role or "")
            for id, country, state, _privacy, place, name, slug, population, role in rows
        ),
        ids=np.array([row[0] for row in rows], dtype=np.int64),
        codes=np.array([row[1] for row in rows], dtype=np.str_),
        core=np.array([row[1] in core for row in rows], dtype=bool),
        population=np.array([row[7] for row in rows], dtype=np.float64),
        roles=np.array([row[8] or "" for row in rows], dtype=np.str_),
        privacy=np.array([_privacy(*row[2:4]) for row in rows], dtype=np.int8),
        shares=shares,
        answered=answered,
        asked=asked,
        stated=stated,
        offered=offered,
        needs=gaps.need_levels(shares, stated),
        offers=gaps.has_offers(shares, offered),
    )


def _privacy(state: str, privacy: str) -> int:
    """Return how far a respondent is open; until it is signed off it is open to its own team only."""
    return PRIVACY[Privacy(privacy)] if state == AssessmentState.SIGNED_OFF else gaps.OWN


def _topics(round: Round, said: Sequence[str]) -> tuple[str, ...]:
    """Return the topics that are asked or spoken of, with those above, in the order of the list."""
    wanted = {topic for question in scored_questions(round.version) if question.is_scored for topic in question.topics}
    wanted.update(said)
    wanted.update({_parent(topic) for topic in wanted})
    known = [topic for topic in topic_facts.topics() if topic in wanted]
    return (*known, *sorted(topic for topic in wanted if topic and topic not in topic_facts.topics()))


def _parent(topic: str) -> str:
    found = topic_facts.topics().get(topic)
    return found.parent if found else ""
