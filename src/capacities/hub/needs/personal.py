"""What somebody said about needs and measures, for that person. Deleting an account leaves it without a name."""

from __future__ import annotations

from typing import Any

from capacities.core.people.models import Person
from capacities.hub.needs.models import Comment, Need, Rating, Remark, Support


def said_by(person: Person) -> dict[str, Any]:
    """Return needs, supports, comments, ratings and remarks of a person as plain data."""
    return {
        "needs": list(Need.objects.filter(person=person).values("title", "text", "created_at", "state")),
        "supports": list(Support.objects.filter(person=person).values("need__title", "cost_eur", "text", "given_at")),
        "comments": list(Comment.objects.filter(person=person).values("need__title", "text", "at")),
        "ratings": list(
            Rating.objects.filter(rater__person=person).values("round__number", "measure_id", "criterion_id", "score")
        ),
        "remarks": list(Remark.objects.filter(rater__person=person).values("round__number", "measure_id", "text")),
    }
