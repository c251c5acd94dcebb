"""Sections of a draft: added, changed, moved, removed and brought back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from capacities.capacity.questionnaires.models import Question, Section, Version
from capacities.capacity.questionnaires.services.drafts import free_key, locked_draft, require_undo, take
from capacities.core.ordering import moved, next_order, renumber
from capacities.core.people.models import Person
from capacities.core.permissions import Refused
from capacities.core.removal import set_removed


@transaction.atomic
def add_section(*, by: Person, version: Version, title: dict[str, str], text: dict[str, str] | None = None) -> Section:
    """Add a section at the end; its key comes from the title and stays."""
    draft = locked_draft(by, version)
    taken = set(Section.everything.filter(version=draft).values_list("key", flat=True))
    section = Section(
        version=draft, key=free_key(title, taken, "section"), title=title, text=text or {},
        order=next_order(draft.sections.all()),
    )  # fmt: skip
    section.full_clean()
    section.save()
    return section


@transaction.atomic
def change_section(*, by: Person, section: Section, values: dict[str, Any]) -> Section:
    """Change title and introduction."""
    locked_draft(by, section.version)
    take(section, {name: values[name] for name in ("title", "text") if name in values})
    return section


@transaction.atomic
def move_section(*, by: Person, section: Section, to: int) -> Section:
    """Put a section at another place, counted from 0."""
    draft = locked_draft(by, section.version)
    renumber(moved(list(draft.sections.all()), section, to))
    return section


@transaction.atomic
def remove_section(*, by: Person, section: Section) -> Section:
    """Remove a section with its questions."""
    locked_draft(by, section.version)
    set_removed(section)
    return section


@transaction.atomic
def restore_section(*, by: Person, section: Section) -> Section:
    """Bring a removed section back, at the end, with the questions that it had."""
    draft = locked_draft(by, section.version)
    require_undo(section.removed_at)
    back = Question.everything.filter(section=section, removed_at=None).values_list("key", flat=True)
    there = Question.objects.filter(section__version=draft, key__in=list(back)).first()
    if there is not None:
        raise Refused(
            _("The question “%(key)s” now stands in another section. Remove it there first.") % {"key": there.key}
        )
    section.removed_at, section.order = None, next_order(draft.sections.all())
    section.save(update_fields=["removed_at", "order"])
    return section
