"""Reads of people on stakeholder maps, and of what can be put back. Outside the hub's team nothing is there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from capacities.core.outbox.models import OutgoingMail
from capacities.core.permissions import may
from capacities.facts.folding import fold
from capacities.hub.stakeholders.imports.matching import traits_of
from capacities.hub.stakeholders.likeness import Match, pairs
from capacities.hub.stakeholders.models import (
    ConsentRequest,
    Contact,
    Merging,
    NotTheSame,
    Office,
    Relation,
    Stakeholder,
    StakeholderImport,
    StakeholderMap,
    SuccessorRequest,
    Talk,
)
from capacities.hub.stakeholders.retention import UNDO_FOR
from capacities.hub.structure.models import Hub

if TYPE_CHECKING:
    from capacities.core.people.queries import Asker

SEE = "hub.see_stakeholders"
FREE_TEXTS = ("wants", "gives", "next_step", "source")


def contacts_visible_to(by: Asker, hub: Hub) -> QuerySet[Contact]:
    """Return the people on a hub's maps who are not erased, for its team; also those whose office was removed."""
    if not may(by, SEE, hub):
        return Contact.objects.none()
    rows = Contact.objects.filter(office__stakeholder__map__hub=hub, erased_at=None)
    return rows.select_related("office__stakeholder__map").prefetch_related("addresses").order_by("name", "pk")


def present_contacts(by: Asker, hub: Hub) -> QuerySet[Contact]:
    """Return the people whose office, organisation and map are there."""
    present = {f"office__{way}removed_at": None for way in ("", "stakeholder__", "stakeholder__map__")}
    return contacts_visible_to(by, hub).filter(**present)


def contacts_found(rows: QuerySet[Contact], words: str) -> list[Contact]:
    """Return the people whose name, address, office or organisation holds all words, without regard to marks."""
    wanted = fold(words).split()
    if not wanted:
        return list(rows)
    found = []
    for contact in rows:
        office = contact.office
        text = fold(" ".join([contact.name, *contact.emails, office.title, office.stakeholder.name]))
        if all(word in text for word in wanted):
            found.append(contact)
    return found


def same_person(by: Asker, hub: Hub, contact: Contact) -> list[Contact]:
    """Return everywhere on a hub's maps where a person stands: by an address or by the same name."""
    emails = contact.emails
    rows = contacts_visible_to(by, hub)
    narrowed = rows.filter(Q(addresses__email__in=emails) | Q(name__iexact=contact.name) | Q(pk=contact.pk)).distinct()
    return [row for row in narrowed if row.pk == contact.pk or row.name or row.emails]


def offices_of(by: Asker, stakeholder: Stakeholder) -> QuerySet[Office]:
    """Return the offices of a stakeholder with who held them, the present ones first."""
    if not may(by, SEE, stakeholder.map):
        return Office.objects.none()
    contacts = Contact.objects.prefetch_related("addresses", "consents").order_by("-valid_from", "-pk")
    open_requests = SuccessorRequest.objects.filter(closed_at=None)
    return stakeholder.offices.filter(removed_at=None).prefetch_related(
        Prefetch("contacts", contacts), Prefetch("successor_requests", open_requests, to_attr="open_requests")
    )


def answers_to_accept(by: Asker, hub: Hub) -> QuerySet[SuccessorRequest]:
    """Return whom organisations named and nobody has accepted yet."""
    return _requests(by, hub).filter(closed_at=None).exclude(answered_at=None)


def unreachable(by: Asker, hub: Hub, today: date) -> list[Contact]:
    """Return the people in office none of whose addresses works, with nobody who could name a successor being asked."""
    asked = _requests(by, hub).filter(closed_at=None, bounced_at=None).values_list("office_id", flat=True)
    bounced = present_contacts(by, hub).filter(addresses__bounced_at__isnull=False).distinct()
    waiting = set(asked)
    return [
        contact
        for contact in bounced
        if contact.holds_on(today) and not contact.good_email and contact.office_id not in waiting
    ]


def _requests(by: Asker, hub: Hub) -> QuerySet[SuccessorRequest]:
    if not may(by, SEE, hub):
        return SuccessorRequest.objects.none()
    rows = SuccessorRequest.objects.filter(
        office__stakeholder__map__hub=hub, office__removed_at=None, office__stakeholder__removed_at=None
    )
    return rows.select_related("office__stakeholder__map")


def duplicates(by: Asker, chosen: StakeholderMap) -> list[tuple[Stakeholder, Stakeholder, Match[Stakeholder]]]:
    """Return which two of a map may be one, those that are sure first, without those that somebody told apart."""
    if not may(by, SEE, chosen):
        return []
    present = list(Stakeholder.objects.filter(map=chosen, removed_at=None).order_by("pk"))
    apart = set(NotTheSame.objects.filter(first__map=chosen).values_list("first_id", "second_id"))
    found = pairs([(stakeholder, traits_of(stakeholder)) for stakeholder in present])
    return [(one, other, match) for one, other, match in found if (one.pk, other.pk) not in apart]


