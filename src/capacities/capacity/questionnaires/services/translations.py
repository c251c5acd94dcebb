"""Texts of a draft in another language: written side by side or brought as a table, all or nothing."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from capacities.capacity.questionnaires.models import Version
from capacities.capacity.questionnaires.services.drafts import Outrun, locked_draft
from capacities.capacity.questionnaires.translating import parts_of
from capacities.core.people.models import Person


@transaction.atomic
def save_translations(
    *, by: Person, version: Version, language: str, texts: Mapping[str, str], seen: Mapping[str, str] | None = None
) -> int:
    """Store texts of one language by the address of each part; returns how many changed. Empty ones are left alone.

    ``seen`` holds what the person saw before: where somebody changed such a text meanwhile to something else, nothing
    is stored and Outrun names these parts.
    """
    draft = locked_draft(by, version)
    parts = {part.address: part for part in parts_of(draft)}
    changed = {
        address: text.strip()
        for address, text in texts.items()
        if address in parts and text.strip() and text.strip() != parts[address].texts.get(language, "")
    }
    outrun = [
        address
        for address in changed
        if seen is not None and parts[address].texts.get(language, "") != seen.get(address, "")
    ]
    if outrun:
        raise Outrun(outrun)
    rows = {}
    for address, text in changed.items():
        parts[address].texts[language] = text
        rows[id(parts[address].row)] = parts[address].row
    for row in rows.values():
        row.revision += 1
        row.save()
    return len(changed)
