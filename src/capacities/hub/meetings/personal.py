"""What meetings hold about people: told to them, erased with their account, marked when a mail comes back."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from capacities.core.audit import forget_history
from capacities.core.outbox.models import OutgoingMail
from capacities.core.people.models import Person
from capacities.core.people.queries import is_theirs
from capacities.hub.meetings.models import Action, Guest, MinutesVersion


def personal_part(person: Person) -> dict[str, Any]:
    """Return the invitations, tasks and written minutes of somebody with an account."""
    guests = Guest.objects.filter(is_theirs(person))
    return {
        "invitations": list(guests.values("meeting_id", "name", "answer", "answered_at", "attendance")),
        "actions": list(Action.everything.filter(is_theirs(person)).values("text", "due", "state", "note")),
        "minutes": list(MinutesVersion.objects.filter(author=person).values("item_id", "version", "saved_at", "text")),
    }


def note_bounced(sender: object, mail: OutgoingMail, **_more: Any) -> None:
    """Mark the guest whose address does not exist, so that the list of guests shows it."""
    kind, _colon, number = mail.about.partition(":")
    if kind == "meeting" and number.isdigit():
        Guest.objects.filter(meeting_id=int(number), email__iexact=mail.to).update(bounced=True)


def erase_person(sender: object, instance: Person, **_more: Any) -> None:
    """Take name and address of an account that goes out of guest lists and tasks, and out of their history.

    Meetings to come lose the guest; those that were held keep that somebody was there.
    """
    theirs = is_theirs(instance)
    coming = Guest.objects.filter(theirs, removed_at=None, meeting__approved_at=None)
    coming.filter(Q(meeting__starts_at=None) | Q(meeting__starts_at__gt=timezone.now())).update(
        removed_at=timezone.now()
    )
    gone = _("former member")
    kept = ((Guest, Guest.objects, "name"), (Action, Action.everything, "owner"))
    for model, manager, named in kept:
        rows = manager.filter(theirs)
        numbers = list(rows.values_list("pk", flat=True))
        rows.update(**{named: gone, "email": ""})
        forget_history(model, numbers)
