"""The audit trail: which models are recorded by database triggers, and reads of what was recorded.

Who changed what and when comes from PostgreSQL itself (django-pghistory), so no code path slips past it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import pghistory
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

M = TypeVar("M", bound=type[models.Model])


def audited(*, exclude: Sequence[str] = ()) -> Callable[[M], M]:
    """Return a class decorator that records every insert, change and deletion of a model's rows.

    ``exclude`` names fields that must never enter the trail, such as password hashes. The decorated model
    gains an event model ``<Model>Event`` (in its own app) and the reverse name ``events``.
    """
    kinds: tuple[Any, ...] = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())

    def decorate(model: M) -> M:
        tracked: M = pghistory.track(*kinds, exclude=list(exclude) or None)(model)
        return tracked

    return decorate


@dataclass(frozen=True)
class Change:
    """One recorded change: when, of what, by whom (id of the account, none for the program itself), from which page."""

    at: datetime
    kind: str
    model: str
    object_id: str
    person_id: int | None
    url: str
    before_after: dict[str, tuple[Any, Any]]


def event_model(model: type[models.Model]) -> type[models.Model]:
    """Return the model of the events of an audited model. Raises LookupError for one that is not audited."""
    try:
        related = model._meta.get_field("events").related_model
    except FieldDoesNotExist as error:
        raise LookupError(f"{model.__name__} is not audited") from error
    assert isinstance(related, type)
    return related


def audited_models() -> list[type[models.Model]]:
    """Return all models that have a trail, by name."""
    events = (model for model in apps.get_models() if hasattr(model, "pgh_tracked_model"))
    tracked = {model.pgh_tracked_model for model in events if model.pgh_tracked_model is not None}
    return sorted(tracked, key=lambda model: model._meta.label_lower)


def history(*, model: type[models.Model] | None = None, object_id: object = None, limit: int = 100) -> list[Change]:
    """Return the latest changes, newest first: of everything, of one model, or of one object.

    It does not ask who reads: callers check ``people.see_history`` or what the object's own page needs.
    """
    from pghistory.models import Events

    rows = Events.objects.across(event_model(model)) if model else Events.objects.all()
    if object_id is not None:
        rows = rows.filter(pgh_obj_id=str(object_id))
    return [_change(row) for row in rows.order_by("-pgh_created_at", "-pgh_id")[:limit]]


def _change(row: Any) -> Change:
    context = row.pgh_context or {}
    return Change(
        at=row.pgh_created_at,
        kind=row.pgh_label,
        model=row.pgh_obj_model,
        object_id=row.pgh_obj_id,
        person_id=context.get("user"),
        url=context.get("url", ""),
        before_after={name: (pair[0], pair[1]) for name, pair in (row.pgh_diff or {}).items()},
    )


def forget_history(model: type[models.Model], ids: Sequence[int]) -> None:
    """Erase the trail of some objects, for a person who leaves and takes their data with them."""
    event_model(model)._default_manager.filter(pgh_obj_id__in=list(ids)).delete()
