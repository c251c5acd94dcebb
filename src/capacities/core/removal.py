"""What is removed can come back for 30 days: a field, and managers that leave removed rows out or show them all.

Who removes and brings back is asked by the services; pages of a hub join ``hub.structure.removed``.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils import timezone

_log = logging.getLogger(__name__)
KEPT_FOR = timedelta(days=30)
M = TypeVar("M", bound=models.Model)


class StandingManager(models.Manager[M]):
    """Rows that were not removed; also behind reverse relations, so that no list needs to think of removed rows."""

    def get_queryset(self) -> models.QuerySet[M]:
        """Return the rows that stand."""
        return super().get_queryset().filter(removed_at=None)


class Removable(models.Model):
    """Keeps removed rows until they are cleared. A model names ``objects`` (standing rows) before ``everything``."""

    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True


def set_removed(record: Any) -> None:
    """Take a row out of all lists; it can come back for 30 days."""
    record.removed_at = timezone.now()
    record.save(update_fields=["removed_at"])


def set_back(record: Any) -> None:
    """Bring a removed row back as it was."""
    record.removed_at = None
    record.save(update_fields=["removed_at"])


def is_in_use(record: models.Model, but: Collection[str] = ()) -> bool:
    """Return whether standing rows elsewhere point to a record, besides its history and those named in ``but``.

    ``but`` holds names of reverse relations; lists of towns and the like, which a record owns itself, do not count.
    """
    for relation in record._meta.get_fields(include_hidden=True):
        model: Any = relation.related_model
        if not isinstance(relation, models.ForeignObjectRel) or relation.many_to_many or relation.name in but:
            continue
        if hasattr(model, "pgh_tracked_model") or model._meta.auto_created:
            continue
        if model._default_manager.filter(**{relation.field.name: record.pk}).exists():
            return True
    return False


def clear_older(rows: models.QuerySet[Any], now: datetime, clear: Callable[[Any], object] | None = None) -> int:
    """Delete for good what was removed more than 30 days ago, each with ``clear``; what others need stays.

    ``clear`` may return False for a row that it keeps. Returns how many rows went.
    """
    cleared = 0
    for row in rows.filter(removed_at__lt=now - KEPT_FOR).order_by("pk").iterator(chunk_size=200):
        try:
            with transaction.atomic():
                kept = (clear or _delete)(row) is False
        except ProtectedError:
            _log.warning("removed %s %s is still needed and stays", row._meta.label, row.pk)
        else:
            cleared += not kept
    return cleared


def _delete(row: Any) -> None:
    row.delete()
