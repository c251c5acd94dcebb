"""Mails about rounds: to the teams that answer and to those whom they invited, each in their own language."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import translation

from capacities.capacity.rounds.models import Assessment, Part, Participant
from capacities.core.organisations.names import country_name
from capacities.core.outbox.letters import compose, supported_language
from capacities.core.outbox.models import MailState, OutgoingMail
from capacities.core.outbox.services import post
from capacities.core.people.models import Grant, Person
from capacities.core.places.models import Country
from capacities.core.texts import told_in


@dataclass(frozen=True)
class Recipient:
    """Whom a mail goes to: an address, and the account behind it where there is one."""

    email: str
    language: str
    person: Person | None = None

    @property
    def name(self) -> str:
        """Return how to greet them."""
        return self.person.name if self.person else ""


def teams_of(assessments: Iterable[Assessment]) -> dict[int, list[Person]]:
    """Return the hub or city team of each assessment; one query for all."""
    scopes: dict[str, list[int]] = {}
    found: dict[int, list[Person]] = {}
    for assessment in assessments:
        scopes.setdefault(str(assessment.scope_key), []).append(assessment.pk)
        found[assessment.pk] = []
    grants = Grant.objects.active().filter(role__in=("hub_team", "city_team"), scope__in=scopes, person__is_active=True)
    for grant in grants.select_related("person").order_by("person__name", "person_id"):
        for id in scopes[grant.scope]:
            if grant.person not in found[id]:
                found[id].append(grant.person)
    return found


def recipients_of(
    assessments: Iterable[Assessment], parts: Iterable[str] = (Part.LEAD, Part.WRITER)
) -> dict[int, list[Recipient]]:
    """Return whom to write to about each assessment: its team, and those who were invited to these parts."""
    rows = list(assessments)
    languages = _languages({row.country for row in rows})
    found = {
        id: {person.email: Recipient(person.email, person.language, person) for person in team}
        for id, team in teams_of(rows).items()
    }
    invited = Participant.objects.filter(assessment__in=rows, removed_at=None, part__in=list(parts))
    countries = {row.pk: row.country for row in rows}
    for one in invited.select_related("person"):
        if one.person is not None and not one.person.is_active:
            continue
        address = one.person.email if one.person else one.email
        language = one.person.language if one.person else languages[countries[one.assessment_id]]
        found[one.assessment_id].setdefault(address, Recipient(address, language, one.person))
    return {id: list(people.values()) for id, people in found.items()}


def write(
    assessment: Assessment,
    recipients: Iterable[Recipient],
    name: str,
    *,
    once: str = "",
    reply_to: str = "",
    texts: Mapping[str, Mapping[str, str]] | None = None,
    **more: Any,
) -> int:
    """Write the mail ``name`` about an assessment; return to how many. With ``once`` each gets it a single time.

    ``texts`` are texts by language, such as the letter of the round; each reader gets theirs.
    """
    told = 0
    round = assessment.round
    for recipient in recipients:
        with translation.override(supported_language(recipient.language)):
            context = {
                "person": recipient.name,
                "assessment": assessment,
                "round": round,
                "title": told_in(round.name).text,
                "who": assessment.place.name if assessment.place else country_name(assessment.country),
                "has_account": recipient.person is not None,
                **{key: told_in(text).text for key, text in (texts or {}).items()},
                **more,
            }
        letter = compose(
            f"capacity_rounds/mail/{name}", context, language=recipient.language,
            zone=recipient.person.time_zone if recipient.person else round.time_zone,
        )  # fmt: skip
        key = _key(name, assessment, recipient, once) if once else None
        made = post(
            letter, to=recipient.email, person=recipient.person, kind=f"round_{name}",
            about=f"assessment:{assessment.pk}", reply_to=reply_to, key=key,
        )  # fmt: skip
        told += made is not None
    return told


def tell_team(assessment: Assessment, name: str, *, but: Person | None = None, **more: Any) -> int:
    """Write to everybody in an assessment except whoever did it."""
    parts = (Part.LEAD, Part.WRITER, Part.REVIEWER)
    everybody = recipients_of([assessment], parts)[assessment.pk]
    others = [one for one in everybody if one.person is None or one.person != but]
    return write(assessment, others, name, reply_to=but.email if but else "", **more)


def bounced_addresses(assessment: Assessment) -> set[str]:
    """Return the addresses from which a mail about an assessment came back."""
    mails = OutgoingMail.objects.filter(about=f"assessment:{assessment.pk}", state=MailState.BOUNCED)
    return {address.lower() for address in mails.values_list("to", flat=True)}


def _key(name: str, assessment: Assessment, recipient: Recipient, once: str) -> str:
    """Return what makes a mail unique; short, however long the address is."""
    mark = hashlib.sha256(f"{recipient.email}:{once}".encode()).hexdigest()[:32]
    return f"round_{name}:{assessment.pk}:{mark}"


def _languages(codes: Iterable[str]) -> dict[str, str]:
    """Return the language in which a country is written to where no account says it."""
    found = dict.fromkeys(codes, supported_language(""))
    for code, spoken in Country.objects.filter(iso2__in=list(found)).values_list("iso2", "languages"):
        found[code] = supported_language(spoken.partition(";")[0])
    return found
