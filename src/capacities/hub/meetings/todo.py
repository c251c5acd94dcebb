"""What meetings add to Today and to the weekly letter: tasks, polls, minutes to write, decisions, the next meetings."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Count, Q, Window
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from capacities.core.people.models import Person
from capacities.core.people.templatetags.people import day as day_words
from capacities.core.people.templatetags.people import moment as moment_words
from capacities.core.permissions import may
from capacities.hub.meetings.invitations import guest_link
from capacities.hub.meetings.kinds import ActionState, DecisionStatus, MeetingState
from capacities.hub.meetings.models import Action, DateAnswer, Guest
from capacities.hub.meetings.queries import coming_meetings, decisions_visible_to, meetings_around
from capacities.hub.structure.models import Hub
from capacities.hub.structure.todo import Group, Line

SOON = timedelta(days=7)
MOST = 5


def own_tasks(person: Person, hub: Hub, day: date) -> Group | None:
    """Return somebody's own open tasks that are due within a week or overdue."""
    found = Action.objects.filter(hub=hub, person=person, state=ActionState.OPEN, due__lte=day + SOON)
    lines = [
        Line(one.text, reverse("hub-action-close", args=[hub.slug, one.pk]), _until(one.due), one.is_overdue(day))
        for one in found.order_by("due", "pk")
    ]
    return _group("tasks", _("Your tasks"), lines, 20)


def open_polls(person: Person, hub: Hub, day: date) -> Group | None:
    """Return polls of dates and invitations that somebody has not answered."""
    answered = DateAnswer.objects.filter(guest__person=person).values("guest_id")
    asked = Q(meeting__state=MeetingState.POLL) & ~Q(pk__in=answered)
    asked |= Q(meeting__state=MeetingState.INVITED, answer="", meeting__starts_at__gt=timezone.now())
    found = Guest.objects.filter(asked, person=person, removed_at=None, meeting__hub=hub, meeting__removed_at=None)
    poll, invitation = _("which dates suit you?"), _("do you come?")
    lines = [
        Line(
            str(guest.meeting),
            guest_link(guest),
            poll if guest.meeting.state == MeetingState.POLL else invitation,
        )
        for guest in found.select_related("meeting").order_by("meeting__starts_at", "pk")
    ]
    return _group("polls", _("Answers that you owe"), lines, 10)


def running_polls(person: Person, hub: Hub, day: date) -> Group | None:
    """Return polls of dates to which guests owe an answer, for the hub team, who can remind them or fix a date."""
    if not may(person, "hub.edit", hub):
        return None
    lines = []
    for one in meetings_around(person, hub):
        count = getattr(one, "silent", 0)
        if one.state == MeetingState.POLL and count:
            words = ngettext("%(count)s guest has not answered", "%(count)s guests have not answered", count)
            lines.append(Line(str(one), f"{one.get_absolute_url()}#poll", words % {"count": count}))
    return _group("running", _("Polls that wait for answers"), lines, 35)


def minutes_to_write(person: Person, hub: Hub, day: date) -> Group | None:
    """Return meetings of the last months that were held and whose minutes are not approved, for the hub team."""
    if not may(person, "hub.edit", hub):
        return None
    lines = [
        Line(str(one), one.get_absolute_url(), day_words(timezone.localtime(one.starts_at)))
        for one in meetings_around(person, hub)
        if one.is_over and one.starts_at and one.state == MeetingState.INVITED
    ]
    return _group("minutes", _("Minutes to write and approve"), lines, 30, reverse("hub-meetings", args=[hub.slug]))


def open_decisions(person: Person, hub: Hub, day: date) -> Group | None:
    """Return open decisions whose day has passed or comes within a fortnight, for the hub team."""
    if not may(person, "hub.edit", hub):
        return None
    found = decisions_visible_to(person, hub).filter(due__lte=day + 2 * SOON)
    found = found.exclude(status__in=(DecisionStatus.DONE, DecisionStatus.WITHDRAWN)).order_by("due", "pk")
    first = list(found.annotate(all_of_them=Window(Count("pk")))[:MOST])
    if not first:
        return None
    lines = [
        Line(one.text[:140], one.get_absolute_url(), _after(one.who, _until(one.due)), one.is_overdue(day))
        for one in first
    ]
    address = f"{reverse('hub-decisions', args=[hub.slug])}?sort=due"
    return Group("decisions", _("Decisions to follow up"), lines, first[0].all_of_them, address, 40)


def next_meetings(person: Person, hub: Hub, day: date) -> Group | None:
    """Return the meetings of the next fortnight that somebody may know of."""
    found = coming_meetings(person, hub).filter(starts_at__lte=timezone.now() + 2 * SOON)
    lines = [
        Line(str(one), one.get_absolute_url(), moment_words(timezone.localtime(one.starts_at)))
        for one in found
        if one.starts_at
    ]
    return _group("meetings", _("Meetings of the next two weeks"), lines, 45, reverse("hub-meetings", args=[hub.slug]))


def _group(key: str, title: str, lines: list[Line], order: int, more_url: str = "") -> Group | None:
    return Group(key, title, lines[:MOST], len(lines), more_url, order) if lines else None


def _until(due: date | None) -> str:
    return _("until %(day)s") % {"day": day_words(due)} if due else ""


def _after(first: str, second: str) -> str:
    return ", ".join(part for part in (first, second) if part)
