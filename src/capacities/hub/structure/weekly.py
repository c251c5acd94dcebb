"""The weekly letter: on Monday morning what waits for somebody in their hubs, in their language; nothing if nothing is.

The parts of a hub say what waits (``hub.structure.todo``); here it is decided who is written to, and when.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone, translation

from capacities.core.outbox.models import OutgoingMail
from capacities.core.outbox.services import post
from capacities.core.people.mails import letter_to
from capacities.core.people.models import Grant, Person
from capacities.core.people.queries import countries_of_hub_team
from capacities.hub.structure.models import Hub, Seat, WeeklyLetter
from capacities.hub.structure.todo import Group, waiting_for

_SALT = "weekly-letter"
_MONDAY, _MORNING = 0, 7  # weekday and hour on the reader's own clock


@dataclass(frozen=True)
class HubWeek:
    """One hub in somebody's letter."""

    hub: Hub
    name: str
    groups: list[Group]
    url: str


def hubs_of(person: Person) -> QuerySet[Hub]:
    """Return the hubs that somebody keeps or sits in."""
    sits = Seat.objects.on(timezone.localdate()).filter(person=person)
    kept = Q(countries__overlap=list(countries_of_hub_team(person)))
    return Hub.objects.filter(kept | Q(pk__in=sits.values("body__hub_id"))).order_by("slug")


def wants_letter(person: Person) -> bool:
    """Return whether somebody has not stopped the letter."""
    return not WeeklyLetter.objects.filter(person=person, wanted=False).exists()


def choose_letter(*, person: Person, wanted: bool) -> WeeklyLetter:
    """Keep whether somebody wants the letter. Whoever calls has proved to be them: signed in, or by their link."""
    return WeeklyLetter.objects.update_or_create(person=person, defaults={"wanted": wanted})[0]


def stop_link(person: Person) -> str:
    """Return the address under which somebody stops the letter without signing in."""
    return reverse("weekly-stop", args=[signing.dumps(person.pk, salt=_SALT)])


def reader_of(token: str) -> Person | None:
    """Return whose link to stop the letter this is, or None for a wrong one."""
    try:
        number = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return Person.objects.filter(pk=number, is_active=True).first()


def week_of(person: Person, day: date) -> list[HubWeek]:
    """Return what waits for somebody in each of their hubs, in the active language; hubs with nothing are left out."""
    weeks = []
    for hub in hubs_of(person):
        groups = waiting_for(person, hub, day, weekly=True)
        if groups:
            weeks.append(HubWeek(hub, str(hub), groups, f"{settings.SITE_ROOT}{hub.get_absolute_url()}"))
    return weeks


def send_weekly(now: datetime) -> int:
    """Write the letter to everybody for whom it is Monday after seven, once each week; return how many are written."""
    written = 0
    for person in _readers():
        local = now.astimezone(ZoneInfo(person.time_zone))
        if local.weekday() != _MONDAY or local.hour < _MORNING:
            continue
        year, week, _day = local.isocalendar()
        key = f"weekly:{person.pk}:{year}-{week:02}"
        if not OutgoingMail.objects.filter(key=key).exists():
            written += _write(person, local.date(), key)
    return written


@transaction.atomic
def _write(person: Person, day: date, key: str) -> bool:
    with translation.override(person.language), timezone.override(person.time_zone):
        weeks = week_of(person, day)
    if not weeks:
        return False
    context = {
        "weeks": weeks,
        "count": sum(max(group.count, len(group.lines)) for week in weeks for group in week.groups),
        "names": ", ".join(week.name for week in weeks),
        "stop": f"{settings.SITE_ROOT}{stop_link(person)}",
    }
    letter = letter_to(person, "hub/mail/weekly", context)
    return post(letter, to=person.email, person=person, kind="weekly", key=key) is not None


def _readers() -> Iterator[Person]:
    """Yield hub teams and members of bodies who may sign in and have not stopped the letter."""
    teams = Grant.objects.active().filter(role="hub_team").values("person_id")
    members = Seat.objects.on(timezone.localdate()).filter(person__isnull=False).values("person_id")
    found = Person.objects.filter(Q(pk__in=teams) | Q(pk__in=members), is_active=True)
    stopped = WeeklyLetter.objects.filter(wanted=False).values("person_id")
    yield from found.exclude(pk__in=stopped).order_by("pk").iterator(chunk_size=200)
