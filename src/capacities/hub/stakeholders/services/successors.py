"""Who holds an office now: asked of its organisation, answered under a signed link, accepted by the hub."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from capacities.core.people.models import Person
from capacities.core.permissions import Refused, require
from capacities.hub.stakeholders.kinds import Basis, ContactKind
from capacities.hub.stakeholders.mails import send_successor_request, successor_wording, tell_team
from capacities.hub.stakeholders.models import ConsentRequest, Contact, ContactAddress, Office, SuccessorRequest, Talk
from capacities.hub.stakeholders.retention import consent_ends
from capacities.hub.stakeholders.services.maps import SEE
from capacities.hub.stakeholders.services.people import name_successor


@transaction.atomic
def ask_for_successor(*, by: Person, office: Office, to: str, former: Contact | None = None) -> SuccessorRequest:
    """Ask an organisation who holds an office now; the mail names nobody."""
    require(by, SEE, office.stakeholder.map)
    return _ask(office, to, former, by)


def _ask(office: Office, to: str, former: Contact | None, by: Person | None) -> SuccessorRequest:
    request = SuccessorRequest.objects.create(office=office, former=former, sent_to=to, asked_by=by)
    send_successor_request(request)
    with translation.override(office.stakeholder.map.hub.language):
        told = _("Asked at %(address)s who holds the office “%(office)s” now.") % {
            "address": to, "office": office.title,
        }  # fmt: skip
    Talk.objects.create(
        stakeholder=office.stakeholder, on=timezone.localdate(), kind=ContactKind.MAIL, by=by, summary=told
    )
    return request


@transaction.atomic
def note_bounced_address(*, email: str) -> int:
    """Mark an address that does not exist wherever a hub holds it; return how many people it belonged to.

    Where a person in office has no other address, their organisation is asked for the successor by itself: once for
    each office and person, at its general address. The hub team is told, also where there is no such address.
    """
    rows = ContactAddress.objects.filter(email__iexact=email, bounced_at=None, contact__erased_at=None)
    found = list(rows.select_related("contact__office__stakeholder__map__hub"))
    rows.update(bounced_at=timezone.now())
    for address in found:
        contact = address.contact
        if contact.holds_on(timezone.localdate()) and not contact.good_email:
            _ask_by_itself(contact)
    return len(found)


def _ask_by_itself(contact: Contact) -> None:
    office, stakeholder = contact.office, contact.office.stakeholder
    if office.removed_at or stakeholder.removed_at or stakeholder.map.removed_at:
        return
    general = stakeholder.email.lower()
    can_ask = bool(general) and general not in contact.emails
    if can_ask and not office.successor_requests.filter(former=contact).exists():
        _ask(office, stakeholder.email, contact, None)
    context = {
        "office": office.title, "organisation": stakeholder.name, "asked": stakeholder.email if can_ask else "",
    }  # fmt: skip
    tell_team(stakeholder.map.hub, "bounced", context, key=f"stakeholder-bounced:{contact.pk}")


def note_bounced_request(*, number: int) -> None:
    """Note that the organisation's own address does not exist either; the office then waits for the hub team."""
    SuccessorRequest.objects.filter(pk=number, bounced_at=None).update(bounced_at=timezone.now())


@transaction.atomic
def answer_successor(*, request: SuccessorRequest, name: str, email: str) -> SuccessorRequest:
    """Note whom an organisation names, for whoever has its link; the hub team is told and accepts it."""
    request = SuccessorRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if request.closed_at:
        raise Refused(_("This was answered and accepted already. Thank you."))
    request.name, request.email = name, email.lower()
    request.wording, request.answered_at = successor_wording(), timezone.now()
    request.save()
    stakeholder = request.office.stakeholder
    context = {"office": request.office.title, "organisation": stakeholder.name}
    tell_team(stakeholder.map.hub, "named", context, key=f"stakeholder-named:{request.pk}")
    return request


@transaction.atomic
def accept_successor(*, by: Person, request: SuccessorRequest) -> Contact:
    """Take over whom an organisation named; what it confirmed stays as evidence of the consent."""
    office = request.office
    require(by, SEE, office.stakeholder.map)
    if not request.answered_at or request.closed_at:
        raise Refused(_("Nobody is named, or somebody accepted it already."))
    contact = name_successor(
        by=by, stakeholder=office.stakeholder, title=office.title, name=request.name, email=request.email,
        basis=Basis.CONSENT, expires=consent_ends(timezone.localdate(request.answered_at)),
    )  # fmt: skip
    ConsentRequest.objects.create(
        contact=contact, asked_at=request.asked_at, asked_by=request.asked_by, wording=request.wording, is_given=True,
        answered_at=request.answered_at,
    )  # fmt: skip
    request.closed_at = timezone.now()
    request.save()
    return contact


@transaction.atomic
def close_request(*, by: Person, request: SuccessorRequest) -> SuccessorRequest:
    """Let go of an answer that cannot be right, or of a question that is answered otherwise; a name in it goes."""
    require(by, SEE, request.office.stakeholder.map)
    request.closed_at, request.name, request.email = timezone.now(), "", ""
    request.save()
    return request
