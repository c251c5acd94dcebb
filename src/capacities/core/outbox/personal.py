"""What the log of mails holds about people: told to them, and erased with their account."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Q

from capacities.core.outbox.models import OutgoingMail
from capacities.core.people.models import Person
from capacities.core.people.queries import proved_addresses

_ERASED = "…"


def mails_to(person: Person) -> list[dict[str, Any]]:
    """Return the mails that somebody was sent, also those to an address of theirs without the account."""
    fields = ("to", "kind", "subject", "body", "state", "queued_at", "sent_at")
    theirs = Q(person=person) | Q(to__in=proved_addresses(person))
    return list(OutgoingMail.objects.filter(theirs).values(*fields))


def erase_person(sender: object, instance: Person, **_more: Any) -> None:
    """Erase the mails to an account that goes, and its name and address from mails to others that gave the address."""
    addresses = proved_addresses(instance)
    OutgoingMail.objects.filter(to__in=addresses).delete()
    named = Q()
    for address in addresses:
        named |= Q(reply_to__iexact=address) | Q(body__icontains=address) | Q(calendar__icontains=address)
    words = "|".join(re.escape(word) for word in sorted([*addresses, instance.name], key=len, reverse=True) if word)
    pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
    for mail in OutgoingMail.objects.filter(named).iterator(chunk_size=200):
        if mail.reply_to.lower() in addresses:
            mail.reply_to = ""
        for field in ("subject", "body", "calendar"):
            setattr(mail, field, pattern.sub(_ERASED, getattr(mail, field)))
        mail.save(update_fields=["reply_to", "subject", "body", "calendar"])
