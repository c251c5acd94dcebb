"""From the last answer to the signature: to review, back to the writers, signed off, opened again."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from capacities.capacity.rounds.access import leads, participant_of, why_closed
from capacities.capacity.rounds.mails import tell_team
from capacities.capacity.rounds.models import Assessment, AssessmentState, Part, Privacy, RoundState, Step, StepKind
from capacities.capacity.rounds.services.answers import locked
from capacities.capacity.rounds.sheet import sheet_of
from capacities.core.people.models import Person
from capacities.core.permissions import Refused, require


@transaction.atomic
def send_to_review(*, by: Person, assessment: Assessment) -> Assessment:
    """Hand an assessment over to those who review it. Raises Refused while something is missing."""
    require(by, "capacity.answer", assessment)
    fresh = locked(assessment)
    _refuse_others(by, fresh)
    closed = why_closed(fresh)
    if closed:
        raise Refused(closed)
    missing = len(sheet_of(fresh).to_do)
    if missing:
        words = ngettext(
            "%(count)s question still waits for an answer, a reason or your confirmation.",
            "%(count)s questions still wait for an answer, a reason or your confirmation.",
            missing,
        )
        raise Refused(words % {"count": missing})
    return _step(by, fresh, AssessmentState.IN_REVIEW, StepKind.REVIEW, "", "in_review")


@transaction.atomic
def send_back(*, by: Person, assessment: Assessment, note: str = "") -> Assessment:
    """Give it back to the writers, with what is to be changed."""
    require(by, "capacity.answer", assessment)
    fresh = locked(assessment)
    _refuse_others(by, fresh, reviewers=True)
    if fresh.state != AssessmentState.IN_REVIEW:
        raise Refused(_("It is not in review."))
    return _step(by, fresh, AssessmentState.STARTED, StepKind.BACK, note, "sent_back")


@transaction.atomic
def sign_off(*, by: Person, assessment: Assessment) -> Assessment:
    """Sign an assessment off, which locks it. The team may do so from review, while the round is open."""
    require(by, "capacity.sign_off", assessment)
    fresh = locked(assessment)
    if fresh.state != AssessmentState.IN_REVIEW:
        raise Refused(_("It is signed off from review. Send it to review first."))
    if fresh.round.state != RoundState.OPEN:
        raise Refused(_("The round is closed. Ask those who hold it to open it again."))
    fresh.signed_off_at, fresh.signed_off_by = timezone.now(), by
    return _step(by, fresh, AssessmentState.SIGNED_OFF, StepKind.SIGNED, "", "signed_off")


@transaction.atomic
def reopen(*, by: Person, assessment: Assessment, note: str) -> Assessment:
    """Open a signed assessment again, with a reason, until the round closes."""
    require(by, "capacity.sign_off", assessment)
    if not note.strip():
        raise ValidationError({"note": _("Say why it is opened again.")})
    fresh = locked(assessment)
    if fresh.state != AssessmentState.SIGNED_OFF:
        raise Refused(_("It is not signed off."))
    if fresh.round.state != RoundState.OPEN:
        raise Refused(_("The round is closed. Ask those who hold it to open it again."))
    fresh.signed_off_at = fresh.signed_off_by = None
    return _step(by, fresh, AssessmentState.STARTED, StepKind.REOPENED, note, "reopened")


@transaction.atomic
def set_privacy(*, by: Person, assessment: Assessment, privacy: str) -> Assessment:
    """Choose who sees scores and answers besides the team and the holders; the team may change its mind at any time."""
    require(by, "capacity.sign_off", assessment)
    assessment.privacy = Privacy(privacy)
    assessment.save(update_fields=["privacy"])
    return assessment


def _step(by: Person, assessment: Assessment, state: str, kind: str, note: str, mail: str) -> Assessment:
    assessment.state = state
    assessment.save()
    Step.objects.create(assessment=assessment, kind=kind, note=note.strip(), by=by)
    tell_team(assessment, mail, but=by, note=note.strip(), doer=str(by))
    return assessment


def _refuse_others(by: Person, assessment: Assessment, *, reviewers: bool = False) -> None:
    if leads(by, assessment):
        return
    invited = participant_of(by, assessment)
    if not (reviewers and invited is not None and invited.part == Part.REVIEWER):
        raise Refused(_("This is for the team of the self-assessment, for whoever leads it and, in review, reviewers."))
