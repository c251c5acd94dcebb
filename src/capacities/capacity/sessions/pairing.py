"""From a round to the engine's matching of peers, and back to matches with reasons. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from capacities.capacity.rounds.models import Round, Side
from capacities.capacity.sessions.models import Match, MatchState, PeerProfile
from capacities.capacity.sessions.picture import Picture, takes_part, traits_of
from capacities.engines import matching


def paired(round: Round, picture: Picture, there: Iterable[Match], *, fair: bool) -> list[Match]:
    """Return proposals, not saved, beside the matches that are ``there``.

    Pairs that declined or were withdrawn stay apart; what was sent, accepted or met stays and uses up limits.
    Teams that do not take part are in none.
    """
    there = list(there)
    row = {team.pk: k for k, team in enumerate(picture.teams)}
    column = {topic: k for k, topic in enumerate(picture.topics)}
    out = np.array([not takes_part(team, picture.profiles.get(team.pk)) for team in picture.teams], dtype=bool)
    need, offer = picture.need.copy(), picture.offer.copy()
    need[out], offer[out] = 0.0, 0.0
    known = [one for one in there if one.learner_id in row and one.teacher_id in row and one.topic in column]
    live = [one for one in known if one.state in (MatchState.SENT, MatchState.ACCEPTED, MatchState.MET)]
    apart = [one for one in known if one.state in (MatchState.DECLINED, MatchState.WITHDRAWN)]
    profiles = [picture.profiles.get(team.pk) or PeerProfile(assessment=team) for team in picture.teams]
    traits = traits_of(picture)
    found = matching.match_peers(
        matching.Task(
            np.clip(need, 0.0, 1.0),
            np.clip(offer, 0.0, 1.0),
            traits,
            [picture.languages(team) for team in picture.teams],
            matching.Limits(
                np.array([one.teach_most for one in profiles], dtype=np.int64),
                np.array([one.learn_most for one in profiles], dtype=np.int64),
            ),
            declined={(row[one.learner_id], row[one.teacher_id]) for one in apart},
            locked=[(row[one.learner_id], row[one.teacher_id], column[one.topic]) for one in live],
        ),
        fair=fair,
    )
    settled = {(one.learner_id, one.teacher_id, one.topic) for one in there if one.state != MatchState.DRAFT}
    made = [match_of(round, picture, traits, one.learner, one.teacher, one.topic, one.value) for one in found.matches]
    return [one for one in made if (one.learner_id, one.teacher_id, one.topic) not in settled]


def match_of(
    round: Round, picture: Picture, traits: list[matching.Trait], learner: int, teacher: int, topic: int, value: float
) -> Match:
    """Return a match, not saved, with what speaks for it."""
    one, other, key = picture.teams[learner], picture.teams[teacher], picture.topics[topic]
    score = picture.share[teacher, topic]
    alike = {trait.key: float(trait.closeness(learner, teacher)) for trait in traits}
    reasons = {
        "score": None if np.isnan(score) else round_to(float(score)),
        "offers": (other.pk, str(Side.OFFER), key) in picture.stated,
        "needs": (one.pk, str(Side.NEED), key) in picture.stated,
        "alike": {name: round_to(close) for name, close in alike.items() if np.isfinite(close)},
        "languages": sorted(picture.languages(one) & picture.languages(other)),
    }
    return Match(round=round, learner=one, teacher=other, topic=key, value=round_to(value), reasons=reasons)


def round_to(value: float) -> float:
    """Return a value with the digits that are kept."""
    return round(value, 4)
