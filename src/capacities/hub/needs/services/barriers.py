"""A barrier of several cities goes to the body that can remove it; what is decided is logged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from capacities.core.people.models import Person
from capacities.core.permissions import Refused, require
from capacities.core.places.models import Place
from capacities.hub.meetings.services import put_on_next_agenda
from capacities.hub.needs.barriers import evidence_of
from capacities.hub.needs.models import BarrierDecision, Need, Signal
from capacities.hub.needs.queries import group_of
from capacities.hub.structure.models import Body, Hub


@transaction.atomic
def signal_barrier(*, by: Person, need: Need, body: Body) -> Signal:
    """Send a barrier of three or more cities, with its evidence as it stands, to the agenda of a body.

    A barrier that waits there already gets the evidence of today.
    """
    require(by, "needs.keep", need.hub)
    if body.hub_id != need.hub_id:
        raise Refused(_("Choose a body of this hub."))
    group = group_of(by, need)
    if not group.is_for_a_body:
        count = len(group.places)
        words = ngettext(
            "It is raised in %(count)s city. From three cities on, a barrier goes to the body that can remove it.",
            "It is raised in %(count)s cities. From three cities on, a barrier goes to the body that can remove it.",
            count,
        )
        raise Refused(words % {"count": count})
    signal, made = Signal.objects.update_or_create(
        need=need,
        body=body,
        withdrawn_at=None,
        defaults={"hub": need.hub, "evidence": evidence_of(group), "raised_by": by},
    )
    if made or not signal.agenda_key:
        text = _("Raised in: %(cities)s") % {"cities": ", ".join(place.name for place in group.places)}
        address = f"{settings.SITE_ROOT}{need.get_absolute_url()}"
        item = put_on_next_agenda(by=by, body=body, title=need.title, text=f"{text}\n{address}")
        signal.agenda_key = f"item:{item.pk}" if item else ""
        signal.save(update_fields=["agenda_key"])
    return signal


@transaction.atomic
def withdraw_signal(*, by: Person, signal: Signal) -> Signal:
    """Take a barrier off the list of a body, or put it back."""
    require(by, "needs.keep", signal.hub)
    signal.withdrawn_at = None if signal.withdrawn_at else timezone.now()
    signal.save(update_fields=["withdrawn_at"])
    return signal


@transaction.atomic
def log_decision(
    *,
    by: Person,
    hub: Hub,
    values: Mapping[str, Any],
    places: Iterable[Place] = (),
    decision: BarrierDecision | None = None,
) -> BarrierDecision:
    """Log who removes a barrier, by when, with what outcome, for which cities; or correct such a line."""
    require(by, "needs.keep", hub)
    decision = decision or BarrierDecision(hub=hub)
    for name, value in values.items():
        setattr(decision, name, value)
    decision.full_clean(exclude=["hub", "signal"])
    decision.save()
    decision.places.set(places)
    return decision
