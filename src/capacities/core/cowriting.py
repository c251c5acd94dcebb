"""Several people write one text: what each changed is joined by paragraph, and what both changed is shown to both.

A three-way merge (as diff3, Khanna, Kunal & Pierce 2007) over paragraphs. Knows no database.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Clash:
    """A stretch that both changed in different ways."""

    theirs: str
    mine: str


@dataclass(frozen=True, slots=True)
class Merge:
    """The joined text. With clashes it holds both versions of each, theirs first, for somebody to choose."""

    text: str
    clashes: tuple[Clash, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Return whether nobody has to choose."""
        return not self.clashes


def merge(base: str, theirs: str, mine: str) -> Merge:
    """Join two versions that started from one text. No paragraph that either wrote is lost."""
    if theirs in (base, mine):
        return Merge(mine)
    if mine == base:
        return Merge(theirs)
    parts: list[str] = []
    clashes: list[Clash] = []
    for old, other, own in _stretches(_paragraphs(base), _paragraphs(theirs), _paragraphs(mine)):
        if other in (old, own):
            parts += own
        elif own == old:
            parts += other
        else:
            clashes.append(Clash(_joined(other), _joined(own)))
            parts += [*other, *own]
    return Merge(_joined(parts), tuple(clashes))


def _paragraphs(text: str) -> list[str]:
    """Return a text by paragraphs: lines, with empty ones kept, so that joining them gives the text again."""
    return text.split("\n")


def _joined(paragraphs: Sequence[str]) -> str:
    return "\n".join(paragraphs)


def _stretches(base: list[str], theirs: list[str], mine: list[str]) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """Yield the three versions of each stretch, cut where all three agree; agreed ones come as three equal parts."""
    at_base = at_theirs = at_mine = 0
    for b, t, m, length in _agreed(base, theirs, mine):
        if (b, t, m) != (at_base, at_theirs, at_mine):
            yield base[at_base:b], theirs[at_theirs:t], mine[at_mine:m]
        same = base[b : b + length]
        yield same, same, same
        at_base, at_theirs, at_mine = b + length, t + length, m + length
    rest = (base[at_base:], theirs[at_theirs:], mine[at_mine:])
    if any(rest):
        yield rest


def _agreed(base: list[str], theirs: list[str], mine: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield where all three hold the same paragraphs: start in each, and how many."""
    first = SequenceMatcher(None, base, theirs, autojunk=False).get_matching_blocks()
    second = SequenceMatcher(None, base, mine, autojunk=False).get_matching_blocks()
    i = j = 0
    while i < len(first) and j < len(second):
        one, two = first[i], second[j]
        start = max(one.a, two.a)
        end = min(one.a + one.size, two.a + two.size)
        if start < end:
            yield start, one.b + start - one.a, two.b + start - two.a, end - start
        if one.a + one.size < two.a + two.size:
            i += 1
        else:
            j += 1
