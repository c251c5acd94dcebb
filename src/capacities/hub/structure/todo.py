"""What waits for somebody in a hub, gathered from all parts: shown as Today, sent as the weekly letter.

Each part joins with a function that asks what its reader may see; lower parts stay ignorant of higher ones.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from capacities.core.people.models import Person
from capacities.hub.structure.models import Hub


@dataclass(frozen=True, slots=True)
class Line:
    """One thing: its words, the page where it is done (an address of ours), a remark such as until when.

    ``late`` marks what should have been done before today.
    """

    text: str
    url: str
    note: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one sort under a heading, at most those worth reading, and how many there are in all.

    ``order`` puts groups in a row: 10 what others wait for, 20 own tasks, 30 to write, 40 dates, 50 to know.
    """

    key: str
    title: str
    lines: Sequence[Line]
    count: int = 0
    more_url: str = ""
    order: int = 50

    @property
    def more(self) -> int:
        """Return how many are not listed."""
        return max(self.count - len(self.lines), 0)


Part = Callable[[Person, Hub, date], Group | None]
# WEEKLY are parts of the letter that the hub's first page shows in a section of its own.
PARTS: list[Part] = []
WEEKLY: list[Part] = []


def waiting_for(person: Person, hub: Hub, day: date, *, weekly: bool = False) -> list[Group]:
    """Return what waits for somebody in a hub on a day, the most pressing first; texts in the active language."""
    parts = [*PARTS, *WEEKLY] if weekly else PARTS
    found = [group for part in parts if (group := part(person, hub, day)) and group.lines]
    return sorted(found, key=lambda group: (group.order, group.key))
