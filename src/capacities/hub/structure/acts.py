"""What pages of a hub do with what the reader sends, in the frame of a hub."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from capacities.hub.structure.models import Hub
from capacities.hub.structure.removed import KINDS
from capacities.web import acts
from capacities.web.acts import accepted, done, warn_of_past

saved = partial(acts.saved, template="hub/form.html")


def removed(request: HttpRequest, hub: Hub, record: Any, remove: Callable[[], object]) -> bool:
    """Remove something that joined ``hub.structure.removed`` and offer to undo it."""
    key = next(kind.key for kind in KINDS.values() if isinstance(record, kind.model))
    undo = reverse("hub-removed-back", args=[hub.slug, key, record.pk])
    return done(request, remove, _("“%(what)s” is removed.") % {"what": record}, undo=undo)


__all__ = ["accepted", "done", "removed", "saved", "warn_of_past"]
