"""Mails about people on stakeholder maps: to the person, to their organisation, and to the hub team."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from capacities.core.outbox.letters import Letter, compose
from capacities.core.outbox.services import post, post_to
from capacities.core.people.mails import letter_to
from capacities.core.texts import told_in
from capacities.hub.stakeholders.links import consent_link, successor_link
from capacities.hub.stakeholders.models import ConsentRequest, Contact, Office, SuccessorRequest
from capacities.hub.stakeholders.retention import CONSENT_YEARS
from capacities.hub.structure.arrivals import team_of
from capacities.hub.structure.models import Hub


def consent_wording(contact: Contact) -> str:
    """Return what a person is asked to agree to, in the language of the page or mail."""
    hub = contact.office.stakeholder.map.hub
    return _(
        "%(hub)s keeps your name, your office “%(office)s” at %(organisation)s, your e-mail addresses and your phone "
        "number, to reach you about the climate work of its country. Only the hub team sees them. The consent holds "
        "%(years)s years, and you can take it back at any time under the same address."
    ) % {
        "hub": hub,
        "office": contact.office.title,
        "organisation": contact.office.stakeholder.name,
        "years": CONSENT_YEARS,
    }


def successor_wording() -> str:
    """Return what an organisation confirms when it names somebody."""
    return _(
        "I am this person, or this person has agreed that the hub keeps their name and e-mail address for %(years)s "
        "years to reach them about the climate work of its country."
    ) % {"years": CONSENT_YEARS}


def ask_for_consent(request: ConsentRequest, to: str) -> None:
    """Ask a person by mail whether the hub may keep their data."""
    hub = request.contact.office.stakeholder.map.hub
    context = {"wording": request.wording, "link": consent_link(request), "person": request.contact.name}
    letter = compose("hub_stakeholders/mail/consent", context | {"hub": _hub_name(hub)}, language=hub.language)
    post(letter, to=to, kind="stakeholder_consent", about=f"stakeholder-consent:{request.pk}", reply_to=hub.contact)


def successor_letter(office: Office, link: str) -> Letter:
    """Return the prepared mail that asks an organisation who holds an office now; it names nobody."""
    hub = office.stakeholder.map.hub
    context = {"office": office.title, "organisation": office.stakeholder.name, "link": link, "hub": _hub_name(hub)}
    return compose("hub_stakeholders/mail/successor", context, language=hub.language)


def send_successor_request(request: SuccessorRequest) -> None:
    """Send the prepared mail."""
    hub = request.office.stakeholder.map.hub
    letter = successor_letter(request.office, successor_link(request))
    about = f"stakeholder-successor:{request.pk}"
    post(letter, to=request.sent_to, kind="stakeholder_successor", about=about, reply_to=hub.contact)


def tell_team(hub: Hub, name: str, context: dict[str, Any], *, key: str) -> None:
    """Write the mail `name` to everybody in the team of a hub, once."""
    link = settings.SITE_ROOT + reverse("hub-stakeholder-people", args=[hub.slug])
    for person in team_of(hub):
        with translation.override(person.language):
            more = {"link": link, "hub": told_in(hub.name, person.language).text, **context}
        letter = letter_to(person, f"hub_stakeholders/mail/{name}", more)
        post_to(person, letter, kind=f"stakeholder_{name}", about=f"hub:{hub.pk}", key=f"{key}:{person.pk}")


def _hub_name(hub: Hub) -> str:
    return told_in(hub.name, hub.language).text
