"""A match as one reader may see it: names, reasons, contacts once both accepted, ratings once both have rated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from capacities.capacity.rounds.queries import own_by_round
from capacities.capacity.sessions.models import Match, MatchState, Rating, Side
from capacities.capacity.sessions.reasons import sentences, sides_of, teams_of
from capacities.core.people.models import Person
from capacities.core.permissions import may
from capacities.core.topics import topic_name

if TYPE_CHECKING:
    from capacities.core.people.queries import Asker


@dataclass(frozen=True)
class SideShown:
    """One side: the team, its answer and reason, its contact and rating where the reader may see them."""

    side: Side
    name: str
    is_own: bool
    said_yes: bool | None
    reason: str
    contact: Person | None
    rating: Rating | None


@dataclass(frozen=True)
class MatchShown:
    """A match with what its reader may see and do."""

    match: Match
    topic: str
    reasons: list[str]
    sides: list[SideShown]
    may_answer: list[Side]
    may_meet: bool
    may_rate: list[Side]


def shown_match(by: Asker, match: Match, teams: frozenset[int] | None = None) -> MatchShown:
    """Return a match as somebody who speaks for some ``teams`` may see it. It was found through a query."""
    teams = teams_of(by, match) if teams is None else teams
    own = sides_of(match, teams)
    keeps = bool(may(by, "capacity.keep", match.round))
    both = match.state in (MatchState.ACCEPTED, MatchState.MET)
    ratings = {one.side: one for one in match.ratings.all()}
    all_rated = len(ratings) == len(Side)
    sides = []
    for side in Side:
        mine = side in own
        learner = side == Side.LEARNER
        contact = match.learner_contact if learner else match.teacher_contact
        rating = ratings.get(side)
        sides.append(
            SideShown(
                side=side,
                name=match.of(side).respondent,
                is_own=mine,
                said_yes=match.said_yes(side),
                reason=match.learner_said if learner else match.teacher_said,
                contact=contact if both and own else None,
                rating=rating if mine or keeps or (own and all_rated) else None,
            )
        )
    open_states = (MatchState.SENT, MatchState.ACCEPTED, MatchState.DECLINED)
    return MatchShown(
        match=match,
        topic=topic_name(match.topic),
        reasons=sentences(by, match, teams),
        sides=sides,
        may_answer=own if match.state in open_states else [],
        may_meet=bool(own) and both,
        may_rate=own if match.state == MatchState.MET else [],
    )


def shown_matches(by: Asker, rows: Iterable[Match]) -> list[MatchShown]:
    """Return several matches as somebody may see them."""
    found = list(rows)
    teams = frozenset(id for ids in own_by_round(by, {match.round for match in found}).values() for id in ids)
    return [shown_match(by, match, teams) for match in found]
