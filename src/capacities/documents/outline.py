"""The contract's outline as the facts have it: sections in order, with level and title in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from capacities.documents.context import document_texts
from capacities.facts.table import read_table

PARTS = ("Commitments", "Action Plan", "Investment Plan")


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """One row of ``ccc_outline.csv``."""

    part: str
    module_id: str
    parent_id: str | None
    title: str
    kind: str


@cache
def sections_of_outline() -> tuple[OutlineRow, ...]:
    """Return the sections of the three parts in order, without the vocabularies."""
    return tuple(row for row in read_table("ccc_outline", OutlineRow) if row.part in PARTS)


def level_of(row: OutlineRow) -> int:
    """Return the heading level: 1 is for the three parts, 2 for what has no parent, one more per parent."""
    parents = {r.module_id: r.parent_id for r in sections_of_outline()}
    level, parent = 2, row.parent_id
    while parent:
        level, parent = level + 1, parents.get(parent)
    return level


def title_of(row: OutlineRow, language: str) -> str:
    """Return the title of a section; English is the facts' own."""
    found = document_texts(language).get(f"outline.{row.module_id}")
    return found if isinstance(found, str) else row.title.replace(" - ", " – ")


def is_grouping(row: OutlineRow) -> bool:
    """Return whether a section only holds others (Part A, module A-1) and has no text of its own."""
    return any(other.parent_id == row.module_id for other in sections_of_outline())
