"""The agenda and the minutes: written by several people at once, nobody's words are lost, approved and sent once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from capacities.core.cowriting import Merge, merge
from capacities.core.files.services import delete_file, store_file
from capacities.core.ordering import move_by, next_order, renumber
from capacities.core.people.models import Person
from capacities.core.permissions import Refused, require
from capacities.core.removal import set_back, set_removed
from capacities.hub.meetings.invitations import tell
from capacities.hub.meetings.kinds import ItemKind, MeetingState
from capacities.hub.meetings.models import AgendaItem, Guest, Meeting, MinutesVersion, Paper
from capacities.hub.structure.models import Body

CLOSED = gettext_lazy("The minutes are approved. Open them again to change them.")


@transaction.atomic
def add_item(*, by: Person, meeting: Meeting, **values: Any) -> AgendaItem:
    """Add a point at the end of the agenda."""
    require(by, "hub.write_minutes", meeting)
    _refuse_closed(meeting)
    return AgendaItem.objects.create(meeting=meeting, order=next_order(meeting.items.all()), **values)


@transaction.atomic
def put_on_next_agenda(*, by: Person, body: Body, title: str, text: str) -> AgendaItem | None:
    """Add a point to the agenda of a body's next meeting; None while no meeting of it is coming."""
    coming = Meeting.objects.filter(body=body, starts_at__gt=timezone.now()).order_by("starts_at")
    meeting = coming.exclude(state__in=(MeetingState.CANCELLED, MeetingState.APPROVED)).first()
    if meeting is None:
        return None
    return add_item(by=by, meeting=meeting, title=title[:250], text=text, kind=ItemKind.DECISION)


@transaction.atomic
def change_item(*, by: Person, item: AgendaItem, **values: Any) -> AgendaItem:
    """Change a point of the agenda; its minutes are saved apart."""
    require(by, "hub.write_minutes", item.meeting)
    _refuse_closed(item.meeting)
    for field, value in values.items():
        setattr(item, field, value)
    item.save(update_fields=list(values))
    return item


@transaction.atomic
def move_item(*, by: Person, item: AgendaItem, step: int) -> AgendaItem:
    """Move a point by so many places, up below 0."""
    require(by, "hub.write_minutes", item.meeting)
    _refuse_closed(item.meeting)
    move_by(list(AgendaItem.objects.select_for_update().filter(meeting=item.meeting)), item, step)
    return item


@transaction.atomic
def order_items(*, by: Person, meeting: Meeting, order: Sequence[int]) -> list[int]:
    """Put the points into an order, given by their ids; return the order before, for taking it back.

    Points that are not named, because somebody else has just added them, come after the others as they stood.
    """
    require(by, "hub.write_minutes", meeting)
    _refuse_closed(meeting)
    items = list(AgendaItem.objects.select_for_update().filter(meeting=meeting))
    before = [item.pk for item in items]
    wanted = {number: at for at, number in enumerate(order)}
    items.sort(key=lambda item: wanted.get(item.pk, len(wanted)))
    renumber(items)
    return before


@transaction.atomic
def remove_item(*, by: Person, item: AgendaItem) -> None:
    """Remove a point that has no minutes yet, with its documents; it can come back for 30 days."""
    require(by, "hub.write_minutes", item.meeting)
    _refuse_closed(item.meeting)
    if item.minutes.strip():
        raise Refused(_("This point has minutes. Empty them first, if it is really to go."))
    set_removed(item)


def item_back(by: Person, item: AgendaItem) -> None:
    """Put a removed point back at the end of the agenda. Raises Refused once the minutes are approved."""
    _refuse_closed(item.meeting)
    item.order = next_order(item.meeting.items.all())
    item.save(update_fields=["order"])
    set_back(item)


def clear_item(item: AgendaItem) -> None:
    """Delete a removed point for good, and the content of its documents that nobody else needs."""
    for paper in Paper.everything.filter(item=item).select_related("file"):
        clear_paper(paper)
    item.delete()


@transaction.atomic
def add_paper(*, by: Person, item: AgendaItem, upload: UploadedFile, title: str = "") -> Paper:
    """Attach a document to a point."""
    require(by, "hub.write_minutes", item.meeting)
    return Paper.objects.create(item=item, file=store_file(by=by, upload=upload, title=title))


