"""Stating needs, supporting them, commenting, and how far they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from capacities.core.people.models import Person
from capacities.core.permissions import Refused, require
from capacities.core.places.models import Place
from capacities.hub.needs.kinds import NeedState
from capacities.hub.needs.models import Comment, Departure, Need, Support
from capacities.hub.structure.models import Hub, Visibility


@transaction.atomic
def state_need(
    *, by: Person, hub: Hub, values: Mapping[str, Any], places: Iterable[Place] = (), place: Place | None = None
) -> Need:
    """Write down a need: one's own, a town's by its team, or anybody's by the hub team (``on_behalf``).

    What others state is seen by the hub team first, which opens it; ``values`` hold the texts and choices.
    """
    require(by, "needs.state", hub)
    if place is not None:
        require(by, "hub.speak_for_town", place)
        _refuse_departed(hub, place)
    if values.get("on_behalf"):
        require(by, "needs.keep", hub)
    need = Need(hub=hub, person=by, place=place, **values)
    _check(need)
    need.save()
    need.places.set([*places, *([place] if place else [])])
    return need


@transaction.atomic
def change_need(*, by: Person, need: Need, values: Mapping[str, Any], places: Iterable[Place]) -> Need:
    """Correct the texts and choices of a need; what stood before stays in the history."""
    require(by, "needs.change", need)
    for name, value in values.items():
        setattr(need, name, value)
    _check(need)
    need.save()
    need.places.set(places)
    return need


@transaction.atomic
def set_visibility(*, by: Person, need: Need, visibility: str) -> Need:
    """Open a need to everybody with an account or to everybody, or close it again."""
    require(by, "needs.keep", need)
    need.visibility = Visibility(visibility)
    need.save(update_fields=["visibility"])
    return need


@transaction.atomic
def set_state(*, by: Person, need: Need, state: str) -> Need:
    """Say how far a need is; whoever stated it may withdraw it and bring it back."""
    own = {NeedState.WITHDRAWN, NeedState.OPEN}
    require(by, "needs.change" if NeedState(state) in own else "needs.keep", need)
    need.state = NeedState(state)
    need.save(update_fields=["state"])
    return need


@transaction.atomic
def support_need(
    *, by: Person, need: Need, place: Place | None = None, cost_eur: Decimal | None = None, text: str = ""
) -> Support:
    """Say that one has the need too, for oneself or for a town; said again it replaces what was said before."""
    require(by, "needs.state", need.hub)
    if place is not None:
        require(by, "hub.speak_for_town", place)
        _refuse_departed(need.hub, place)
    if cost_eur is not None and cost_eur < 0:
        raise ValidationError({"cost_eur": _("A cost cannot be negative.")})
    whose: dict[str, Any] = {"place": place} if place else {"place": None, "person": by}
    said = {"person": by, "cost_eur": cost_eur, "text": text, "withdrawn_at": None, "given_at": timezone.now()}
    support, _made = Support.objects.update_or_create(need=need, **whose, defaults=said)
    return support


@transaction.atomic
def withdraw_support(*, by: Person, support: Support) -> Support:
    """Take back a support; it is kept and counts no more."""
    require(by, "needs.state", support.need.hub)
    if support.place is not None:
        require(by, "hub.speak_for_town", support.place)
    elif support.person_id != by.pk:
        require(by, "needs.keep", support.need.hub)
    support.withdrawn_at = timezone.now()
    support.save(update_fields=["withdrawn_at"])
    return support


@transaction.atomic
def comment(*, by: Person, need: Need, text: str) -> Comment:
    """Say something about a need."""
    require(by, "needs.state", need.hub)
    return Comment.objects.create(need=need, person=by, text=text)


def _check(need: Need) -> None:
    need.full_clean(exclude=["hub", "person", "merged_into", "split_from"])


def _refuse_departed(hub: Hub, place: Place) -> None:
    if Departure.objects.filter(hub=hub, place=place).exists():
        raise Refused(
            _("%(town)s has left this hub, so nothing can be said in its name here.") % {"town": place.name},
            _("If it came back, the hub team undoes that it left."),
        )
