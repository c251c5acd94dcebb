"""Agenda and minutes as a document tree: date, place, who came, the points with their texts, decisions, tasks."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from capacities.core.texts import told_in
from capacities.dayone.numbers import date_text
from capacities.documents.tree import Block, Bullets, Document, Facts, Heading, Inline, Paragraph, Table, bold
from capacities.hub.meetings.kinds import Attendance, MeetingState
from capacities.hub.meetings.models import Guest, Meeting
from capacities.hub.meetings.pages import item_rows
from capacities.web.documents import short_document


def minutes(meeting: Meeting, language: str) -> Document:
    """Return the document of a meeting in the active language; before the minutes are approved it says so."""
    title = told_in(meeting.title, language).text
    state = _state(meeting)
    return short_document(
        title=title,
        subject=state,
        author=told_in(meeting.hub.name, language).text,
        language=language,
        blocks=[
            Heading(2, title, "title"),
            Facts(_("Meeting"), tuple(_facts(meeting, language, state))),
            *_attendance(meeting),
            *_items(meeting),
            *_decisions(meeting, language),
            *_actions(meeting, language),
        ],
    )


def _state(meeting: Meeting) -> str:
    if meeting.state == MeetingState.APPROVED:
        return _("Minutes")
    return _("Draft minutes") if meeting.is_over else _("Agenda")


def _facts(meeting: Meeting, language: str, state: str) -> list[tuple[str, Inline]]:
    rows: list[tuple[str, Inline]] = [(_("Hub"), told_in(meeting.hub.name, language).text), (_("State"), state)]
    if meeting.approved_at:
        approved = meeting.approved_at.astimezone(ZoneInfo(meeting.time_zone)).date()
        rows.append((_("Approved"), date_text(approved.isoformat(), language)))
    if meeting.starts_at and meeting.ends_at:
        zone = ZoneInfo(meeting.time_zone)
        start, end = meeting.starts_at.astimezone(zone), meeting.ends_at.astimezone(zone)
        day = date_text(start.date().isoformat(), language)
        rows.append((_("Date"), f"{day}, {start:%H:%M}–{end:%H:%M} ({zone_name(zone, language)})"))
    if meeting.body:
        rows.append((_("Body"), told_in(meeting.body.name, language).text))
    if meeting.counterpart:
        rows.append((_("With"), meeting.counterpart))
    where = ", ".join(part for part in (meeting.venue, str(meeting.get_format_display())) if part)
    rows.append((_("Held"), where))
    if meeting.outcome:
        rows.append((_("What came of it"), meeting.outcome))
    return rows


def zone_name(zone: ZoneInfo, language: str) -> str:
    """Return the city that names a zone, in a language."""
    return str(get_timezone_location(zone, locale=language, return_city=True))


def _attendance(meeting: Meeting) -> list[Block]:
    guests = list(meeting.guests.filter(removed_at=None).select_related("organisation", "place"))
    if not guests:
        return []
    ticked = any(guest.attendance for guest in guests)
    groups = (
        ((_("Present"), Attendance.PRESENT), (_("Excused"), Attendance.EXCUSED), (_("Absent"), Attendance.ABSENT))
        if ticked
        else ((_("Invited"), ""),)
    )
    blocks: list[Block] = [Heading(3, _("Who was there") if ticked else _("Who is invited"), "guests")]
    for name, mark in groups:
        found = [_guest(guest) for guest in guests if guest.attendance == mark]
        if found:
            blocks += [Paragraph(bold(name)), Bullets(tuple(found))]
    return blocks


def _guest(guest: Guest) -> str:
    stands_for = guest.stands_for
    return f"{guest.name} ({stands_for})" if stands_for and stands_for not in guest.name else guest.name


def _items(meeting: Meeting) -> list[Block]:
    blocks: list[Block] = []
    for row in item_rows(meeting):
        item = row.item
        blocks.append(Heading(3, item.title, f"item-{item.pk}", str(row.number)))
        length = ngettext("%(count)s minute", "%(count)s minutes", item.minutes_long) % {"count": item.minutes_long}
        planned = [f"{row.begins.astimezone(ZoneInfo(meeting.time_zone)):%H:%M}" if row.begins else "", length]
        kind = str(item.get_kind_display())
        # What was planned for when matters before the meeting; afterwards it would only look like a record.
        parts = (kind, item.presenter) if meeting.is_over else (*planned, kind, item.presenter)
        about = " · ".join(part for part in parts if part)
        blocks.append(Paragraph(about, "small"))
        for text in (item.text, item.minutes):
            blocks += [Paragraph(part) for part in text.split("\n") if part.strip()]
    return blocks


def _decisions(meeting: Meeting, language: str) -> list[Block]:
    rows = [
        (one.text, str(one.get_status_display()), one.who or "–", _day(one.due, language))
        for one in meeting.decisions.select_related("organisation")
    ]
    if not rows:
        return []
    headers = (_("Decision"), _("Status"), _("Responsible"), _("Until"))
    table = Table(_("Decisions"), headers, tuple(rows), ("left",) * 4, (0.46, 0.16, 0.22, 0.16))
    return [Heading(3, _("Decisions"), "decisions"), table]


def _actions(meeting: Meeting, language: str) -> list[Block]:
    rows = [
        (one.text, one.owner, _day(one.due, language), str(one.get_state_display())) for one in meeting.actions.all()
    ]
    if not rows:
        return []
    headers = (_("Task"), _("Who"), _("Until"), _("State"))
    table = Table(_("Who does what"), headers, tuple(rows), ("left",) * 4, (0.46, 0.22, 0.18, 0.14))
    return [Heading(3, _("Who does what"), "actions"), table]


def _day(value: date | None, language: str) -> str:
    return date_text(value.isoformat(), language) if value else "–"
