"""What is done with hubs and their bodies: made from a pattern, changed, ended, taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from capacities.core.audit import forget_history
from capacities.core.organisations.models import Organisation
from capacities.core.people.models import Person
from capacities.core.people.queries import is_theirs
from capacities.core.people.roles import country_scope
from capacities.core.permissions import Refused, may, require
from capacities.core.removal import is_in_use, set_back, set_removed
from capacities.core.texts import told_in
from capacities.hub.structure.models import Body, Dated, Hub, Mandate, Seat
from capacities.hub.structure.patterns import Pattern

# Sent with `by`, `seat` and `day` when somebody's seat ends or is removed, and when that is taken back.
seat_ended, seat_resumed = Signal(), Signal()


@transaction.atomic
def create_hub(
    *,
    by: Person,
    name: Mapping[str, str],
    countries: Sequence[str],
    pattern: Pattern | None = None,
    organisation: Organisation | None = None,
    summary: Mapping[str, str] | None = None,
    url: str = "",
    contact: str = "",
) -> Hub:
    """Make a hub with the bodies of a pattern. Raises Refused unless the person keeps one of the countries."""
    if not any(may(by, "hub.edit", country_scope(code)) for code in countries):
        require(by, "hub.edit", country_scope(countries[0]))
    hub = Hub.objects.create(
        slug=free_slug(told_in(name, "en").text, {"new", *Hub.objects.values_list("slug", flat=True)}),
        name=dict(name),
        countries=list(countries),
        pattern=pattern.id if pattern else "",
        organisation=organisation,
        summary=dict(summary or {}),
        url=url,
        contact=contact,
    )
    made: dict[str, Body] = {}
    for order, entry in enumerate(pattern.bodies if pattern else ()):
        made[entry.slug] = Body.objects.create(
            hub=hub,
            slug=entry.slug,
            kind=entry.kind,
            name=dict(entry.name),
            reports_to=made.get(entry.reports_to),
            topics=list(entry.topics),
            order=order,
        )
        if entry.mandate:
            Mandate.objects.create(body=made[entry.slug], text=dict(entry.mandate))
    return hub


@transaction.atomic
def change_hub(*, by: Person, hub: Hub, **values: Any) -> Hub:
    """Change what a hub says of itself."""
    require(by, "hub.edit", hub)
    _set(hub, values)
    return hub


@transaction.atomic
def add_body(*, by: Person, hub: Hub, mandate: Mapping[str, str] | None = None, **values: Any) -> Body:
    """Add a body to a hub, with its mandate from the day on which it begins."""
    require(by, "hub.edit", hub)
    taken = set(Body.everything.filter(hub=hub).values_list("slug", flat=True))
    slug = free_slug(told_in(values["name"], "en").text, taken)
    body = Body(hub=hub, slug=slug, order=len(taken), **values)
    _refuse_circle(body)
    body.save()
    if mandate and any(mandate.values()):
        Mandate.objects.create(body=body, text=dict(mandate), valid_from=body.valid_from)
    return body


@transaction.atomic
def change_body(*, by: Person, body: Body, **values: Any) -> Body:
    """Change a body. Raises Refused when it would report to itself through others."""
    require(by, "hub.edit", body)
    for field, value in values.items():
        setattr(body, field, value)
    _refuse_circle(body)
    body.save()
    return body


@transaction.atomic
def renew_mandate(
    *, by: Person, body: Body, text: Mapping[str, str], valid_from: date | None, decided_by: str = ""
) -> Mandate:
    """Give a body a new mandate; the one before ends on the day before, and stays to be read."""
    require(by, "hub.edit", body)
    if valid_from:
        for old in body.mandates.filter(valid_until=None):
            if old.valid_from is None or old.valid_from < valid_from:
                old.valid_until = date.fromordinal(valid_from.toordinal() - 1)
                old.save(update_fields=["valid_until"])
    return Mandate.objects.create(body=body, text=dict(text), valid_from=valid_from, decided_by=decided_by)


@transaction.atomic
def change_mandate(*, by: Person, mandate: Mandate, **values: Any) -> Mandate:
    """Correct a mandate; a body that is charged anew gets a new one instead (``renew_mandate``)."""
    require(by, "hub.edit", mandate)
    _set(mandate, values)
    return mandate


@transaction.atomic
def add_seat(*, by: Person, body: Body, **values: Any) -> Seat:
    """Give somebody a seat in a body; an address that belongs to an account ties the seat to it."""
    require(by, "hub.edit", body)
    return Seat.objects.create(body=body, **_with_account(values))


@transaction.atomic
def add_seats(*, by: Person, body: Body, role: str, lines: Sequence[Mapping[str, str]]) -> list[Seat]:
    """Give many people a seat at once; whoever sits there today with the same address is left out."""
    require(by, "hub.edit", body)
    sitting = body.seats.on(timezone.localdate()).select_related("person")
    known = {seat.address.lower() for seat in sitting if seat.address}
    added = []
    for line in lines:
        email = line["email"]
        if email and email in known:
            continue
        known.add(email)
        added.append(add_seat(by=by, body=body, role=role, **line))
    return added


@transaction.atomic
def change_seat(*, by: Person, seat: Seat, **values: Any) -> Seat:
    """Change a seat."""
    require(by, "hub.edit", seat)
    _set(seat, _with_account(values))
    return seat


@transaction.atomic
def end(*, by: Person, held: Body | Seat, day: date) -> Dated:
    """Let a body or a seat end on a day; it stays to be seen as of the days before."""
    require(by, "hub.edit", held)
    if held.valid_from and day < held.valid_from:
        raise Refused(_("It cannot end before it began, on %(day)s.") % {"day": held.valid_from.isoformat()})
    held.valid_until = day
    held.save(update_fields=["valid_until"])
    if isinstance(held, Seat):
        seat_ended.send(Seat, by=by, seat=held, day=day)
    return held


@transaction.atomic
def resume(*, by: Person, held: Body | Seat) -> Dated:
    """Take back the end of a body or a seat."""
    require(by, "hub.edit", held)
    held.valid_until = None
    held.save(update_fields=["valid_until"])
    if isinstance(held, Seat):
        seat_resumed.send(Seat, by=by, seat=held, day=timezone.localdate())
    return held


@transaction.atomic
def remove(*, by: Person, held: Body | Seat | Mandate) -> None:
    """Remove what was entered by mistake; it can come back for 30 days. A body that was used is ended instead."""
    require(by, "hub.edit", held)
    if isinstance(held, Body) and is_in_use(held, but=("mandates",)):
        raise Refused(
            _("This body has seats, meetings or bodies below it. Let it end instead, so that its history stays.")
        )
    set_removed(held)
    if isinstance(held, Seat):
        seat_ended.send(Seat, by=by, seat=held, day=timezone.localdate())


def body_back(by: Person, body: Body) -> None:
    """Let a removed body stand again. Raises Refused where the bodies above it now report to it, or are removed."""
    if body.reports_to:
        _refuse_without_body(body.reports_to)
    _refuse_circle(body)
    set_back(body)


def seat_back(by: Person, seat: Seat) -> None:
    """Let a removed seat stand again. Raises Refused while its body is removed."""
    _refuse_without_body(seat.body)
    set_back(seat)
    if seat.holds_on(timezone.localdate()):
        seat_resumed.send(Seat, by=by, seat=seat, day=timezone.localdate())


def mandate_back(by: Person, mandate: Mandate) -> None:
    """Let a removed mandate stand again. Raises Refused while its body is removed."""
    _refuse_without_body(mandate.body)
    set_back(mandate)


def end_seats_of(person: Person) -> None:
    """Let the seats of somebody whose account goes end today, without their name; that there was a seat stays."""
    today = timezone.localdate()
    seats = list(Seat.everything.filter(is_theirs(person)))
    for seat in seats:
        if seat.valid_from and seat.valid_from > today:
            seat.removed_at = timezone.now()
        elif seat.valid_until is None or seat.valid_until > today:
            seat.valid_until = today
        seat.person_name = seat.email = ""
        seat.save(update_fields=["removed_at", "valid_until", "person_name", "email"])
    forget_history(Seat, [seat.pk for seat in seats])


def free_slug(words: str, taken: set[str]) -> str:
    """Return a name for addresses that nobody has yet."""
    base = slugify(words)[:70] or "hub"
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(slug for slug in numbered if slug not in taken)


def _set(record: Hub | Seat | Mandate, values: Mapping[str, Any]) -> None:
    for field, value in values.items():
        setattr(record, field, value)
    record.save()


def _with_account(values: dict[str, Any]) -> dict[str, Any]:
    """Tie a seat to the account that has its address; a name is kept only where there is no account."""
    address = values.get("email", "").strip().lower()
    person = Person.objects.filter(email=address, is_active=True).first() if address else None
    return {**values, "email": "" if person else address, "person": person}


def _refuse_without_body(body: Body) -> None:
    if body.removed_at:
        raise Refused(_("The body “%(name)s” is removed. Bring it back first.") % {"name": body})


def _refuse_circle(body: Body) -> None:
    seen, above = {body.pk}, body.reports_to
    while above is not None:
        if above.hub_id != body.hub_id:
            raise Refused(_("A body reports to one of the same hub."))
        if above.pk in seen:
            raise Refused(_("“%(name)s” would report to itself through the bodies above it.") % {"name": body})
        seen.add(above.pk)
        above = above.reports_to
