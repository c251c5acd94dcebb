"""Why something is not done now, with what a page needs to show it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from capacities.core.permissions import Refused
from capacities.hub.programmes.models import Programme


class Overtaken(Refused):
    """Somebody else saved meanwhile; nothing is overwritten. The reader looks at it and saves again."""


class Missing(Refused):
    """Answers are missing; carries the numbers of their questions."""

    def __init__(self, reason: str, questions: Sequence[int]) -> None:
        super().__init__(reason)
        self.questions = tuple(questions)


def moved_on(programme: Programme) -> Refused:
    """Return the refusal of an act that does not fit where a programme stands."""
    return Refused(_("The programme stands elsewhere by now: %(phase)s.") % {"phase": programme.phase.label})
