"""Mails to the two sides of a match, each in the reader's language and with what that side may see."""

from __future__ import annotations

from capacities.capacity.sessions.models import Match
from capacities.capacity.sessions.queries import addresses_of
from capacities.core.outbox.letters import compose
from capacities.core.outbox.services import post
from capacities.core.people.mails import letter_to
from capacities.core.topics import topic_name


def tell_side(match: Match, side: str, name: str) -> None:
    """Write the mail `name` to everybody who answers for one side."""
    other = match.teacher if side == "learner" else match.learner
    context = {"match": match, "side": side, "own": match.of(side), "other": other, "topic": _Topic(match.topic)}
    for address, person in addresses_of(match.of(side)).items():
        where = f"capacity_sessions/mail/{name}"
        letter = (
            letter_to(person, where, context) if person else compose(where, {**context, "person": ""}, language="en")
        )
        key = f"{name}:{match.pk}:{side}:{address}:{match.sent_at:%Y-%m-%d}" if name == "match_reminder" else None
        post(letter, to=address, person=person, kind=name, about=f"match:{match.pk}", key=key)


class _Topic:
    """The name of a topic, in the language of whoever reads it."""

    def __init__(self, id: str) -> None:
        self.id = id

    def __str__(self) -> str:
        return topic_name(self.id)
