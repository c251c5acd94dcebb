"""Saving answers, as often as wanted and by several people at once: what two wrote is joined or shown to both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from capacities.core.cowriting import merge
from capacities.core.files.services import store_file
from capacities.core.people.models import Person
from capacities.core.permissions import Refused, require
from capacities.hub.programmes.kinds import ApplicationState, QuestionKind
from capacities.hub.programmes.models import Answer, AnswerVersion, Application, Question
from capacities.hub.programmes.services.applications import WRITE, claim, lock, refuse_locked
from capacities.hub.programmes.words import answer_words


@dataclass(frozen=True)
class Given:
    """What a page sends for a question: the value, the version that the writer began from, and what of a file."""

    value: Any = None
    started_from: int = 0
    upload: UploadedFile | None = None
    off: bool = False
    back: bool = False


@dataclass(frozen=True)
class Clash:
    """An answer that somebody else changed meanwhile in another way; ``value`` is what the box shows now."""

    who: str
    words: str
    value: Any
    version: int
    both: bool = False


@dataclass
class Saved:
    """What came of saving: answers joined with a colleague's, clashes, and needed answers that were not emptied."""

    joined: list[int] = field(default_factory=list)
    clashes: dict[int, Clash] = field(default_factory=dict)
    needed: list[int] = field(default_factory=list)


@transaction.atomic
def save_answers(*, by: Person, application: Application, given: Mapping[int, Given]) -> Saved:
    """Save answers by the number of their question. An answer that somebody else changed meanwhile is joined with
    theirs where it is long text and they changed other paragraphs; else nothing is overwritten and it is a clash."""
    require(by, WRITE, application)
    application = lock(application)
    if application.state == ApplicationState.WITHDRAWN:
        raise Refused(_("This application was withdrawn."))
    refuse_locked(application)
    claim(by, application)
    questions = {one.pk: one for one in application.programme.questions.filter(removed_at=None)}
    answers = {one.question_id: one for one in application.answers.select_related("file", "changed_by")}
    saved, changed = Saved(), False
    for pk, one in given.items():
        if pk in questions:
            changed |= _save_one(by, application, questions[pk], answers.get(pk), one, saved)
    if changed:
        application.changed_at = timezone.now()
        application.save(update_fields=["changed_at"])
    return saved


def _save_one(
    by: Person, application: Application, question: Question, answer: Answer | None, given: Given, saved: Saved
) -> bool:
    """Save one answer and return whether it changed."""
    needed = question.is_required and application.state == ApplicationState.SENT
    if question.kind == QuestionKind.FILE:
        return _save_file(by, application, question, answer, given, saved, needed)
    version, now = (answer.version, answer.value) if answer else (0, None)
    value = None if given.value in ("", []) else given.value
    base = now if given.started_from == version else _value_at(answer, given.started_from)
    if value in (base, now):
        return False
    if base != now:
        if question.kind != QuestionKind.TEXT:
            saved.clashes[question.pk] = _clash(question, answer, value)
            return False
        merged = merge(base or "", now or "", value or "")
        if not merged.is_clean:
            saved.clashes[question.pk] = _clash(question, answer, merged.text, both=True)
            return False
        value = merged.text
        saved.joined.append(question.pk)
    if value is None and needed:
        saved.needed.append(question.pk)
        return False
    _store(by, application, question, answer, value=value)
    return True


def _save_file(
    by: Person, application: Application, question: Question, answer: Answer | None, given: Given, saved: Saved,
    needed: bool,
) -> bool:  # fmt: skip
    if given.upload is None and not given.off and not given.back:
        return False
    if given.started_from != (answer.version if answer else 0):
        saved.clashes[question.pk] = _clash(question, answer, None)
        return False
    if given.upload is not None:
        _store(by, application, question, answer, file=store_file(by=by, upload=given.upload))
    elif given.back:
        _store(by, application, question, answer, file=last_file(answer))
    elif needed:
        saved.needed.append(question.pk)
        return False
    else:
        _store(by, application, question, answer)
    return True


def last_file(answer: Answer | None) -> Any:
    """Return the file that was taken off an answer last, None where there was none."""
    if answer is None:
        return None
    version = answer.versions.exclude(file=None).select_related("file").first()
    return version.file if version else None


def _store(
    by: Person, application: Application, question: Question, answer: Answer | None, *, value: Any = None,
    file: Any = None,
) -> None:  # fmt: skip
    answer = answer or Answer(application=application, question=question, version=0)
    answer.value, answer.file = value, file
    answer.version, answer.changed_by, answer.changed_at = answer.version + 1, by, timezone.now()
    answer.save()
    AnswerVersion.objects.create(answer=answer, version=answer.version, value=value, file=file, author=by)


def _value_at(answer: Answer | None, version: int) -> Any:
    if answer is None:
        return None
    return answer.versions.filter(version=version).values_list("value", flat=True).first()


def _clash(question: Question, answer: Answer | None, value: Any, *, both: bool = False) -> Clash:
    assert answer is not None  # without an answer nobody can have changed it
    who = str(answer.changed_by) if answer.changed_by else _("a colleague")
    return Clash(who, answer_words(question, answer) or _("no answer"), value, answer.version, both)
