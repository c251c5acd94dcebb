"""Needs and offers that scores suggest, so that nobody begins with a blank page. Nothing is stored here."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from capacities.capacity.rounds.models import Assessment, Side
from capacities.capacity.rounds.queries import scores_of
from capacities.core.topics import topic_name
from capacities.facts.topics import topics

NEED_UP_TO, OFFER_FROM = 0.4, 0.75
URGENT_UP_TO = 0.2
MOST_OF_A_SIDE = 5


@dataclass(frozen=True)
class Suggestion:
    """A need or an offer that the answers suggest."""

    side: str
    topic: str
    share: float
    text: str
    urgency: int

    @property
    def name(self) -> str:
        """Return the topic's name."""
        return topic_name(self.topic)

    @property
    def percent(self) -> int:
        """Return the score from 0 to 100."""
        return round(100 * self.share)


def suggestions_for(assessment: Assessment) -> list[Suggestion]:
    """Return the lowest topics as needs and the highest as offers, without those that are stated already."""
    taken = set(assessment.statements.filter(removed_at=None).values_list("side", "topic"))
    scores = scores_of(assessment.round, [assessment])[assessment.pk]
    lower = [(id, s.share) for id, s in scores.items() if s.share is not None and topics()[id].parent] or [
        (id, s.share) for id, s in scores.items() if s.share is not None
    ]
    needs = sorted(((share, id) for id, share in lower if share <= NEED_UP_TO))
    offers = sorted(((-share, id) for id, share in lower if share >= OFFER_FROM))
    found = [_need(id, share) for share, id in needs if (Side.NEED, id) not in taken][:MOST_OF_A_SIDE]
    return found + [_offer(id, -share) for share, id in offers if (Side.OFFER, id) not in taken][:MOST_OF_A_SIDE]


def _need(topic: str, share: float) -> Suggestion:
    text = _("We want to learn from others who are further with this.")
    return Suggestion(Side.NEED, topic, share, text, 3 if share <= URGENT_UP_TO else 2)


def _offer(topic: str, share: float) -> Suggestion:
    return Suggestion(Side.OFFER, topic, share, _("We can show how we do it and share our documents."), 2)
