"""Writing the rows of an import, many at once, and taking them back. The caller has asked for the permission."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from capacities.hub.stakeholders.imports.matching import MERGE, NEW, by_name, differences, named, traits_of
from capacities.hub.stakeholders.imports.preparing import Prepared
from capacities.hub.stakeholders.models import Contact, ContactAddress, Office, Relation, Stakeholder, StakeholderMap
from capacities.hub.stakeholders.services.people import set_addresses
from capacities.hub.stakeholders.stored import from_stored, to_stored
from capacities.tables.names import fold

_AT_ONCE = 500


@dataclass
class _Writing:
    """What was written so far, and how to take it back."""

    file_wins: bool
    made: list[int] = field(default_factory=list)
    changed: dict[str, Any] = field(default_factory=dict)
    offices: list[int] = field(default_factory=list)
    contacts: list[int] = field(default_factory=list)
    people: dict[str, Any] = field(default_factory=dict)
    relations: list[int] = field(default_factory=list)
    restored: list[int] = field(default_factory=list)
    n_people: int = 0

    def undo(self) -> dict[str, Any]:
        """Return what ``take_back`` needs."""
        return {
            name: getattr(self, name)
            for name in ("made", "changed", "offices", "contacts", "people", "relations", "restored")
        }


def write_rows(chosen: StakeholderMap, prepared: Prepared, *, file_wins: bool) -> tuple[dict[str, Any], dict[str, int]]:
    """Write organisations, their people and relations; return how to take it back, and counts."""
    writing = _Writing(file_wins)
    targets: list[tuple[Stakeholder, list[dict[str, Any]]]] = []
    new = [proposal for proposal in prepared.written if proposal.act == NEW]
    made = [Stakeholder(map=chosen, **proposal.candidate.values) for proposal in new]
    for stakeholder in made:
        stakeholder.fold_name()
    Stakeholder.objects.bulk_create(made, batch_size=_AT_ONCE)
    writing.made = [stakeholder.pk for stakeholder in made]
    targets += [(stakeholder, proposal.candidate.people) for stakeholder, proposal in zip(made, new, strict=True)]
    merged = [proposal for proposal in prepared.written if proposal.act == MERGE]
    for proposal in merged:
        assert proposal.target is not None
        _change(writing, proposal.target, differences(proposal, file_wins=file_wins))
        targets.append((proposal.target, proposal.candidate.people))
    _write_people(writing, targets)
    _relate(writing, chosen, prepared)
    counts = {
        "new": len(new),
        "merged": len(merged),
        "left_out": len(prepared.proposals) - len(prepared.written),
        "people": writing.n_people,
        "relations": len(writing.relations) + len(writing.restored),
    }
    return writing.undo(), counts


def _change(writing: _Writing, target: Stakeholder, changes: list[tuple[str, Any, Any]]) -> None:
    if not changes:
        return
    note = writing.changed.setdefault(str(target.pk), {"before": {}, "after": {}})
    for name, before, after in changes:
        note["before"].setdefault(name, to_stored(before))
        note["after"][name] = to_stored(after)
        setattr(target, name, after)
    target.save()


def _write_people(writing: _Writing, targets: list[tuple[Stakeholder, list[dict[str, Any]]]]) -> None:
    """Give the organisations their offices and people: who is there already is completed, others come new."""
    ids = [stakeholder.pk for stakeholder, people in targets if people]
    offices: dict[tuple[int, str], Office] = {}
    for office in Office.objects.filter(stakeholder__in=ids, removed_at=None).order_by("-pk"):
        offices[office.stakeholder_id, fold(office.title)] = office
    missing: dict[tuple[int, str], Office] = {}
    for stakeholder, people in targets:
        for person in people:
            key = (stakeholder.pk, fold(person["office"]))
            if key not in offices:
                missing.setdefault(key, Office(stakeholder=stakeholder, title=person["office"]))
    writing.offices = [office.pk for office in Office.objects.bulk_create(missing.values(), batch_size=_AT_ONCE)]
    offices |= missing
    held: dict[int, list[Contact]] = defaultdict(list)
    there = Contact.objects.filter(office__in=[office.pk for office in offices.values()], erased_at=None)
    for contact in there.prefetch_related("addresses"):
        held[contact.office_id].append(contact)
    new: list[tuple[Contact, list[str]]] = []
    kept: dict[int, set[int]] = defaultdict(set)
    named_offices: dict[int, Any] = {}
    for stakeholder, people in targets:
        for person in people:
            if not (person["name"] or person["emails"] or person["phone"]):
                continue
            writing.n_people += 1
            office = offices[stakeholder.pk, fold(person["office"])]
            found = next((contact for contact in held[office.pk] if _is(contact, person)), None)
            if found is None:
                new.append((_contact(office, person), person["emails"]))
                if person["is_named"] and not person["until"]:
                    named_offices[office.pk] = person["since"] or timezone.localdate()
            else:
                kept[office.pk].add(found.pk)
                _complete(writing, found, person)
    for number, since in named_offices.items():
        for contact in held[number]:
            if contact.pk not in kept[number] and contact.valid_until is None:
                _end(writing, contact, since)
    made = Contact.objects.bulk_create([contact for contact, _emails in new], batch_size=_AT_ONCE)
    writing.contacts = [contact.pk for contact in made]
    addresses = [ContactAddress(contact=contact, email=email) for contact, emails in new for email in emails]
    ContactAddress.objects.bulk_create(addresses, batch_size=_AT_ONCE)


def _contact(office: Office, person: dict[str, Any]) -> Contact:
    return Contact(
        office=office, name=person["name"], phone=person["phone"], basis=person["basis"], expires=person["expires"],
        valid_from=person["since"], valid_until=person["until"],
    )  # fmt: skip


def _is(contact: Contact, person: dict[str, Any]) -> bool:
    """Return whether a contact is the person of a row: by an address, or by the name where neither has another one."""
    if set(contact.emails) & set(person["emails"]):
        return True
    return bool(contact.name) and fold(contact.name) == fold(person["name"])


def _complete(writing: _Writing, contact: Contact, person: dict[str, Any]) -> None:
    """Add what a row says of a person who is there already; where both say something, the file wins if it shall."""
    before = _state(contact)
    wins = writing.file_wins
    for name, given in (("name", person["name"]), ("phone", person["phone"]), ("valid_from", person["since"])):
        if given and (wins or not getattr(contact, name)):
            setattr(contact, name, given)
    if wins:
        contact.basis, contact.expires, contact.valid_until = person["basis"], person["expires"], person["until"]
    emails = person["emails"] if wins and person["emails"] else [*contact.emails, *person["emails"]]
    if (*_state(contact)[:-1], list(dict.fromkeys(emails))) != tuple(before):
        contact.save()
        set_addresses(contact, emails)
        writing.people.setdefault(str(contact.pk), before)


def _end(writing: _Writing, contact: Contact, since: Any) -> None:
    before = _state(contact)
    contact.valid_until = max(contact.valid_from, since) if contact.valid_from else since
    contact.save()
    writing.people.setdefault(str(contact.pk), before)


def _state(contact: Contact) -> list[Any]:
    days = [to_stored(day) for day in (contact.expires, contact.valid_from, contact.valid_until)]
    return [contact.name, contact.phone, contact.basis, *days, contact.emails]


def _relate(writing: _Writing, chosen: StakeholderMap, prepared: Prepared) -> None:
    if not prepared.links:
        return
    skipped = {proposal.candidate.key for proposal in prepared.proposals} - {p.candidate.key for p in prepared.written}
    present = list(Stakeholder.objects.filter(map=chosen, removed_at=None).order_by("pk"))
    known = named([(stakeholder, traits_of(stakeholder)) for stakeholder in present])
    for proposal in prepared.written:  # a row that was merged is meant by the name that the file gives it
        if proposal.target is not None:
            known |= named([(proposal.target, proposal.candidate.traits)])
    relations = {(row.giver_id, row.taker_id, row.kind): row for row in Relation.objects.filter(giver__map=chosen)}
    new: dict[tuple[int, int, str], Relation] = {}
    for link in prepared.links:
        giver, taker = by_name(known, link.giver), by_name(known, link.taker)
        if link.key in skipped or giver is None or taker is None or giver.pk == taker.pk:
            continue
        key = (giver.pk, taker.pk, link.kind)
        there = relations.get(key)
        if there is None:
            new[key] = Relation(giver=giver, taker=taker, kind=link.kind, is_planned=link.is_planned)
        elif there.removed_at:
            there.removed_at, there.is_planned = None, link.is_planned
            there.save()
            writing.restored.append(there.pk)
    made = Relation.objects.bulk_create(new.values(), batch_size=_AT_ONCE)
    writing.relations = [relation.pk for relation in made]


def take_back(undo: dict[str, Any]) -> None:
    """Undo what ``write_rows`` did, leaving what somebody changed since."""
    now = timezone.now()
    Relation.objects.filter(pk__in=undo["relations"]).delete()
    Relation.objects.filter(pk__in=undo["restored"]).update(removed_at=now)
    Contact.objects.filter(pk__in=undo["contacts"]).delete()
    Office.objects.filter(pk__in=undo["offices"], contacts=None).delete()
    Stakeholder.objects.filter(pk__in=undo["made"]).update(removed_at=now)
    for stakeholder in Stakeholder.objects.filter(pk__in=undo["changed"]):
        note = undo["changed"][str(stakeholder.pk)]
        for name, before in note["before"].items():
            if to_stored(getattr(stakeholder, name)) == note["after"][name]:
                setattr(stakeholder, name, from_stored(name, before))
        stakeholder.save()
    for contact in Contact.objects.filter(pk__in=undo["people"], erased_at=None).prefetch_related("addresses"):
        name, phone, basis, expires, since, until, emails = undo["people"][str(contact.pk)]
        contact.name, contact.phone, contact.basis = name, phone, basis
        contact.expires, contact.valid_from, contact.valid_until = (
            from_stored("expires", day) for day in (expires, since, until)
        )
        contact.save()
        set_addresses(contact, emails)
