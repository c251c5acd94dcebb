"""Where a signal of a barrier goes: the agenda of the body's next meeting, once something that keeps agendas is wired.

Other apps set it by `set_agenda`; until then signals wait on the body's page of needs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from capacities.core.people.models import Person
    from capacities.hub.structure.models import Body

# Takes who asks, the body, title, text and address; returns the key of the place on the agenda, "" without a meeting.
PutOnAgenda = Callable[["Person", "Body", str, str, str], str]

_put: PutOnAgenda | None = None


def set_agenda(put: PutOnAgenda | None) -> None:
    """Say what puts an item on the agenda of a body's next meeting; None for nothing."""
    global _put
    _put = put


def put_on_agenda(by: Person, body: Body, *, title: str, text: str, url: str) -> str:
    """Put an item on the agenda of a body's next meeting; return its key, or "" where it has to wait."""
    return _put(by, body, title, text, url) if _put else ""
