"""What the platform holds of a person because they took part in training, for that person."""

from __future__ import annotations

from typing import Any

from capacities.core.people.models import Person
from capacities.hub.training.models import Enrolment, ModuleDone, Suggestion


def taken_part(person: Person) -> dict[str, Any]:
    """Return enrolments, modules gone through and suggestions of a person as plain data."""
    enrolments = Enrolment.objects.filter(person=person)
    return {
        "enrolments": list(
            enrolments.values(
                "training__title", "name", "email", "audience", "organisation", "state", "enrolled_at", "completed_at",
                "useful", "feedback", "will_try",
            )
        ),
        "modules": list(ModuleDone.objects.filter(enrolment__in=enrolments).values("module__title", "at")),
        "suggestions": list(Suggestion.objects.filter(person=person).values("training__title", "text", "at", "answer")),
    }  # fmt: skip
