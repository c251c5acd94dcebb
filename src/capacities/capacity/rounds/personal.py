"""What rounds hold about people: linked to their account, told to them, erased with it."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress

from capacities.capacity.rounds.models import Answer, Participant, Remark, Step
from capacities.capacity.rounds.services.team import link_invitations
from capacities.core.audit import forget_history
from capacities.core.people.models import Person
from capacities.core.people.queries import is_theirs


def link_after_login(sender: object, user: Person, **_more: Any) -> None:
    """Give somebody who signs in the invitations that went to their verified addresses."""
    addresses = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    link_invitations(person=user, addresses=addresses)


def link_after_confirmation(sender: object, email_address: EmailAddress, **_more: Any) -> None:
    """Give somebody who has just proved an address the invitations that went to it."""
    link_invitations(person=email_address.user, addresses=[email_address.email])


def personal_part(person: Person) -> dict[str, Any]:
    """Return invitations, remarks, changed answers and steps of somebody with an account."""
    return {
        "invitations": list(
            Participant.objects.filter(is_theirs(person)).values(
                "assessment_id", "email", "part", "sections", "invited_at", "removed_at"
            )
        ),
        "remarks": list(Remark.objects.filter(by=person).values("assessment_id", "question_key", "text", "at")),
        "answers": list(
            Answer.objects.filter(changed_by=person).values(
                "assessment_id", "question_key", "value", "comment", "changed_at"
            )
        ),
        "steps": list(Step.objects.filter(by=person).values("assessment_id", "kind", "note", "at")),
    }


def erase_person(sender: object, instance: Person, **_more: Any) -> None:
    """Erase invitations to the addresses of an account that goes; what it wrote for others stays, without a name."""
    rows = Participant.objects.filter(is_theirs(instance))
    numbers = list(rows.values_list("pk", flat=True))
    rows.delete()
    forget_history(Participant, numbers)
