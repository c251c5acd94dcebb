"""Words by which a topic is recognised in a plain text, and a scorer that says which words it went by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from capacities.facts.folding import plain
from capacities.facts.table import FactsError, read_table
from capacities.facts.topics import topics

MOST_SUGGESTED = 3


@dataclass(frozen=True, slots=True)
class TopicWord:
    """A word or phrase that points to a topic; one that ends in * stands for all words that begin so."""

    topic: str
    language: str
    words: tuple[str, ...]
    source: str
    as_of_year: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A topic, its points (one for each word of each phrase found) and the phrases themselves."""

    topic: str
    points: int
    found: tuple[str, ...]


@cache
def topic_words() -> dict[str, tuple[str, ...]]:
    """Return the phrases of each topic, of all languages. Raises FactsError for a topic that is not in the list."""
    found: dict[str, tuple[str, ...]] = {}
    for line, row in enumerate(read_table("topic_words", TopicWord), start=2):
        if row.topic not in topics():
            raise FactsError("topic_words.csv", line, "topic", row.topic, "a topic of topics.csv")
        found[row.topic] = (*found.get(row.topic, ()), *row.words)
    return found


def suggest_topics(text: str, limit: int = MOST_SUGGESTED) -> list[Suggestion]:
    """Return the topics with most points, the best first, those of the list's order among equals.

    Case and diacritics do not matter. A phrase counts once, with as many points as it has words.
    """
    words = plain(text).split()
    scored = []
    for order, (topic, phrases) in enumerate(topic_words().items()):
        found = tuple(phrase for phrase in phrases if _stands_in(phrase, words))
        points = sum(len(phrase.split()) for phrase in found)
        if points:
            scored.append((-points, order, Suggestion(topic, points, found)))
    return [suggestion for _points, _order, suggestion in sorted(scored, key=lambda one: one[:2])[:limit]]


def _stands_in(phrase: str, words: list[str]) -> bool:
    parts = [(plain(part), part.endswith("*")) for part in phrase.split()]
    return any(
        all(
            word.startswith(part) if open_ else word == part
            for word, (part, open_) in zip(words[i:], parts, strict=False)
        )
        for i in range(len(words) - len(parts) + 1)
    )
