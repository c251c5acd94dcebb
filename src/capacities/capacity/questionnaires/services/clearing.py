"""Deleting for good what was removed from templates more than 30 days ago."""

from __future__ import annotations

from datetime import datetime

from capacities.capacity.questionnaires.models import Question, Section, Template, Version
from capacities.core.removal import clear_older


def clear_old(now: datetime) -> int:
    """Delete what nobody can bring back any more; return how many rows. What a round still uses stays.

    A removed template that the program prepares stays as well: without it the next start would make it anew.
    """
    return clear_older(Template.objects.all(), now, _template) + sum(
        clear_older(model._base_manager.all(), now) for model in (Version, Section, Question)
    )


def _template(template: Template) -> bool:
    is_prepared = Version.everything.filter(template=template).exclude(fingerprint="").exists()
    if not is_prepared:
        template.delete()
    return not is_prepared
