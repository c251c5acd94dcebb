"""The controlled list of topics: a tree of two levels that ties needs, events, knowledge and calls together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from capacities.facts.table import FactsError, read_table


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic; one without a parent is of the upper level."""

    id: str
    name_en: str
    name_ro: str
    source: str
    as_of_year: int
    parent: str = ""

    def name(self, language: str) -> str:
        """Return the name in a language, in English where it has none."""
        return self.name_ro if language == "ro" else self.name_en


@cache
def topics() -> dict[str, Topic]:
    """Return all topics by id, each upper one followed by its lower ones. Raises FactsError for a parent unknown."""
    found: dict[str, Topic] = {}
    for line, topic in enumerate(read_table("topics", Topic), start=2):
        if topic.parent and (topic.parent not in found or found[topic.parent].parent):
            raise FactsError("topics.csv", line, "parent", topic.parent, "an upper topic that stands above")
        if topic.id in found:
            raise FactsError("topics.csv", line, "id", topic.id, "an id of its own")
        found[topic.id] = topic
    return found


def upper(id: str) -> str:
    """Return the upper topic of a topic, itself where it is one. Raises KeyError for an unknown one."""
    return topics()[id].parent or id


def tree() -> list[tuple[Topic, list[Topic]]]:
    """Return each upper topic with its lower ones."""
    lower: dict[str, list[Topic]] = {id: [] for id, topic in topics().items() if not topic.parent}
    for topic in topics().values():
        if topic.parent:
            lower[topic.parent].append(topic)
    return [(topics()[id], below) for id, below in lower.items()]
