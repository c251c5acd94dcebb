"""Answers: saved field by field so that two people never overwrite each other; confirming, remarks, evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from capacities.capacity.questionnaires.models import Kind, Question
from capacities.capacity.rounds.access import refuse_to_write
from capacities.capacity.rounds.models import Answer, Assessment, AssessmentState, Evidence, Remark
from capacities.capacity.rounds.values import EMPTY, digest, fits, require_fit, same
from capacities.core.files.services import store_file
from capacities.core.people.models import Person
from capacities.core.permissions import Refused, require
from capacities.core.removal import set_back, set_removed

FIELDS = ("value", "comment")


@dataclass(frozen=True)
class Outcome:
    """What became of a save: the answer as it is stored, and the fields that somebody else had changed meanwhile."""

    answer: Answer
    clashes: tuple[str, ...] = ()


@transaction.atomic
def save_answer(
    *, by: Person, assessment: Assessment, question: Question, changes: Mapping[str, Any], seen: Mapping[str, str]
) -> Outcome:
    """Store what somebody changed of an answer: ``value``, ``comment`` or both.

    ``seen`` holds the marks (``values.digest``) of what they saw. A field that somebody else changed meanwhile is left
    as it is and named in the outcome, so that one of the two can be chosen; saving again with the new mark takes it.
    Raises ValidationError for a value outside the question's scale.
    """
    require(by, "capacity.answer", assessment)
    if "value" in changes:
        require_fit(question, changes["value"])
    fresh = locked(assessment)
    refuse_to_write(by, fresh, question.section.key)
    if question.section.version_id != fresh.round.version_id:
        raise Refused(_("The template was changed a moment ago. Load the page again; what is stored is kept."))
    answer = Answer.objects.filter(assessment=fresh, question_key=question.key).first() or Answer(
        assessment=fresh, question_key=question.key, revision=0
    )
    clashes = tuple(
        name
        for name in changes
        if not same(getattr(answer, name), changes[name])
        and digest(getattr(answer, name)) != seen.get(name, digest(None))
    )
    wanted = {name: value for name, value in changes.items() if name not in clashes}
    if wanted:
        _write(by, answer, question, wanted)
        begin(fresh)
    return Outcome(answer, clashes)


@transaction.atomic
def confirm(*, by: Person, assessment: Assessment, questions: Iterable[Question]) -> int:
    """Say that answers from the last round still hold; return how many there were."""
    require(by, "capacity.answer", assessment)
    fresh = locked(assessment)
    wanted = {question.key: question for question in questions}
    for question in wanted.values():
        refuse_to_write(by, fresh, question.section.key)
    count = 0
    for answer in fresh.answers.filter(question_key__in=wanted, is_carried=True):
        if not fits(wanted[answer.question_key], answer.value):
            continue
        answer.is_carried, answer.changed_by, answer.changed_at = False, by, timezone.now()
        answer.save(update_fields=["is_carried", "changed_by", "changed_at"])
        count += 1
    if count:
        begin(fresh)
    return count


@transaction.atomic
def add_remark(*, by: Person, assessment: Assessment, question_key: str, text: str) -> Remark:
    """Say something about an answer, while it is written or reviewed."""
    require(by, "capacity.answer", assessment)
    if assessment.state in (AssessmentState.SIGNED_OFF, AssessmentState.WITHDRAWN):
        raise Refused(_("This self-assessment is closed to remarks; it would have to be opened again."))
    return Remark.objects.create(assessment=assessment, question_key=question_key, text=text.strip(), by=by)


@transaction.atomic
def settle_remark(*, by: Person, remark: Remark) -> Remark:
    """Mark a remark as settled, or open it again."""
    require(by, "capacity.answer", remark.assessment)
    remark.settled_at = None if remark.settled_at else timezone.now()
    remark.save(update_fields=["settled_at"])
    return remark


@transaction.atomic
def add_evidence(*, by: Person, assessment: Assessment, question: Question, upload: UploadedFile) -> Evidence:
    """Attach a file to an answer."""
    require(by, "capacity.answer", assessment)
    fresh = locked(assessment)
    refuse_to_write(by, fresh, question.section.key)
    made = Evidence.objects.create(assessment=fresh, question_key=question.key, file=store_file(by=by, upload=upload))
    _follow_files(by, fresh, question)
    begin(fresh)
    return made


@transaction.atomic
def remove_evidence(*, by: Person, evidence: Evidence, question: Question, back: bool = False) -> Evidence:
    """Take a file off an answer, or bring it back."""
    require(by, "capacity.answer", evidence.assessment)
    fresh = locked(evidence.assessment)
    refuse_to_write(by, fresh, question.section.key)
    (set_back if back else set_removed)(evidence)
    _follow_files(by, fresh, question)
    return evidence


def locked(assessment: Assessment) -> Assessment:
    """Return the assessment as it is now, held until the transaction ends."""
    rows = Assessment.objects.select_for_update(of=("self",)).select_related("round__version", "place")
    return rows.get(pk=assessment.pk)


def begin(assessment: Assessment) -> None:
    """Note that somebody has begun."""
    if assessment.state == AssessmentState.INVITED:
        assessment.state = AssessmentState.STARTED
        assessment.save(update_fields=["state"])


def _write(by: Person, answer: Answer, question: Question, wanted: Mapping[str, Any]) -> None:
    """Store fields of an answer; a value that this version of the question does not take is put aside first."""
    if "value" in wanted and answer.value not in EMPTY and not fits(question, answer.value):
        answer.aside = answer.value
    for name, value in wanted.items():
        setattr(answer, name, value)
    if "value" in wanted:
        answer.is_carried = False
    answer.revision += 1
    answer.changed_by, answer.changed_at = by, timezone.now()
    answer.save()


def _follow_files(by: Person, assessment: Assessment, question: Question) -> None:
    """Let the answer to a question that asks for files name them."""
    if question.kind != Kind.FILE:
        return
    ids = list(assessment.evidence.filter(question_key=question.key, removed_at=None).values_list("pk", flat=True))
    answer = Answer.objects.filter(assessment=assessment, question_key=question.key).first()
    answer = answer or Answer(assessment=assessment, question_key=question.key, revision=0)
    _write(by, answer, question, {"value": ids or None})
