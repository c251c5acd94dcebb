"""What is done with offices and the people in them: named, changed, ended, renewed, erased. The office stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from capacities.core.people.models import Person
from capacities.core.permissions import require
from capacities.core.removal import set_back, set_removed
from capacities.hub.stakeholders.erasing import erase_words
from capacities.hub.stakeholders.kinds import Basis
from capacities.hub.stakeholders.models import Contact, ContactAddress, Office, Stakeholder
from capacities.hub.stakeholders.services.maps import SEE


@transaction.atomic
def add_office(*, by: Person, stakeholder: Stakeholder, title: str) -> Office:
    """Note an office of which nobody is known yet; one that was taken away comes back."""
    require(by, SEE, stakeholder.map)
    office = stakeholder.offices.filter(title=title).order_by("-removed_at", "pk").last()
    if office is None:
        return Office.objects.create(stakeholder=stakeholder, title=title)
    return restore_office(by=by, office=office) if office.removed_at else office


@transaction.atomic
def change_office(*, by: Person, office: Office, title: str) -> Office:
    """Give an office another name."""
    require(by, SEE, office.stakeholder.map)
    office.title = title
    office.save()
    return office


@transaction.atomic
def remove_office(*, by: Person, office: Office) -> Office:
    """Take an office away; it and who held it stay for ``restore_office``."""
    require(by, SEE, office.stakeholder.map)
    set_removed(office)
    return office


@transaction.atomic
def restore_office(*, by: Person, office: Office) -> Office:
    """Put an office back with who held it."""
    require(by, SEE, office.stakeholder.map)
    set_back(office)
    return office


@transaction.atomic
def name_successor(
    *, by: Person, stakeholder: Stakeholder, title: str, name: str, basis: str, expires: date,
    since: date | None = None, email: str = "", emails: Sequence[str] = (), phone: str = "",
) -> Contact:  # fmt: skip
    """Say who holds an office now; whoever held it before ends on that day, and the office stays."""
    office = add_office(by=by, stakeholder=stakeholder, title=title)
    since = since or timezone.localdate()
    for former in office.contacts.filter(valid_until=None):
        begun = former.valid_from
        former.valid_until = max(begun, since) if begun else since
        former.save()
    contact = Contact.objects.create(
        office=office, name=name, phone=phone, basis=Basis(basis), expires=expires, valid_from=since
    )
    set_addresses(contact, [email, *emails] if email else emails)
    return contact


@transaction.atomic
def change_contact(
    *, by: Person, contact: Contact, name: str, emails: Sequence[str], phone: str, basis: str, expires: date,
    since: date | None,
) -> Contact:  # fmt: skip
    """Correct what is noted of a person; an address that stays keeps its mark, a changed one loses it."""
    require(by, SEE, contact.office.stakeholder.map)
    contact.name, contact.phone, contact.valid_from = name, phone, since
    contact.basis, contact.expires = Basis(basis), expires
    contact.save()
    set_addresses(contact, emails)
    return contact


@transaction.atomic
def end_contact(*, by: Person, contact: Contact, on: date) -> Contact:
    """Note the last day of somebody in their office, which then is vacant."""
    require(by, SEE, contact.office.stakeholder.map)
    contact.valid_until = max(contact.valid_from, on) if contact.valid_from else on
    contact.save()
    return contact


@transaction.atomic
def renew_contact(*, by: Person, contact: Contact, basis: str, expires: date) -> Contact:
    """Keep a person's data until a later day, on a basis that holds now."""
    require(by, SEE, contact.office.stakeholder.map)
    contact.basis, contact.expires = Basis(basis), expires
    contact.save()
    return contact


@transaction.atomic
def erase_contact(*, by: Person, contact: Contact) -> Contact:
    """Forget a person: the office and its days stay; name, addresses and phone go, also from the texts of its hub."""
    require(by, SEE, contact.office.stakeholder.map)
    return forget(contact)


@transaction.atomic
def erase_people(*, by: Person, contacts: Sequence[Contact]) -> int:
    """Forget a person in every office in which they stand; return in how many."""
    for contact in contacts:
        erase_contact(by=by, contact=contact)
    return len(contacts)


def forget(contact: Contact) -> Contact:
    """Erase a person without asking who wants it: they said no themselves, or the time of keeping is over."""
    words = [word for word in (contact.name, *contact.emails, contact.phone) if word]
    erase_words(contact.office.stakeholder.map.hub, words)
    contact.addresses.all().delete()
    contact.name = contact.phone = ""
    contact.erased_at = timezone.now()
    contact.save()
    return contact


def set_addresses(contact: Contact, emails: Sequence[Any]) -> None:
    """Give a person these addresses, in this order; one that is there already keeps the mark that it came back."""
    marks = {address.email.lower(): address.bounced_at for address in contact.addresses.all()}
    wanted = list(dict.fromkeys(email.strip().lower() for email in emails if email.strip()))
    if wanted == [address.email for address in contact.addresses.all()]:
        return
    contact.addresses.all().delete()
    ContactAddress.objects.bulk_create(
        ContactAddress(contact=contact, email=email, bounced_at=marks.get(email)) for email in wanted
    )
