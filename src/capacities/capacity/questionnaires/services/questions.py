"""Questions of a draft: added, changed, moved within and between sections, removed and brought back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from capacities.capacity.questionnaires.models import Kind, Question, Section, Version
from capacities.capacity.questionnaires.services.drafts import free_key, locked_draft, require_undo, take
from capacities.core.ordering import moved, next_order, renumber
from capacities.core.people.models import Person
from capacities.core.permissions import Refused
from capacities.core.removal import set_removed

FIELDS = ("kind", "text", "hint", "topics", "weight", "is_required", "options", "low", "high", "least", "most", "unit",
          "longest", "condition")  # fmt: skip
# What a kind of answer does not have is emptied when it is chosen.
_CHOICES = (Kind.MATURITY, Kind.SINGLE, Kind.MULTIPLE)
LEVELS = 5


def default_levels() -> list[dict[str, Any]]:
    """Return five levels without texts, scored in even steps."""
    return [{"key": str(level), "texts": {}, "score": level / (LEVELS - 1)} for level in range(LEVELS)]


@transaction.atomic
def add_question(*, by: Person, section: Section, values: dict[str, Any], key: str = "") -> Question:
    """Add a question at the end of a section; without a key, one comes from its text."""
    draft = locked_draft(by, section.version)
    taken = _keys(draft)
    if key and key in taken:
        raise ValidationError({"key": _("Another question has this key, maybe one that was removed.")})
    question = Question(
        section=section, key=key or free_key(values.get("text", {}), taken, "question"),
        order=next_order(section.questions.all()), **_fitting(values),
    )  # fmt: skip
    question.full_clean()
    question.save()
    return question


@transaction.atomic
def change_question(*, by: Person, question: Question, values: dict[str, Any], revision: int | None = None) -> Question:
    """Change a question; its key stays, so that answers of earlier rounds can be compared."""
    locked_draft(by, question.section.version)
    take(question, _fitting({"kind": question.kind, **values}), revision)
    return question


@transaction.atomic
def move_question(*, by: Person, question: Question, to: int, section: Section | None = None) -> Question:
    """Put a question at another place, counted from 0, of its section or of another one of the same version."""
    draft = locked_draft(by, question.section.version)
    target = section or question.section
    if target.version_id != draft.pk:
        raise Refused(_("A question moves within its version only."))
    rows: Sequence[Question] = list(target.questions.exclude(pk=question.pk))
    if target.pk != question.section_id:
        question.section = target
        question.save(update_fields=["section"])
    renumber(moved([*rows, question], question, to))
    return question


@transaction.atomic
def remove_question(*, by: Person, question: Question) -> Question:
    """Remove a question."""
    locked_draft(by, question.section.version)
    set_removed(question)
    return question


@transaction.atomic
def restore_question(*, by: Person, question: Question) -> Question:
    """Bring a removed question back, at the end of its section."""
    locked_draft(by, question.section.version)
    require_undo(question.removed_at)
    if question.section.removed_at:
        raise Refused(_("Its section was removed. Bring the section back first."))
    question.removed_at, question.order = None, next_order(question.section.questions.all())
    question.save(update_fields=["removed_at", "order"])
    return question


def _keys(draft: Version) -> set[str]:
    return set(Question.everything.filter(section__version=draft).values_list("key", flat=True))


def _fitting(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values of a question without what its kind of answer does not have."""
    found = {name: value for name, value in values.items() if name in FIELDS}
    kind = found.get("kind")
    if kind not in _CHOICES:
        found["options"] = []
    if kind != Kind.NUMBER:
        found |= {"low": None, "high": None, "least": None, "most": None, "unit": {}}
    if kind != Kind.TEXT:
        found["longest"] = None
    return found
