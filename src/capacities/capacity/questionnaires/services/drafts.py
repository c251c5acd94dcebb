"""What every change of a draft begins with: the right to it, the row locked, and that nobody was faster."""

from __future__ import annotations

from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from capacities.capacity.questionnaires.models import State, Version
from capacities.core.people.models import Person
from capacities.core.permissions import Refused, require
from capacities.core.removal import KEPT_FOR
from capacities.core.texts import told_in

KEEP = "capacity.keep"
UNDO = KEPT_FOR
M = TypeVar("M", bound=models.Model)


class Outrun(ValidationError):
    """Somebody saved the same thing meanwhile; the page shows both, and saving again takes what is typed."""


def locked_draft(by: Person, version: Version) -> Version:
    """Return a draft with its row locked. Raises Refused when it may not or can no longer be changed."""
    require(by, KEEP, version)
    fresh = Version.everything.select_for_update().select_related("template").get(pk=version.pk)
    if fresh.removed_at or fresh.template.removed_at:
        raise Refused(_("This draft was discarded. Bring it back to change it."))
    if fresh.state != State.DRAFT:
        raise Refused(_("A published version never changes. Start a new draft from it."))
    return fresh


def take(row: Any, values: dict[str, Any], revision: int | None = None) -> None:
    """Put values into a row and save it, unless somebody saved it since ``revision`` (None: no matter)."""
    stored = type(row)._base_manager.select_for_update().get(pk=row.pk)
    if revision is not None and revision != stored.revision:
        row.revision = stored.revision
        raise Outrun(
            _("Somebody else saved this while you were writing. What is stored now is shown below; what you "
              "typed is still in the fields. Save again to replace what is stored.")
        )  # fmt: skip
    for name, value in values.items():
        setattr(row, name, value)
    row.revision = stored.revision + 1
    row.full_clean()
    row.save()


def is_within_undo(removed_at: Any) -> bool:
    """Return whether something removed can still be brought back."""
    return removed_at is not None and removed_at > timezone.now() - UNDO


def require_undo(removed_at: Any) -> None:
    """Refuse what was removed too long ago."""
    if not is_within_undo(removed_at):
        raise Refused(_("It was removed more than 30 days ago and cannot be brought back."))


def free_key(texts: dict[str, str], taken: set[str], otherwise: str, longest: int = 50) -> str:
    """Return a key made of a text that is not taken: the first words, with a number where needed."""
    words = slugify(told_in(texts, "en").text)[:longest]
    base = (words.rsplit("-", 1)[0] if len(words) == longest and "-" in words else words).strip("-") or otherwise
    key, number = base, 1
    while key in taken:
        number += 1
        key = f"{base}-{number}"
    return key
