"""What sessions and matches hold about people: told to them, and erased with their account.

Ratings stay without a name when they leave; so do sessions that they held as trainers.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from capacities.capacity.sessions.models import Expected, Match, Rating, Trainer
from capacities.core.audit import forget_history
from capacities.core.people.models import Person
from capacities.core.people.queries import is_theirs, proved_addresses


def held_about(person: Person) -> dict[str, Any]:
    """Return the sessions somebody is expected at or teaches, the matches they are contact of, their ratings."""
    contact = Q(learner_contact=person) | Q(teacher_contact=person)
    return {
        "expected_at": list(
            Expected.objects.filter(is_theirs(person)).values(
                "session__event__title", "session__on", "email", "added_at"
            )
        ),
        "trainer": list(_trainers(person).values("name", "organisation", "email", "topics", "languages", "note")),
        "contact_of": list(Match.objects.filter(contact).values("topic", "state", "sent_at", "met_on")),
        "ratings": list(Rating.objects.filter(by=person).values("match_id", "stars", "words", "at")),
    }


def erase_person(sender: object, instance: Person, **_more: Any) -> None:
    """Erase somebody from the lists of sessions and of trainers, and from their history."""
    Expected.objects.filter(is_theirs(instance)).delete()
    trainers = _trainers(instance)
    numbers = list(trainers.values_list("pk", flat=True))
    Trainer.objects.filter(pk__in=numbers, removed_at=None).update(removed_at=timezone.now())
    Trainer.objects.filter(pk__in=numbers).update(name=_("former trainer"), email="", note="")
    forget_history(Trainer, numbers)


def _trainers(person: Person) -> Any:
    named = Q(pk__in=[])
    for address in proved_addresses(person):
        named |= Q(email__iexact=address)
    return Trainer.objects.filter(named)
