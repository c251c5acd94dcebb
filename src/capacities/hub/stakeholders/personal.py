"""What the maps hold about people with an account, told to them; and addresses that came back, marked."""

from __future__ import annotations

from typing import Any

from capacities.core.outbox.models import OutgoingMail
from capacities.core.people.models import Person
from capacities.hub.stakeholders.models import Contact, Talk
from capacities.hub.stakeholders.services import note_bounced_address, note_bounced_request


def personal_part(person: Person) -> dict[str, Any]:
    """Return where somebody with an account stands as a contact person, and what they wrote into contact logs."""
    contacts = Contact.objects.filter(addresses__email__iexact=person.email, erased_at=None)
    return {
        "contacts": list(
            contacts.values(
                "office__stakeholder__name", "office__title", "name", "phone", "basis", "expires", "valid_from",
                "valid_until",
            )
        ),
        "contact_log": list(Talk.objects.filter(by=person).values("stakeholder__name", "on", "kind", "summary")),
    }  # fmt: skip


def note_bounced(sender: object, mail: OutgoingMail, **_more: Any) -> None:
    """Mark an address that does not exist, whatever the mail was about, and ask who holds the office now."""
    kind, _colon, number = mail.about.partition(":")
    if kind == "stakeholder-successor" and number.isdigit():
        note_bounced_request(number=int(number))
    note_bounced_address(email=mail.to)
