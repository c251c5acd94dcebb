"""What training holds about people: told to them, and erased with their account."""

from __future__ import annotations

from typing import Any

from capacities.core.people.models import Person
from capacities.core.people.queries import is_theirs
from capacities.hub.training.models import Enrolment, ModuleDone, Suggestion, Training
from capacities.hub.training.services.enrolments import fill_seats


def taken_part(person: Person) -> dict[str, Any]:
    """Return enrolments, modules gone through and suggestions of a person as plain data."""
    enrolments = Enrolment.objects.filter(is_theirs(person))
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


def erase_person(sender: object, instance: Person, **_more: Any) -> None:
    """Erase the enrolments of an account that goes, also those made as a guest; their seats go to those who wait.

    What they suggested stays for the programme, without a name.
    """
    enrolments = Enrolment.objects.filter(is_theirs(instance))
    trainings = list(Training.objects.filter(enrolments__in=enrolments, removed_at=None).distinct())
    enrolments.delete()
    for training in trainings:
        fill_seats(training)
