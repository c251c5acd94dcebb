"""Taking the words of an erased person out of everything that a hub's maps hold, also out of what undoes changes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

from capacities.core.audit import forget_history
from capacities.core.files.services import delete_file
from capacities.core.outbox.models import OutgoingMail
from capacities.hub.stakeholders.models import Merging, Stakeholder, StakeholderImport, SuccessorRequest, Talk
from capacities.hub.structure.models import Hub

ERASED = "…"  # stands in texts where the name of an erased person stood
# Where somebody may have written a person's name.
FREE_TEXTS = ("wants", "gives", "next_step", "source")


def erase_words(hub: Hub, words: Sequence[str]) -> None:
    """Take words out of the texts of a hub's maps in any case, and remove files of imports, which hold people."""
    if not words:
        return
    longest_first = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{longest_first})(?!\w)", re.IGNORECASE)
    _in_rows(Talk.objects.filter(stakeholder__map__hub=hub), ("summary",), words, pattern)
    changed = _in_rows(Stakeholder.objects.filter(map__hub=hub), FREE_TEXTS, words, pattern)
    forget_history(Stakeholder, changed)
    _in_rows(SuccessorRequest.objects.filter(office__stakeholder__map__hub=hub), ("name", "email"), words, pattern)
    undoing: list[Merging | StakeholderImport] = [*Merging.objects.filter(kept__map__hub=hub)]
    undoing += StakeholderImport.objects.filter(map__hub=hub)
    for row in undoing:
        row.undo = _in_json(row.undo, pattern)
        row.save(update_fields=["undo"])
    OutgoingMail.objects.filter(to__in=[word.lower() for word in words], kind__startswith="stakeholder_").delete()
    for brought in StakeholderImport.objects.filter(map__hub=hub).exclude(file=None).select_related("file"):
        forget_file(brought)


def forget_file(brought: StakeholderImport) -> None:
    """Remove the file of an import."""
    stored = brought.file
    if stored is not None:
        brought.file = None
        brought.save(update_fields=["file"])
        delete_file(stored)


def _in_rows(rows: QuerySet[Any], fields: Sequence[str], words: Sequence[str], pattern: re.Pattern[str]) -> list[int]:
    """Take words out of free texts; return the ids of the rows that held them."""
    holding = Q()
    for field in fields:
        for word in words:
            holding |= Q(**{f"{field}__icontains": word})
    changed = []
    for row in rows.filter(holding):
        for field in fields:
            setattr(row, field, pattern.sub(ERASED if field != "email" else "", getattr(row, field)))
        row.save(update_fields=list(fields))
        changed.append(row.pk)
    return changed


def _in_json(value: Any, pattern: re.Pattern[str]) -> Any:
    if isinstance(value, str):
        return pattern.sub(ERASED, value)
    if isinstance(value, list):
        return [_in_json(item, pattern) for item in value]
    if isinstance(value, dict):
        return {key: _in_json(item, pattern) for key, item in value.items()}
    return value
