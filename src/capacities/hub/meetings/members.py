"""When somebody leaves a body: they are taken off the lists of its coming meetings, and put back if that is undone."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.db.models import Q
from django.utils import timezone

from capacities.core.people.models import Person
from capacities.hub.meetings.kinds import MeetingState
from capacities.hub.meetings.models import Guest, Meeting
from capacities.hub.meetings.services.guests import add_guest, take_off
from capacities.hub.structure.models import Seat

_LOCKED = (MeetingState.CANCELLED, MeetingState.APPROVED)


def take_off_after_seat(sender: object, by: Person, seat: Seat, day: date, **_more: Any) -> None:
    """Take who leaves a body off its meetings after their last day, unless they sit in it by another seat."""
    others = Seat.objects.filter(body=seat.body_id).exclude(pk=seat.pk)
    staying = others.filter(Q(valid_until=None) | Q(valid_until__gt=day)).select_related("person")
    if not seat.address or any(other.address == seat.address for other in staying):
        return
    for guest in _guests(seat, day).filter(removed_at=None):
        take_off(by=by, guest=guest)


def put_back_with_seat(sender: object, by: Person, seat: Seat, day: date, **_more: Any) -> None:
    """Put who stays after all back on the lists of coming meetings."""
    for guest in _guests(seat, day).filter(removed_at__isnull=False) if seat.address else ():
        stands_for = {"organisation": guest.organisation, "place": guest.place}
        add_guest(by=by, meeting=guest.meeting, name=guest.name, email=guest.email, **stands_for)


def _guests(seat: Seat, day: date) -> Any:
    """Return the guests with the address of a seat, on the lists of meetings of its body after a day."""
    after = timezone.make_aware(datetime.combine(max(day, timezone.localdate()), time.max))
    meetings = Meeting.objects.filter(Q(starts_at=None) | Q(starts_at__gt=after), body=seat.body_id)
    whose = Q(person=seat.person_id) if seat.person_id else Q(email__iexact=seat.address)
    found = Guest.objects.filter(whose, meeting__in=meetings.exclude(state__in=_LOCKED))
    return found.select_related("meeting", "meeting__hub", "person", "organisation", "place")