@transaction.atomic
def remove_paper(*, by: Person, paper: Paper) -> None:
    """Take a document off a point; it can come back for 30 days."""
    require(by, "hub.write_minutes", paper.item.meeting)
    _refuse_closed(paper.item.meeting)
    set_removed(paper)


def paper_back(by: Person, paper: Paper) -> None:
    """Put a document back. Raises Refused while its point is removed, or once the minutes are approved."""
    if paper.item.removed_at:
        raise Refused(_("The point “%(item)s” is removed. Bring it back first.") % {"item": paper.item})
    _refuse_closed(paper.item.meeting)
    set_back(paper)


def clear_paper(paper: Paper) -> None:
    """Delete a document for good, and its content if nobody else needs it."""
    paper.delete()
    delete_file(paper.file)


@transaction.atomic
def save_minutes(*, by: Person, item: AgendaItem, text: str, started_from: int) -> Merge:
    """Save the minutes of a point that were begun from version ``started_from``.

    If somebody saved in between, both texts are joined by paragraph. Where both changed the same one, nothing is
    saved: the returned merge has clashes and a text with both versions, for the writer to choose from.
    """
    require(by, "hub.write_minutes", item.meeting)
    _refuse_closed(item.meeting)
    item = AgendaItem.objects.select_for_update().get(pk=item.pk)
    text = text.replace("\r\n", "\n").strip()
    joined = Merge(text)
    if started_from != item.version:
        base = item.versions.filter(version=started_from).values_list("text", flat=True).first() or ""
        joined = merge(base, item.minutes, text)
    if joined.is_clean and joined.text != item.minutes:
        item.minutes, item.version = joined.text, item.version + 1
        item.save(update_fields=["minutes", "version"])
        MinutesVersion.objects.create(item=item, version=item.version, text=item.minutes, author=by)
    return joined


@transaction.atomic
def approve_minutes(*, by: Person, meeting: Meeting) -> Meeting:
    """Close the minutes. Raises Refused before the meeting has taken place."""
    require(by, "hub.edit", meeting)
    if meeting.starts_at is None or meeting.starts_at > timezone.now():
        raise Refused(_("The meeting has not taken place yet."))
    if meeting.state == MeetingState.CANCELLED:
        raise Refused(_("The meeting was cancelled."))
    meeting.state, meeting.approved_at = MeetingState.APPROVED, timezone.now()
    meeting.save(update_fields=["state", "approved_at"])
    return meeting


@transaction.atomic
def reopen_minutes(*, by: Person, meeting: Meeting) -> Meeting:
    """Open approved minutes again; the history of the meeting keeps that they were approved."""
    require(by, "hub.edit", meeting)
    meeting.state, meeting.approved_at, meeting.sent_at = MeetingState.INVITED, None, None
    meeting.save(update_fields=["state", "approved_at", "sent_at"])
    return meeting


@transaction.atomic
def send_minutes(*, by: Person, meeting: Meeting) -> int:
    """Send the approved minutes to all guests, once; return to how many."""
    require(by, "hub.edit", meeting)
    if meeting.state != MeetingState.APPROVED or meeting.approved_at is None:
        raise Refused(_("Approve the minutes before you send them."))
    if meeting.sent_at:
        raise Refused(_("These minutes have been sent already."))
    meeting.sent_at = timezone.now()
    meeting.save(update_fields=["sent_at"])
    guests = Guest.objects.filter(meeting=meeting, removed_at=None).select_related("person", "meeting", "meeting__hub")
    return tell(
        meeting,
        guests,
        "minutes",
        once=meeting.approved_at.isoformat(),
        items=list(meeting.items.all()),
        decisions=list(meeting.decisions.select_related("organisation")),
        actions=list(meeting.actions.all()),
    )


def _refuse_closed(meeting: Meeting) -> None:
    fresh = Meeting.everything.only("state", "removed_at").get(pk=meeting.pk)
    if fresh.removed_at:
        raise Refused(_("This meeting is removed. Bring it back first."))
    if fresh.is_locked:
        raise Refused(CLOSED)
