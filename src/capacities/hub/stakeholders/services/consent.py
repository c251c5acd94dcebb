"""Consent of people on the maps: asked by mail, answered under a signed link, taken back as easily as given."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from capacities.core.people.models import Person
from capacities.core.permissions import Refused, require
from capacities.hub.stakeholders.kinds import Basis, ContactKind
from capacities.hub.stakeholders.mails import ask_for_consent as send_request
from capacities.hub.stakeholders.mails import consent_wording
from capacities.hub.stakeholders.models import ConsentRequest, Contact, Talk
from capacities.hub.stakeholders.retention import consent_ends
from capacities.hub.stakeholders.services.maps import SEE
from capacities.hub.stakeholders.services.people import forget


@transaction.atomic
def ask_consent(*, by: Person, contact: Contact) -> ConsentRequest:
    """Ask a person by mail whether the hub may keep their data; what they are asked stays as evidence."""
    stakeholder = contact.office.stakeholder
    require(by, SEE, stakeholder.map)
    to = contact.good_email
    if not to:
        raise Refused(_("There is no e-mail address of this person that works."))
    with translation.override(stakeholder.map.hub.language):
        wording = consent_wording(contact)
    request = ConsentRequest.objects.create(contact=contact, asked_by=by, wording=wording)
    send_request(request, to)
    Talk.objects.create(
        stakeholder=stakeholder, on=timezone.localdate(), kind=ContactKind.MAIL, by=by, contact=contact,
        summary=_("%(name)s was asked for consent to keep their data.") % {"name": contact.name},
    )  # fmt: skip
    return request


@transaction.atomic
def answer_consent(*, request: ConsentRequest, is_given: bool) -> ConsentRequest:
    """Note a person's own answer, for whoever has their link. Yes renews; no erases what the hub holds of them here."""
    request = ConsentRequest.objects.select_for_update(of=("self",)).select_related("contact").get(pk=request.pk)
    request.is_given, request.answered_at = is_given, timezone.now()
    request.save()
    contact = request.contact
    if is_given:
        contact.basis, contact.expires = Basis.CONSENT, consent_ends(timezone.localdate())
        contact.save()
    elif not contact.erased_at:
        forget(contact)
    return request
