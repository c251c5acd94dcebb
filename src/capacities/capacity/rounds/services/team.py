"""Delegation: who is invited to an assessment, with which part and sections."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from capacities.capacity.questionnaires.models import Section
from capacities.capacity.rounds.access import leads
from capacities.capacity.rounds.mails import Recipient, recipients_of, write
from capacities.capacity.rounds.models import Assessment, AssessmentState, Part, Participant
from capacities.capacity.rounds.services.respondents import account_of
from capacities.core.people.models import Person
from capacities.core.permissions import Refused, require
from capacities.core.removal import set_back, set_removed


@transaction.atomic
def invite_colleague(
    *, by: Person, assessment: Assessment, email: str, part: str, sections: Iterable[str] = (), note: str = ""
) -> Participant:
    """Invite somebody by e-mail address, or change what they do. They are written to in their language.

    Whoever has no account joins when they sign in with this address.
    """
    _require_lead(by, assessment)
    if assessment.state == AssessmentState.WITHDRAWN:
        raise Refused(_("%(who)s left the round.") % {"who": assessment.respondent})
    address, wanted = email.strip().lower(), list(dict.fromkeys(sections))
    known = set(Section.objects.filter(version=assessment.round.version).values_list("key", flat=True))
    if not set(wanted) <= known:
        raise ValidationError({"sections": _("Choose sections of this self-assessment.")})
    person = account_of(address)
    before = assessment.participants.filter(email=address).first()
    is_new = before is None or before.removed_at is not None
    one = before or Participant(assessment=assessment, email=address)
    one.part, one.sections, one.removed_at, one.person = Part(part), wanted, None, person or one.person
    one.invited_by, one.invited_at = by, timezone.now()
    one.save()
    if is_new:
        _tell(one, by, note)
    return one


@transaction.atomic
def take_off(*, by: Person, participant: Participant, back: bool = False) -> Participant:
    """Take somebody off the assessment, or bring them back; what they wrote stays."""
    _require_lead(by, participant.assessment)
    (set_back if back else set_removed)(participant)
    return participant


@transaction.atomic
def link_invitations(*, person: Person, addresses: Iterable[str]) -> int:
    """Give an account the invitations that went to its verified addresses; return how many."""
    wanted = [address.lower() for address in addresses]
    return Participant.objects.filter(person=None, email__in=wanted).update(person=person)


def _tell(one: Participant, by: Person, note: str) -> None:
    everybody = recipients_of([one.assessment], Part.values)[one.assessment_id]
    address = one.person.email if one.person else one.email
    found = next((each for each in everybody if each.email == address), Recipient(address, "en", one.person))
    titles = {row.key: str(row) for row in Section.objects.filter(version=one.assessment.round.version)}
    sections = [titles[key] for key in one.sections if key in titles]
    write(
        one.assessment, [found], "colleague", reply_to=by.email,
        participant=one, inviter=str(by), sections=", ".join(sections), note=note.strip(),
    )  # fmt: skip


def _require_lead(by: Person, assessment: Assessment) -> None:
    require(by, "capacity.answer", assessment)
    if not leads(by, assessment):
        raise Refused(_("People are invited by the team of the self-assessment and by whoever leads it."))
