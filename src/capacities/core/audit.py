"""The audit trail: which models are recorded by database triggers, and reads of what was recorded.

Who changed what and when comes from PostgreSQL itself (django-pghistory), so no code path slips past it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import pghistory
from django.db import models

M = TypeVar("M", bound=type[models.Model])


def audited(*, exclude: Sequence[str] = ()) -> Callable[[M], M]:
    """Return a class decorator that records every insert, change and deletion of a model's rows.

    ``exclude`` names fields that must never enter the trail, such as password hashes. The decorated model
    gains an event model ``<Model>Event`` (in its own app) and the reverse name ``events``.
    """
    kinds: tuple[Any, ...] = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())

    def decorate(model: M) -> M:
        tracked: M = pghistory.track(*kinds, exclude=list(exclude) or None, append_only=False)(model)
        return tracked

    return decorate