def told_apart(by: Asker, chosen: StakeholderMap) -> QuerySet[NotTheSame]:
    """Return who looks alike but is not the same, as somebody said."""
    if not may(by, SEE, chosen):
        return NotTheSame.objects.none()
    present = NotTheSame.objects.filter(first__map=chosen, first__removed_at=None, second__removed_at=None)
    return present.select_related("first", "second")


def imports_of(by: Asker, chosen: StakeholderMap) -> QuerySet[StakeholderImport]:
    """Return the files that were brought for a map, newest first."""
    if not may(by, SEE, chosen):
        return StakeholderImport.objects.none()
    return StakeholderImport.objects.filter(map=chosen).select_related("by", "file", "map__hub")


def removed_maps(by: Asker, hub: Hub) -> QuerySet[StakeholderMap]:
    """Return the maps that were taken away in the last 30 days."""
    if not may(by, SEE, hub):
        return StakeholderMap.objects.none()
    return StakeholderMap.objects.filter(hub=hub, removed_at__gte=timezone.now() - UNDO_FOR)


def removed_stakeholders(by: Asker, chosen: StakeholderMap) -> QuerySet[Stakeholder]:
    """Return who was taken off a map in the last 30 days, without those that were merged into another."""
    if not may(by, SEE, chosen):
        return Stakeholder.objects.none()
    merged = Merging.objects.filter(gone__map=chosen, undone_at=None).values("gone")
    gone = Stakeholder.objects.filter(map=chosen, removed_at__gte=timezone.now() - UNDO_FOR)
    return gone.exclude(pk__in=merged).order_by("-removed_at")


def removed_offices(by: Asker, chosen: StakeholderMap) -> QuerySet[Office]:
    """Return the offices that were taken away in the last 30 days."""
    if not may(by, SEE, chosen):
        return Office.objects.none()
    gone = Office.objects.filter(stakeholder__map=chosen, removed_at__gte=timezone.now() - UNDO_FOR)
    return gone.select_related("stakeholder").order_by("-removed_at")


def removed_relations(by: Asker, chosen: StakeholderMap) -> QuerySet[Relation]:
    """Return the relations that were taken away in the last 30 days."""
    if not may(by, SEE, chosen):
        return Relation.objects.none()
    gone = Relation.objects.filter(giver__map=chosen, removed_at__gte=timezone.now() - UNDO_FOR)
    present = gone.filter(giver__removed_at=None, taker__removed_at=None)
    return present.select_related("giver", "taker").order_by("-removed_at")


def mergings_to_undo(by: Asker, chosen: StakeholderMap) -> QuerySet[Merging]:
    """Return the mergings of the last 30 days that stand."""
    if not may(by, SEE, chosen):
        return Merging.objects.none()
    rows = Merging.objects.filter(kept__map=chosen, undone_at=None, at__gte=timezone.now() - UNDO_FOR)
    return rows.select_related("kept", "gone", "by")


def all_held_about(by: Asker, hub: Hub, contact: Contact) -> dict[str, Any]:
    """Return everything that a hub's maps hold about a person, wherever they stand, as plain data."""
    contacts = same_person(by, hub, contact)
    if not contacts:
        return {}
    words = sorted({word for row in contacts for word in (row.name, row.phone, *row.emails) if word})
    emails = sorted({email for row in contacts for email in row.emails})
    talks = Talk.objects.filter(stakeholder__map__hub=hub).filter(_holding("summary", words))
    named = Stakeholder.objects.filter(map__hub=hub).filter(_any(_holding(field, words) for field in FREE_TEXTS))
    requests = SuccessorRequest.objects.filter(office__stakeholder__map__hub=hub)
    asked = requests.filter(_any([_holding("name", words), _holding("email", words)]))
    mails = OutgoingMail.objects.filter(to__in=emails, kind__startswith="stakeholder_")
    return {
        "hub": str(hub),
        "exported_at": timezone.now(),
        "offices": [_contact_data(row) for row in contacts],
        "contact_log": list(talks.values("stakeholder__name", "on", "kind", "summary")),
        "named_in_notes": list(named.values("name", *FREE_TEXTS)),
        "named_as_successor": list(asked.values("office__title", "name", "email", "answered_at", "wording")),
        "mails_sent": list(mails.values("to", "subject", "body", "sent_at")),
    }


def _contact_data(contact: Contact) -> dict[str, Any]:
    stakeholder = contact.office.stakeholder
    consents = ConsentRequest.objects.filter(contact=contact)
    return {
        "map": stakeholder.map.name,
        "organisation": stakeholder.name,
        "office": contact.office.title,
        "name": contact.name,
        "email_addresses": list(contact.addresses.values("email", "bounced_at")),
        "phone": contact.phone,
        "in_office_from": contact.valid_from,
        "in_office_until": contact.valid_until,
        "legal_basis": str(contact.get_basis_display()),
        "kept_until": contact.expires,
        "consents": list(consents.values("asked_at", "wording", "is_given", "answered_at")),
    }


def _holding(field: str, words: Sequence[str]) -> Q:
    return _any(Q(**{f"{field}__icontains": word}) for word in words)


def _any(parts: Iterable[Q]) -> Q:
    whole = Q(pk__in=[])
    for part in parts:
        whole |= part
    return whole
