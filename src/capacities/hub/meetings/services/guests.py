"""Who is invited, what they answer, and whether they came."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from capacities.core.people.models import Person
from capacities.core.permissions import Refused, require
from capacities.hub.meetings.invitations import tell
from capacities.hub.meetings.kinds import Answer, Attendance, MeetingState
from capacities.hub.meetings.models import DateAnswer, Guest, Meeting
from capacities.hub.structure.models import Seat


@transaction.atomic
def invite_body(*, by: Person, meeting: Meeting) -> int:
    """Put those who sit in the meeting's body today on the list of guests; return how many are new."""
    require(by, "hub.edit", meeting)
    if meeting.body is None:
        return 0
    known = set(meeting.guests.exclude(email="").values_list("email", flat=True))
    named = set(meeting.guests.filter(email="").values_list("name", flat=True))
    seats = Seat.objects.on(timezone.localdate()).filter(body=meeting.body)
    new = 0
    for seat in seats.select_related("person", "organisation", "place"):
        if seat.address in known or (not seat.address and seat.holder in named):
            continue
        known.add(seat.address)
        Guest.objects.create(
            meeting=meeting,
            person=seat.person,
            name=seat.holder[:200],
            email=seat.address,
            organisation=seat.organisation,
            place=seat.place,
        )
        new += 1
    return new


@transaction.atomic
def add_guest(*, by: Person, meeting: Meeting, name: str, email: str = "", **stands_for: Any) -> Guest:
    """Put somebody on the list; they are told at once if the others were. One taken off before comes back.

    Raises Refused for an address that is on the list.
    """
    require(by, "hub.edit", meeting)
    address = email.strip().lower()
    person = Person.objects.filter(email=address, is_active=True).first() if address else None
    guest = meeting.guests.filter(email=address).first() if address else None
    if guest is not None and guest.removed_at is None:
        raise Refused(_("%(address)s is on the list already.") % {"address": address})
    guest = guest or Guest(meeting=meeting, email=address)
    guest.name, guest.person, guest.removed_at = name.strip() or (person.name if person else address), person, None
    for field, value in stands_for.items():
        setattr(guest, field, value)
    guest.save()
    if meeting.state == MeetingState.INVITED:
        tell(meeting, [guest], "invited", method="REQUEST")
    elif meeting.state == MeetingState.POLL:
        tell(meeting, [guest], "poll")
    return guest


@transaction.atomic
def take_off(*, by: Person, guest: Guest) -> Guest:
    """Take somebody off the list, and the date out of their calendar if they were invited."""
    require(by, "hub.edit", guest.meeting)
    guest.removed_at = timezone.now()
    guest.save(update_fields=["removed_at"])
    if guest.meeting.state == MeetingState.INVITED:
        tell(guest.meeting, [guest], "taken_off", method="CANCEL")
    return guest


@transaction.atomic
def answer_invitation(*, guest: Guest, answer: str) -> Guest:
    """Keep what a guest says to the invitation. Whoever calls has proved that they are the guest."""
    if guest.meeting.state != MeetingState.INVITED or guest.meeting.is_over:
        raise Refused(_("This meeting does not wait for answers any more."))
    guest.answer, guest.answered_at = Answer(answer), timezone.now()
    guest.save(update_fields=["answer", "answered_at"])
    return guest


@transaction.atomic
def answer_dates(*, guest: Guest, answers: Mapping[int, str]) -> Guest:
    """Keep what a guest says to proposed dates, by id of the date; an empty answer takes one back."""
    if guest.meeting.state != MeetingState.POLL:
        raise Refused(_("The date is no longer being agreed."))
    options = {option.pk: option for option in guest.meeting.options.all()}
    for number, answer in answers.items():
        if number not in options:
            continue
        if answer:
            DateAnswer.objects.update_or_create(
                option=options[number], guest=guest, defaults={"answer": Answer(answer)}
            )
        else:
            DateAnswer.objects.filter(option=options[number], guest=guest).delete()
    return guest


@transaction.atomic
def mark_attendance(*, by: Person, meeting: Meeting, marks: Mapping[int, str]) -> int:
    """Keep who came, by id of the guest; return how many were present."""
    require(by, "hub.write_minutes", meeting)
    if meeting.state == MeetingState.APPROVED:
        raise Refused(_("The minutes are approved; open them again to change who came."))
    guests = {guest.pk: guest for guest in meeting.guests.filter(removed_at=None)}
    for number, mark in marks.items():
        if number in guests:
            guests[number].attendance = Attendance(mark) if mark else ""
    Guest.objects.bulk_update(guests.values(), ["attendance"])
    return sum(guest.attendance == Attendance.PRESENT for guest in guests.values())
