"""A meeting from its draft to its end: dates are asked, fixed, moved, cancelled; guests are told each time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from capacities.core.people.models import Person
from capacities.core.permissions import Refused, require
from capacities.core.removal import is_in_use, set_removed
from capacities.hub.meetings.invitations import tell
from capacities.hub.meetings.kinds import MeetingState
from capacities.hub.meetings.models import DateAnswer, DateOption, Guest, Meeting
from capacities.hub.meetings.services.guests import invite_body
from capacities.hub.structure.models import Hub

# What guests are told of when it changes after they were invited.
_TOLD = ("starts_at", "minutes_long", "venue", "join_url", "format")


@transaction.atomic
def create_meeting(*, by: Person, hub: Hub, **values: Any) -> Meeting:
    """Draft a meeting; the members of its body become its guests, without being told yet."""
    require(by, "hub.edit", hub)
    meeting = Meeting.objects.create(hub=hub, created_by=by, **values)
    invite_body(by=by, meeting=meeting)
    return meeting


@transaction.atomic
def change_meeting(*, by: Person, meeting: Meeting, **values: Any) -> Meeting:
    """Change a meeting. Once guests are invited, another time or place is told to them with an updated date.

    A new time asks for answers anew: those given to the old one are taken back. Nobody is told of a correction once
    the meeting is over.
    """
    require(by, "hub.edit", meeting)
    meeting = _open(meeting)
    before = {field: getattr(meeting, field) for field in _TOLD}
    for field, value in values.items():
        setattr(meeting, field, value)
    changed = [field for field in _TOLD if getattr(meeting, field) != before[field]]
    invited = meeting.state == MeetingState.INVITED
    if invited and changed:
        meeting.sequence += 1
    meeting.save()
    if invited and changed and not meeting.is_over:
        if "starts_at" in changed:
            meeting.guests.update(answer="", answered_at=None)
        tell(
            meeting,
            _guests(meeting),
            "moved",
            method="REQUEST",
            was=before["starts_at"],
            new_time="starts_at" in changed,
        )
    return meeting


@transaction.atomic
def propose_dates(*, by: Person, meeting: Meeting, dates: Sequence[datetime]) -> Meeting:
    """Ask the guests which of some dates suit them. Dates that stood before keep their answers.

    Raises Refused for fewer than two dates or one that has passed.
    """
    require(by, "hub.edit", meeting)
    meeting = _open(meeting)
    wanted = set(dates)
    if len(wanted) < 2:
        raise Refused(_("Propose two different dates at least; with one, fix it at once."))
    if min(wanted) <= timezone.now():
        raise Refused(_("A proposed date has passed already."))
    meeting.options.exclude(starts_at__in=wanted).delete()
    there = set(meeting.options.values_list("starts_at", flat=True))
    DateOption.objects.bulk_create(DateOption(meeting=meeting, starts_at=date) for date in sorted(wanted - there))
    first = meeting.state != MeetingState.POLL
    meeting.state = MeetingState.POLL
    meeting.save(update_fields=["state"])
    if first or wanted - there:
        tell(meeting, _guests(meeting), "poll")
    return meeting


@transaction.atomic
def remind_of_poll(*, by: Person, meeting: Meeting) -> int:
    """Remind the guests who have not answered, once a day at most; return how many are told."""
    require(by, "hub.edit", meeting)
    answered = DateAnswer.objects.filter(option__meeting=meeting).values("guest_id")
    silent = _guests(meeting).exclude(pk__in=answered)
    return tell(meeting, silent, "poll_reminder", once=timezone.localdate().isoformat())


@transaction.atomic
def fix_date(*, by: Person, meeting: Meeting, option: DateOption) -> Meeting:
    """Make a proposed date the date of the meeting, and invite everybody to it."""
    require(by, "hub.edit", meeting)
    meeting = _open(meeting)
    meeting.starts_at = option.starts_at
    meeting.save(update_fields=["starts_at"])
    return invite(by=by, meeting=meeting)


@transaction.atomic
def invite(*, by: Person, meeting: Meeting) -> Meeting:
    """Invite all guests to the date. Raises Refused without a date, or when there is nobody to invite."""
    require(by, "hub.edit", meeting)
    meeting = _open(meeting)
    if meeting.starts_at is None:
        raise Refused(_("Enter when the meeting begins, or propose dates, before you invite."))
    if not meeting.guests.filter(removed_at=None).exists():
        raise Refused(_("Nobody is on the list of guests yet."))
    if meeting.state == MeetingState.INVITED:
        raise Refused(_("The guests are invited already; a change of time or place is told to them by itself."))
    meeting.state = MeetingState.INVITED
    meeting.save(update_fields=["state"])
    tell(meeting, _guests(meeting), "invited", method="REQUEST")
    return meeting


@transaction.atomic
def cancel_meeting(*, by: Person, meeting: Meeting, reason: str = "") -> Meeting:
    """Cancel a meeting and take it out of the calendars of those who were told of it."""
    require(by, "hub.edit", meeting)
    meeting = _open(meeting)
    told = meeting.state in (MeetingState.INVITED, MeetingState.POLL)
    meeting.state = MeetingState.CANCELLED
    meeting.sequence += 1
    meeting.save(update_fields=["state", "sequence"])
    if told:
        tell(meeting, _guests(meeting), "cancelled", method="CANCEL" if meeting.starts_at else None, reason=reason)
    return meeting


@transaction.atomic
def remove_meeting(*, by: Person, meeting: Meeting) -> None:
    """Remove a meeting that was entered by mistake; it can come back for 30 days.

    Raises Refused for one of which guests know, which is cancelled first, and for one with decisions or tasks.
    """
    require(by, "hub.edit", meeting)
    if meeting.state == MeetingState.POLL or (meeting.state == MeetingState.INVITED and not meeting.is_over):
        raise Refused(_("The guests know of this meeting. Cancel it first, so that they are told."))
    if is_in_use(meeting, but=("options", "guests", "items")):
        raise Refused(_("Decisions or tasks of this meeting stand in the register. Remove them first."))
    set_removed(meeting)


@transaction.atomic
def note_outcome(*, by: Person, meeting: Meeting, outcome: str) -> Meeting:
    """Write down what came of a meeting."""
    require(by, "hub.write_minutes", meeting)
    meeting.outcome = outcome.strip()
    meeting.save(update_fields=["outcome"])
    return meeting


def _open(meeting: Meeting) -> Meeting:
    fresh = Meeting.objects.select_for_update(of=("self",)).select_related("hub", "body").get(pk=meeting.pk)
    if fresh.is_locked:
        raise Refused(_("This meeting is closed: it was cancelled, or its minutes are approved."))
    return fresh


def _guests(meeting: Meeting) -> Any:
    return Guest.objects.filter(meeting=meeting, removed_at=None).select_related("person", "meeting", "meeting__hub")
