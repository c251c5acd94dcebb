"""What programmes hold about people: told to them, and erased with their account."""

from __future__ import annotations

from typing import Any

from capacities.core.audit import forget_history
from capacities.core.files.models import StoredFile
from capacities.core.files.services import delete_file
from capacities.core.people.models import Person
from capacities.hub.programmes.kinds import ApplicationState
from capacities.hub.programmes.models import Answer, AnswerVersion, Application, Author, Decision, Reading, Reply
from capacities.hub.programmes.models.applications import authored_by
from capacities.hub.programmes.services.programmes import file_ids


def personal_part(person: Person) -> dict[str, Any]:
    """Return the applications that somebody writes, what they answered, and what they read and decided for a hub."""
    authors = Author.objects.filter(authored_by(person))
    return {
        "applications": list(
            authors.values(
                "invited_at",
                "application__place__name",
                "application__programme__name",
                "application__state",
                "application__sent_at",
            )
        ),
        "answers": list(
            AnswerVersion.objects.filter(author=person).values(
                "answer__application_id", "answer__question__label", "version", "value", "file__name", "saved_at"
            )
        ),
        "readings": list(
            Reading.objects.filter(reader=person).values("application_id", "scores", "comment", "is_conflict", "at")
        ),
        "decisions": list(Decision.objects.filter(by=person).values("application_id", "outcome", "reason", "at")),
        "replies": list(Reply.objects.filter(changed_by=person).values("application_id", "subject", "sent_at")),
    }


def erase_person(sender: object, instance: Person, **_more: Any) -> None:
    """Erase somebody from the authors and their trail. A draft that nobody else writes goes with them; what a hub has
    received stays, as the town's."""
    authors = Author.objects.filter(authored_by(instance))
    numbers = list(authors.values_list("pk", flat=True))
    written = list(authors.values_list("application_id", flat=True))
    shared = Author.objects.filter(application__in=written).exclude(pk__in=numbers).exclude(person=None)
    others = set(shared.values_list("application_id", flat=True))
    alone = Application.objects.filter(pk__in=set(written) - others, by_team=False).exclude(state=ApplicationState.SENT)
    answers = list(Answer.objects.filter(application__in=alone).values_list("pk", flat=True))
    files = file_ids(alone.values_list("pk", flat=True))
    authors.delete()
    alone.delete()
    for stored in StoredFile.objects.filter(pk__in=files):
        delete_file(stored)
    forget_history(Author, numbers)
    forget_history(Answer, answers)
