"""How alike two needs are, by their words and topics: plain counting, so that a suggestion can be explained."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from capacities.facts.folding import plain

# Words of English and Romanian that say nothing about the matter, folded.
STOP_WORDS = frozenset(
    """a about all am an and any are as at be been but by can do does for from had has have how if in into is it its
    more most must need needs no not of on or our should so than that the their them there these they this to too us
    was we were what when which who will with without you your
    acest aceasta aceste acesti ai al ale am ar are as asta au avem avea ca care cat ce cea cei cel cele cu cum da
    dar de deja despre din dintre dupa este exista face fara fi fie fost iar ii in insa intr intre la le lor mai ne
    nevoie nici noi nostru noastre noastra nu o ori pe pentru poate prin sa sau se si sunt trebuie un
    una unde unei unor unui va vor""".split()
)
STEM_LETTERS = 6
WORDS_SHARE = 0.7
ALIKE_FROM = 0.3


@dataclass(frozen=True)
class Alike:
    """Two needs, how alike they are (0 to 1) and the beginnings of the words that they share."""

    one: int
    other: int
    likeness: float
    words: tuple[str, ...]


def stems(text: str) -> frozenset[str]:
    """Return the beginnings of the words that carry meaning, without case and marks."""
    words = (word for word in plain(text).split() if len(word) > 2 and word not in STOP_WORDS)
    return frozenset(word[:STEM_LETTERS] for word in words)


def likeness(one: frozenset[str], other: frozenset[str], topics: Iterable[str], others: Iterable[str]) -> float:
    """Return 0.7 × likeness of words (cosine of the two sets) + 0.3 × share of common topics (Jaccard)."""
    words = len(one & other) / sqrt(len(one) * len(other)) if one and other else 0.0
    mine, theirs = set(topics), set(others)
    common = len(mine & theirs) / len(mine | theirs) if mine | theirs else 0.0
    return WORDS_SHARE * words + (1 - WORDS_SHARE) * common


def alike(
    texts: Mapping[int, str], topics: Mapping[int, Sequence[str]], *, least: float = ALIKE_FROM, limit: int = 20
) -> list[Alike]:
    """Return pairs that are alike at least so much, the most alike first."""
    bags = {id: stems(text) for id, text in texts.items()}
    ids, found = sorted(bags), []
    for i, one in enumerate(ids):
        for other in ids[i + 1 :]:
            score = likeness(bags[one], bags[other], topics[one], topics[other])
            if score >= least:
                found.append(Alike(one, other, score, tuple(sorted(bags[one] & bags[other]))))
    return sorted(found, key=lambda pair: (-pair.likeness, pair.one, pair.other))[:limit]
