"""Reads of meetings, decisions and actions. Functions take the asker first and return what that person may see.

A meeting's title and date are seen as its visibility says; its papers and minutes by members, guests and the hub.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from capacities.core.people.queries import holds
from capacities.hub.meetings.kinds import ActionState, Answer, Attendance, MeetingState
from capacities.hub.meetings.models import Action, DateAnswer, DateOption, Decision, Guest, Meeting
from capacities.hub.structure.models import Hub, Seat, Visibility
from capacities.hub.structure.queries import keeps

if TYPE_CHECKING:
    from capacities.core.people.queries import Asker

_RECENT = timedelta(days=92)


def meetings_visible_to(by: Asker, hub: Hub) -> QuerySet[Meeting]:
    """Return the meetings of a hub that somebody may know of."""
    found = Meeting.objects.filter(hub=hub).select_related("hub", "body", "body__hub", "counterpart_place")
    if keeps(by, hub) or holds(by, "european_team"):
        return found
    announced = ~Q(state=MeetingState.DRAFT)
    open_to = [Visibility.PUBLIC, Visibility.NETWORK] if by.is_authenticated else [Visibility.PUBLIC]
    seen = Q(visibility__in=open_to) & announced
    if by.is_authenticated:
        seats = Seat.objects.on(timezone.localdate()).filter(person_id=by.pk, body__hub=hub)
        guests = Guest.objects.filter(person_id=by.pk, removed_at=None)
        seen |= announced & (Q(body_id__in=seats.values("body_id")) | Q(pk__in=guests.values("meeting_id")))
    return found.filter(seen)


def coming_meetings(by: Asker, hub: Hub) -> QuerySet[Meeting]:
    """Return visible meetings that are not over and not cancelled, the nearest first; those without a date last."""
    found = meetings_visible_to(by, hub).exclude(state__in=(MeetingState.CANCELLED, MeetingState.APPROVED))
    return found.filter(Q(starts_at=None) | Q(starts_at__gte=timezone.now())).order_by("starts_at", "pk")


def meetings_around(by: Asker, hub: Hub) -> list[Meeting]:
    """Return visible meetings that are coming, the nearest first, and those held in the last three months.

    ``silent`` counts the guests who have said nothing to proposed dates.
    Parts of one page ask for them: they are read once and kept on the hub's object, which lives as long as the page.
    """
    kept: dict[int | None, list[Meeting]] = hub.__dict__.setdefault("_meetings_around", {})
    if by.pk not in kept:
        recent = Q(state=MeetingState.INVITED, starts_at__gte=timezone.now() - _RECENT, starts_at__lt=timezone.now())
        found = meetings_visible_to(by, hub).exclude(state__in=(MeetingState.CANCELLED, MeetingState.APPROVED))
        coming = Q(starts_at=None) | Q(starts_at__gte=timezone.now())
        answered = DateAnswer.objects.filter(option__meeting=OuterRef("meeting")).values("guest_id")
        asked = Guest.objects.filter(meeting=OuterRef("pk"), removed_at=None).exclude(pk__in=answered).order_by()
        silent = Subquery(asked.values("meeting").annotate(count=Count("pk")).values("count"))
        found = found.annotate(silent=Coalesce(silent, 0))
        kept[by.pk] = list(found.filter(coming | recent).order_by("starts_at", "pk"))
    return kept[by.pk]


def past_meetings(by: Asker, hub: Hub) -> QuerySet[Meeting]:
    """Return visible meetings that began or were cancelled, the latest first."""
    begun = Q(starts_at__lt=timezone.now()) | Q(state__in=(MeetingState.CANCELLED, MeetingState.APPROVED))
    return meetings_visible_to(by, hub).filter(begun).order_by("-starts_at", "-pk")


def bilateral_meetings(by: Asker, hub: Hub, *, country: str = "", text: str = "") -> QuerySet[Meeting]:
    """Return the register of bilateral meetings, the latest first, with how many of their actions are open."""
    found = meetings_visible_to(by, hub).filter(kind="bilateral").exclude(state=MeetingState.CANCELLED)
    if country:
        found = found.filter(Q(counterpart_country=country) | Q(counterpart_place__country_id=country))
    if text:
        found = found.filter(
            Q(counterpart_place__name__icontains=text) | Q(counterpart_organisation__name__icontains=text)
        )
    open_actions = Count("actions", filter=Q(actions__state=ActionState.OPEN, actions__removed_at=None))
    return found.select_related("counterpart_organisation").annotate(open_actions=open_actions).order_by("-starts_at")


def decisions_visible_to(by: Asker, hub: Hub) -> QuerySet[Decision]:
    """Return the decisions of a hub: for its team all, for others those of the meetings whose papers they see."""
    found = Decision.objects.filter(hub=hub).select_related("hub", "body", "meeting", "organisation")
    if keeps(by, hub) or holds(by, "european_team"):
        return found
    if not by.is_authenticated:
        return found.none()
    seats = Seat.objects.on(timezone.localdate()).filter(person_id=by.pk, body__hub=hub)
    guests = Guest.objects.filter(person_id=by.pk, removed_at=None)
    own = Q(body_id__in=seats.values("body_id")) | Q(meeting_id__in=guests.values("meeting_id"))
    return found.filter(own).distinct()


def decisions_about_place(by: Asker, place_id: int, hub: Hub) -> QuerySet[Decision]:
    """Return the visible decisions that concern a town."""
    return decisions_visible_to(by, hub).filter(places=place_id)


def open_actions(by: Asker, hub: Hub) -> QuerySet[Action]:
    """Return the open actions of a hub, the nearest day first: all for its team, their own for others."""
    found = Action.objects.filter(hub=hub, state=ActionState.OPEN).select_related("hub", "meeting", "person")
    if keeps(by, hub) or holds(by, "european_team"):
        return found
    return found.filter(person_id=by.pk) if by.is_authenticated else found.none()


def last_meetings_with_places(hub: Hub) -> dict[int, datetime]:
    """Return by id of a town when the hub last met it: bilaterally, or with a guest of it who came."""
    now = timezone.now()
    held = Meeting.objects.filter(hub=hub, starts_at__lte=now).exclude(state=MeetingState.CANCELLED)
    latest: dict[int, datetime] = {}
    bilateral = held.filter(counterpart_place__isnull=False).values_list("counterpart_place_id")
    guests = Guest.objects.filter(meeting__in=held, place__isnull=False, attendance=Attendance.PRESENT)
    with_guests = guests.values_list("place_id").annotate(last=Max("meeting__starts_at")).order_by()
    rows = bilateral.annotate(last=Max("starts_at")).order_by().union(with_guests)
    for place, last in rows:
        latest[place] = max(last, latest.get(place, last))
    return latest


def meetings_with_place(hub: Hub, place: Any, since: date) -> QuerySet[Meeting]:
    """Return bilateral meetings that a hub held with a town from a day on; ``place`` may refer to an outer query."""
    held = Meeting.objects.filter(hub=hub, starts_at__lte=timezone.now(), starts_at__date__gte=since)
    return held.exclude(state=MeetingState.CANCELLED).filter(counterpart_place=place)


def guests_from_place(hub: Hub, place: Any, since: date) -> QuerySet[Guest]:
    """Return the guests of a town who came to a hub's meetings from a day on; ``place`` may refer to an outer query."""
    came = Guest.objects.filter(place=place, attendance=Attendance.PRESENT, meeting__hub=hub)
    held = came.filter(meeting__removed_at=None, meeting__starts_at__lte=timezone.now())
    return held.filter(meeting__starts_at__date__gte=since).exclude(meeting__state=MeetingState.CANCELLED)


