"""The form of a programme: questions and criteria, their order; what was answered is never lost by a change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext as _

from capacities.core.ordering import move_by, next_order
from capacities.core.people.models import Person
from capacities.core.permissions import Refused, require
from capacities.core.removal import set_removed
from capacities.hub.programmes.kinds import ApplicationState
from capacities.hub.programmes.models import Criterion, Programme, Question
from capacities.hub.programmes.prefill import fill_in
from capacities.hub.programmes.services.programmes import KEEP
from capacities.hub.programmes.services.refusals import moved_on

P = TypeVar("P", Question, Criterion)
Texts = Mapping[str, str]


@transaction.atomic
def add_question(*, by: Person, programme: Programme, choices: Sequence[Texts] = (), **values: Any) -> Question:
    """Add a question at the end of the form; drafts that are there start with its figure."""
    require(by, KEEP, programme)
    _refuse_chosen(programme)
    question = Question.objects.create(
        programme=programme, order=next_order(_rows(Question, programme)), choices=_kept_choices([], choices), **values
    )
    _start_drafts(question)
    return question


@transaction.atomic
def change_question(*, by: Person, question: Question, choices: Sequence[Texts] = (), **values: Any) -> Question:
    """Change a question. Its kind stays once somebody has answered; choices that were chosen stay readable."""
    require(by, KEEP, question.programme)
    _refuse_chosen(question.programme)
    question = Question.objects.select_for_update(of=("self",)).select_related("programme__hub").get(pk=question.pk)
    if values.get("kind", question.kind) != question.kind and question.answers.exists():
        raise Refused(_("This question has answers already, so its kind stays. Add another question instead."))
    for name, value in values.items():
        setattr(question, name, value)
    question.choices = _kept_choices(question.choices, choices)
    question.save()
    _start_drafts(question)
    return question


@transaction.atomic
def add_criterion(*, by: Person, programme: Programme, **values: Any) -> Criterion:
    """Add a criterion at the end of the list."""
    require(by, KEEP, programme)
    _refuse_chosen(programme)
    return Criterion.objects.create(programme=programme, order=next_order(_rows(Criterion, programme)), **values)


@transaction.atomic
def change_criterion(*, by: Person, criterion: Criterion, **values: Any) -> Criterion:
    """Change a criterion; scores that were given stay."""
    require(by, KEEP, criterion.programme)
    _refuse_chosen(criterion.programme)
    for name, value in values.items():
        setattr(criterion, name, value)
    criterion.save(update_fields=list(values))
    return criterion


@transaction.atomic
def move_part(*, by: Person, part: P, step: int) -> P:
    """Move a question or a criterion by so many places, up below 0."""
    require(by, KEEP, part.programme)
    move_by(list(_rows(type(part), part.programme).select_for_update().filter(removed_at=None)), part, step)
    return part


@transaction.atomic
def remove_part(*, by: Person, part: P) -> P:
    """Take a question or a criterion off; answers and scores stay and come back with it."""
    require(by, KEEP, part.programme)
    _refuse_chosen(part.programme)
    set_removed(part)
    return part


@transaction.atomic
def restore_part(*, by: Person, part: P) -> P:
    """Bring a question or a criterion back, at the end of the list."""
    require(by, KEEP, part.programme)
    _refuse_chosen(part.programme)
    part.removed_at, part.order = None, next_order(_rows(type(part), part.programme))
    part.save(update_fields=["removed_at", "order"])
    return part


def part_back(by: Person, part: P) -> None:
    """Bring a part back from the list of all that was removed. Raises Refused while its programme is removed."""
    if part.programme.removed_at:
        raise Refused(
            _("The programme “%(programme)s” is removed. Bring it back first.") % {"programme": part.programme}
        )
    restore_part(by=by, part=part)


def clear_question(question: Question) -> bool:
    """Delete a removed question for good; one that towns have answered stays with what they said."""
    is_answered = question.answers.exists()
    if not is_answered:
        question.delete()
    return not is_answered


def _refuse_chosen(programme: Programme) -> None:
    """Raise Refused once the choice is closed: what was asked and scored by then stays as it was."""
    now = Programme.objects.get(pk=programme.pk)
    if now.is_chosen:
        raise moved_on(now)


def _rows(model: type[P], programme: Programme) -> models.QuerySet[P]:
    return model._default_manager.filter(programme=programme)


def _kept_choices(old: list[dict[str, Any]], new: Sequence[Texts]) -> list[dict[str, Any]]:
    """Return choices with the ids that they had. A choice is the same if a text of it is; if the list is as long as
    before, the others are taken for reworded ones at their place; what is gone stays, marked, for its answers."""
    present = [one for one in old if not one.get("gone")]
    found: dict[int, dict[str, Any]] = {}
    for at, texts in enumerate(new):
        same = (one for one in present if set(one["texts"].items()) & set(texts.items()))
        twin = next((one for one in same if one not in found.values()), None)
        if twin is not None:
            found[at] = twin
    if len(new) == len(present):
        for at, one in enumerate(present):
            if at not in found and one not in found.values():
                found[at] = one
    last = max((one["id"] for one in old), default=0)
    kept = []
    for at, texts in enumerate(new):
        if at not in found:
            last += 1
        kept.append({"id": found[at]["id"] if at in found else last, "texts": dict(texts)})
    still = {one["id"] for one in kept}
    return kept + [{**one, "gone": True} for one in old if one["id"] not in still]


def _start_drafts(question: Question) -> None:
    if question.prefill:
        drafts = question.programme.applications.filter(state=ApplicationState.DRAFT)
        for application in drafts.select_related("place"):
            fill_in(application, [question])
