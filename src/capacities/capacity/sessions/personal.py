"""What sessions and matches hold about somebody, for that person. Ratings stay without a name when they leave."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from capacities.capacity.sessions.models import Expected, Match, Rating
from capacities.core.people.models import Person


def held_about(person: Person) -> dict[str, Any]:
    """Return the sessions somebody is expected at, the matches they are the contact of, and their ratings."""
    contact = Q(learner_contact=person) | Q(teacher_contact=person)
    return {
        "expected_at": list(
            Expected.objects.filter(Q(person=person) | Q(email=person.email)).values(
                "session__event__title", "session__on", "email", "added_at"
            )
        ),
        "contact_of": list(Match.objects.filter(contact).values("topic", "state", "sent_at", "met_on")),
        "ratings": list(Rating.objects.filter(by=person).values("match_id", "stars", "words", "at")),
    }