def attended_together(hub: Hub, since: date | None = None) -> dict[tuple[int, int], int]:
    """Return how often two organisations (by id, the smaller first) were present at one meeting of a hub."""
    present = Guest.objects.filter(
        meeting__hub=hub, meeting__removed_at=None, attendance=Attendance.PRESENT, organisation__isnull=False
    )
    if since:
        present = present.filter(meeting__starts_at__date__gte=since)
    by_meeting: dict[int, set[int]] = {}
    for meeting, organisation in present.values_list("meeting_id", "organisation_id"):
        by_meeting.setdefault(meeting, set()).add(organisation)
    return dict(Counter(pair for those in by_meeting.values() for pair in combinations(sorted(those), 2)))


def who_attended(by: Asker, hub: Hub) -> dict[Meeting, list[tuple[int | None, str]]]:
    """Return who was present at each meeting of a hub: organisation (by id, if known) and the name on the list.

    For the hub's team; others see no guests.
    """
    if not (keeps(by, hub) or holds(by, "european_team")):
        return {}
    present = Guest.objects.filter(meeting__hub=hub, attendance=Attendance.PRESENT, removed_at=None)
    found: dict[Meeting, list[tuple[int | None, str]]] = {}
    for guest in present.select_related("meeting", "place").order_by("-meeting__starts_at", "pk"):
        name = guest.place.name if guest.place and not guest.organisation_id else guest.name
        found.setdefault(guest.meeting, []).append((guest.organisation_id, name))
    return found


def best_option(meeting: Meeting) -> DateOption | None:
    """Return the proposed date with the fewest refusals, then the most clear yeses, then the earliest."""
    counted = meeting.options.annotate(
        refused=Count("answers", filter=Q(answers__answer=Answer.NO)),
        agreed=Count("answers", filter=Q(answers__answer=Answer.YES)),
    )
    if not any(option.refused or option.agreed for option in counted):
        return None
    return min(counted, key=lambda option: (option.refused, -option.agreed, option.starts_at))
