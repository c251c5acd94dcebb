"""The capacity map for programs: rounds, statistics by topic, and scores of whom the asker may see."""

from __future__ import annotations

import numpy as np
from django.http import HttpRequest
from ninja import Router, Schema
from ninja.errors import HttpError

from capacities.capacity.map.heat import MOST_POINTS
from capacities.capacity.map.queries import gaps_in
from capacities.capacity.map.seen import Seen, map_rounds, seen_by
from capacities.capacity.questionnaires.models import Audience
from capacities.capacity.rounds.models import Round

router = Router(tags=["capacity"])


class RoundOut(Schema):
    """A round of self-assessment that has begun."""

    slug: str
    name: dict[str, str]
    audience: str
    state: str
    version: int
    template: str


class GapOut(Schema):
    """A topic with its statistics, scores from 0 to 100; null where too few answered."""

    topic: str
    count: int | None
    in_need: int | None
    median: float | None
    could_help: int


class ScoresOut(Schema):
    """A respondent with its scores by topic, 0 to 100; topics without an answer are missing."""

    country: str
    city: str
    state: str
    scores: dict[str, float]
    needs: dict[str, int]
    offers: list[str]


class MapOut(Schema):
    """The map of one round."""

    round: RoundOut
    topics: list[GapOut]
    respondents: list[ScoresOut]
    not_shared: int


@router.get("/capacity/rounds", response=list[RoundOut], summary="Rounds of self-assessment")
def capacity_rounds(request: HttpRequest) -> list[dict[str, object]]:
    """Return the rounds that have begun, the latest first."""
    return [_round(one) for audience in Audience.values for one in map_rounds(request.user, audience)]


@router.get("/capacity/rounds/{slug}", response=MapOut, summary="The capacity map of a round")
def capacity_map(request: HttpRequest, slug: str) -> dict[str, object]:
    """Return statistics of all topics, and the scores of those who share them with you."""
    for audience in Audience.values:
        for one in map_rounds(request.user, audience):
            if one.slug == slug:
                return _map(seen_by(request.user, [one])[0])
    raise HttpError(404, f"There is no round {slug!r}.")


def _map(seen: Seen) -> dict[str, object]:
    gaps = [
        {
            "topic": gap.topic,
            "count": gap.count,
            "in_need": gap.in_need,
            "median": None if gap.median is None else _points(gap.median),
            "could_help": gap.offer_count,
        }
        for gap in gaps_in(seen, most=0)
    ]
    return {
        "round": _round(seen.round),
        "topics": gaps,
        "respondents": [_scores(seen, row) for row in np.flatnonzero(seen.rows).tolist()],
        "not_shared": int((~seen.rows).sum()),
    }


def _scores(seen: Seen, row: int) -> dict[str, object]:
    data, one = seen.data, seen.data.respondents[row]
    topics = list(enumerate(data.topics))
    return {
        "country": one.country,
        "city": one.slug,
        "state": one.state,
        "scores": {t: _points(data.shares[row, k]) for k, t in topics if not np.isnan(data.shares[row, k])},
        "needs": {t: int(data.needs[row, k]) for k, t in topics if data.needs[row, k]},
        "offers": [t for k, t in topics if data.offers[row, k]],
    }


def _round(one: Round) -> dict[str, object]:
    return {
        **{field: getattr(one, field) for field in ("slug", "name", "audience", "state")},
        "version": one.version.number,
        "template": one.version.template.slug,
    }


def _points(share: float) -> float:
    return round(MOST_POINTS * float(share), 1)
