"""What teams of a round offer to others, as somebody of the round may see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from capacities.capacity.rounds.models import Assessment, AssessmentState, Privacy, Round, Side, Statement
from capacities.capacity.rounds.queries import own_assessments, scores_of
from capacities.capacity.sessions.models import PeerProfile
from capacities.capacity.sessions.picture import takes_part
from capacities.engines.capacity_gaps import NEED_BELOW

if TYPE_CHECKING:
    from capacities.core.people.queries import Asker


@dataclass(frozen=True)
class Offered:
    """A team's offer on a topic; ``text`` only where the reader may see the team's assessment."""

    team: Assessment
    topic: str
    text: str


def needed_by(by: Asker, round: Round) -> set[str]:
    """Return the topics that somebody's own teams say they need, or in which their score is low."""
    own = list(round.assessments.filter(pk__in=own_assessments(by, round)))
    said = Statement.objects.filter(assessment__in=own, side=Side.NEED, removed_at=None)
    low = {
        topic
        for scores in scores_of(round, own).values()
        for topic, score in scores.items()
        if score.share is not None and score.share < NEED_BELOW
    }
    return low | set(said.values_list("topic", flat=True))


def offers_to(by: Asker, round: Round) -> list[Offered]:
    """Return what other teams of a round offer, for those who take part in it.

    Only teams that take part in peer learning are named, and only once they have signed off.
    """
    own = set(own_assessments(by, round))
    if not own:
        return []
    said = Statement.objects.filter(assessment__round=round, side=Side.OFFER, removed_at=None)
    signed = said.filter(assessment__state=AssessmentState.SIGNED_OFF).exclude(assessment__in=own)
    rows = signed.select_related("assessment__place", "assessment__round")
    profiles = {one.assessment_id: one for one in PeerProfile.objects.filter(assessment__round=round)}
    found = []
    for one in rows.order_by("topic", "assessment__country", "assessment__pk"):
        team = one.assessment
        if takes_part(team, profiles.get(team.pk)):
            found.append(Offered(team, one.topic, one.text if team.privacy != Privacy.OWN else ""))
    return found
