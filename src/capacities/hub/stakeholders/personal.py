"""What the maps hold about people with an account: told to them, erased with it; addresses that came back, marked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from capacities.core.outbox.models import OutgoingMail
from capacities.core.people.models import Person
from capacities.core.people.queries import proved_addresses
from capacities.hub.stakeholders.erasing import erase_words
from capacities.hub.stakeholders.models import Contact, SuccessorRequest, Talk
from capacities.hub.stakeholders.services import note_bounced_address, note_bounced_request
from capacities.hub.stakeholders.services.people import forget


def personal_part(person: Person) -> dict[str, Any]:
    """Return where somebody with an account stands as a contact person, and what they wrote into contact logs."""
    named = _any_of("addresses__email", proved_addresses(person))
    contacts = Contact.objects.filter(named, erased_at=None).distinct()
    return {
        "contacts": list(
            contacts.values(
                "office__stakeholder__name", "office__title", "name", "phone", "basis", "expires", "valid_from",
                "valid_until",
            )
        ),
        "contact_log": list(Talk.objects.filter(by=person).values("stakeholder__name", "on", "kind", "summary")),
    }  # fmt: skip


def erase_person(sender: object, instance: Person, **_more: Any) -> None:
    """Forget somebody whose account goes wherever they stand as a contact, and whoever they were named as."""
    addresses = proved_addresses(instance)
    for contact in Contact.objects.filter(_any_of("addresses__email", addresses), erased_at=None).distinct():
        forget(contact)
    asked = SuccessorRequest.objects.filter(_any_of("email", addresses) | _any_of("sent_to", addresses))
    for request in asked.select_related("office__stakeholder__map__hub"):
        erase_words(request.office.stakeholder.map.hub, [instance.name, *addresses])
    SuccessorRequest.objects.filter(_any_of("sent_to", addresses)).update(sent_to="")


def _any_of(field: str, addresses: Sequence[str]) -> Q:
    return reduce(or_, (Q(**{f"{field}__iexact": address}) for address in addresses))


def note_bounced(sender: object, mail: OutgoingMail, **_more: Any) -> None:
    """Mark an address that does not exist, whatever the mail was about, and ask who holds the office now."""
    kind, _colon, number = mail.about.partition(":")
    if kind == "stakeholder-successor" and number.isdigit():
        note_bounced_request(number=int(number))
    note_bounced_address(email=mail.to)
