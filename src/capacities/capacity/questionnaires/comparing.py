"""What differs between two versions: questions and sections added, removed, changed, moved. Pure: reads documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from capacities.capacity.questionnaires.document import Document


@dataclass(frozen=True, slots=True)
class Difference:
    """One field before and after, as the document has it."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Compared:
    """A section or question: its numbers in both versions (empty where it is missing), what changed, whether it moved.

    ``part`` is the newer document's part, or the older's for what was removed.
    """

    key: str
    part: Document
    is_section: bool
    before: str
    after: str
    differences: tuple[Difference, ...] = ()
    is_moved: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs, each list in the order of the questionnaire."""

    added: list[Compared] = field(default_factory=list)
    removed: list[Compared] = field(default_factory=list)
    changed: list[Compared] = field(default_factory=list)
    moved: list[Compared] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Return whether anything differs."""
        return any((self.added, self.removed, self.changed, self.moved))


_Listed = dict[str, tuple[str, Document, str]]


def compare(older: Document, newer: Document) -> Comparison:
    """Return what must be said of the way from one version to the other. Keys tell what is the same."""
    found = Comparison()
    for is_section, before, after in (
        (True, _sections(older), _sections(newer)),
        (False, _questions(older), _questions(newer)),
    ):
        _compare(found, is_section, before, after)
    return found


def _compare(found: Comparison, is_section: bool, before: _Listed, after: _Listed) -> None:
    both = [key for key in after if key in before]
    still = set(_longest_in_order([list(before).index(key) for key in both], both))
    for key, (number, part, home) in after.items():
        if key not in before:
            found.added.append(Compared(key, part, is_section, "", number))
            continue
        old_number, old, old_home = before[key]
        differences = _differences(old, part)
        is_moved = home != old_home or key not in still
        one = Compared(key, part, is_section, old_number, number, differences, is_moved)
        if differences:
            found.changed.append(one)
        if is_moved:
            found.moved.append(one)
    for key, (number, part, _home) in before.items():
        if key not in after:
            found.removed.append(Compared(key, part, is_section, number, ""))


def _sections(document: Document) -> _Listed:
    return {part["key"]: (str(number), part, "") for number, part in enumerate(document["sections"], start=1)}


def _questions(document: Document) -> _Listed:
    return {
        part["key"]: (f"{number}.{order}", part, section["key"])
        for number, section in enumerate(document["sections"], start=1)
        for order, part in enumerate(section["questions"], start=1)
    }


def _differences(old: Document, new: Document) -> tuple[Difference, ...]:
    names = dict.fromkeys([*new, *old])
    return tuple(
        Difference(name, old.get(name), new.get(name))
        for name in names
        if name not in ("key", "questions") and old.get(name) != new.get(name)
    )


def _longest_in_order(places: Sequence[int], keys: Sequence[str]) -> list[str]:
    """Return the most keys whose places already rise: the fewest others were moved."""
    best: list[list[int]] = []
    for at, place in enumerate(places):
        before = max((best[i] for i in range(at) if places[i] < place), key=len, default=[])
        best.append([*before, at])
    return [keys[at] for at in max(best, key=len, default=[])]
