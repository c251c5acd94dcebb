"""Decisions and what follows from them: who does what until when, and the reminders."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from capacities.core.outbox.letters import compose
from capacities.core.outbox.services import post
from capacities.core.people.models import Person
from capacities.core.permissions import Refused, require
from capacities.core.places.models import Place
from capacities.core.removal import is_in_use, set_removed
from capacities.hub.meetings.kinds import ActionState
from capacities.hub.meetings.models import Action, Decision
from capacities.hub.structure.models import Hub

_SALT = "hub-action-owner"
_SOON = timedelta(days=3)
_WEEK = 7


@transaction.atomic
def decide(*, by: Person, hub: Hub, places: Iterable[Place] = (), **values: Any) -> Decision:
    """Enter a decision."""
    require(by, "hub.write_minutes" if values.get("meeting") else "hub.edit", values.get("meeting") or hub)
    decision = Decision.objects.create(hub=hub, **values)
    decision.places.set(places)
    return decision


@transaction.atomic
def change_decision(
    *, by: Person, decision: Decision, places: Iterable[Place] | None = None, **values: Any
) -> Decision:
    """Change a decision, its status or what came of it; its history keeps what stood before."""
    require(by, "hub.edit", decision)
    for field, value in values.items():
        setattr(decision, field, value)
    decision.save()
    if places is not None:
        decision.places.set(places)
    return decision


@transaction.atomic
def remove_decision(*, by: Person, decision: Decision) -> None:
    """Remove a decision entered by mistake; it can come back for 30 days. One that is given up is withdrawn instead."""
    require(by, "hub.edit", decision)
    if is_in_use(decision, but=("actions",)):
        raise Refused(_("Other records rest on this decision. Set its status to withdrawn instead."))
    set_removed(decision)


@transaction.atomic
def remove_action(*, by: Person, action: Action) -> None:
    """Remove a task that was entered by mistake; it can come back for 30 days. Nobody is reminded of it meanwhile."""
    require(by, "hub.edit", action)
    set_removed(action)


@transaction.atomic
def add_action(*, by: Person, hub: Hub, owner: str, email: str = "", **values: Any) -> Action:
    """Enter a task; an address that belongs to an account ties it to the person."""
    require(by, "hub.write_minutes" if values.get("meeting") else "hub.edit", values.get("meeting") or hub)
    return Action.objects.create(hub=hub, **_owned(owner, email), **values)


@transaction.atomic
def change_action(*, by: Person, action: Action, owner: str, email: str = "", **values: Any) -> Action:
    """Change a task."""
    require(by, "hub.edit", action)
    for field, value in (_owned(owner, email) | values).items():
        setattr(action, field, value)
    action.save()
    return action


@transaction.atomic
def close_action(*, action: Action, state: str, note: str = "", by: Person | None = None) -> Action:
    """Note that a task is done, dropped, or open again: the hub, or its owner (``by`` none: by their link)."""
    if by is not None and by.pk != action.person_id:
        require(by, "hub.edit", action)
    action.state = ActionState(state)
    action.note = note.strip() or action.note
    action.closed_at = None if action.state == ActionState.OPEN else timezone.now()
    action.save(update_fields=["state", "note", "closed_at"])
    return action


def action_link(action: Action) -> str:
    """Return the address under which an owner says that a task is done, without an account."""
    return reverse("hub-action-owner", args=[signing.dumps(action.pk, salt=_SALT)])


def action_of(token: str) -> Action | None:
    """Return the task that a link belongs to, or None for a wrong link."""
    try:
        number = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return Action.objects.select_related("hub", "meeting", "person").filter(pk=number).first()


def remind_of_actions(today: date) -> int:
    """Write to the owners of open tasks: three days before, on the day, and every week after; return how many."""
    told = 0
    due = Action.objects.filter(state=ActionState.OPEN, due__lte=today + _SOON).select_related("person", "hub")
    for action in due.iterator(chunk_size=500):
        assert action.due is not None
        late = (today - action.due).days
        if not action.address or (action.person and not action.person.is_active):
            continue
        if late not in (-_SOON.days, 0) and not (late > 0 and late % _WEEK == 0):
            continue
        language = action.person.language if action.person else action.hub.language
        context = {
            "action": action,
            "person": action.person.name if action.person else action.owner,
            "late": late,
            "link": f"{settings.SITE_ROOT}{action_link(action)}",
        }
        letter = compose("hub_meetings/mail/action", context, language=language)
        key = f"action:{action.pk}:{action.due}:{late}"
        mail = post(
            letter,
            to=action.address,
            person=action.person,
            kind="action_reminder",
            about=f"action:{action.pk}",
            key=key,
        )
        told += mail is not None
    return told


def _owned(owner: str, email: str) -> dict[str, Any]:
    address = email.strip().lower()
    person = Person.objects.filter(email=address, is_active=True).first() if address else None
    return {
        "owner": owner.strip() or (person.name if person else address),
        "email": "" if person else address,
        "person": person,
    }
