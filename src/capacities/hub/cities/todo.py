"""What the hub's cities add to Today and to the weekly letter: who asks, who waits, who is silent, needs, deadlines."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Count, F, Q, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from capacities.core.organisations.merging import pairs_visible_to
from capacities.core.people.models import Person
from capacities.core.people.queries import open_requests
from capacities.core.people.templatetags.people import day as day_words
from capacities.core.people.templatetags.people import moment as moment_words
from capacities.core.permissions import may
from capacities.core.texts import told_in
from capacities.hub.cities.models import CityFile
from capacities.hub.cities.queries import silent_places, waiting_hands
from capacities.hub.instruments.queries import instruments_for_hub
from capacities.hub.needs.queries import needs_visible_to
from capacities.hub.structure.models import Hub
from capacities.hub.structure.todo import Group, Line

MOST = 5
_MONTH = timedelta(days=30)


def who_asks(person: Person, hub: Hub, day: date) -> Group | None:
    """Return towns that raised their hand, and people who ask to join a city team."""
    if not may(person, "hub.edit", hub):
        return None
    hands = waiting_hands(person, hub).order_by().annotate(kind=Value("hand"), who=F("place__name"))
    people = open_requests(person).filter(country__in=hub.countries).order_by()
    columns = ("kind", "pk", "who", "asked_at")
    asking = people.annotate(kind=Value("request"), who=F("scope")).values_list(*columns)
    rows = list(hands.values_list(*columns).union(asking, all=True).order_by("asked_at"))
    lines = [
        Line(
            _("%(town)s asks for help") % {"town": town},
            f"{reverse('hands')}#hand{number}",
            _days((timezone.now() - asked_at).days),
        )
        for kind, number, town, asked_at in rows
        if kind == "hand"
    ]
    asked = sum(kind == "request" for kind, *_rest in rows)
    if asked:
        words = ngettext("%(count)s person asks to join a city team", "%(count)s people ask to join city teams", asked)
        lines.insert(0, Line(words % {"count": asked}, reverse("requests")))
    return _group("asked", _("They ask you"), lines, 5, reverse("hands"))


def who_waits(person: Person, hub: Hub, day: date) -> Group | None:
    """Return cities that wait, those that wait long and that little would free first, and next steps that are due."""
    if not may(person, "hub.edit", hub):
        return None
    soon = Q(next_due__lte=day + timedelta(days=7)) & ~Q(next_step="")
    found = CityFile.objects.filter(Q(waits_since__isnull=False) | soon, hub=hub, stopped_at=None)
    files = sorted(found.select_related("hub", "place__country"), key=lambda file: (-file.pressing_on(day), str(file)))
    lines = [_city_line(file, day) for file in files]
    return _group("cities", _("Cities that wait"), lines, 15, reverse("hub-work", args=[hub.slug]))


def who_is_silent(person: Person, hub: Hub, day: date) -> Group | None:
    """Return cities without contact or progress for 90 days, for the hub team."""
    if not may(person, "hub.edit", hub):
        return None
    lines = [
        Line(place.name, reverse("hub-city", args=[hub.slug, *place.address.split("/")]))
        for place in silent_places(person, hub, day)
    ]
    address = f"{reverse('hub-cities', args=[hub.slug])}?silent=on"
    return _group("silent", _("Cities without contact for three months"), lines, 50, address, most=3)


def rising_needs(person: Person, hub: Hub, day: date) -> Group | None:
    """Return the needs that gained most support in the last 30 days."""
    if not may(person, "hub.edit", hub):
        return None
    fresh = Q(supports__given_at__gte=_midnight(day) - _MONTH, supports__withdrawn_at=None)
    counted = needs_visible_to(person, hub).filter(merged_into=None).annotate(fresh=Count("supports", filter=fresh))
    needs = counted.filter(fresh__gt=0).select_related("hub").order_by("-fresh", "pk")[:3]
    lines = []
    for need in needs:
        count = need.fresh
        words = ngettext("%(count)s new support in 30 days", "%(count)s new supports in 30 days", count)
        lines.append(Line(need.title, need.get_absolute_url(), words % {"count": count}))
    return _group("needs", _("Needs on the rise"), lines, 48, reverse("hub-needs", args=[hub.slug]))


def deadlines(person: Person, hub: Hub, day: date) -> Group | None:
    """Return the instruments of the hub's countries and of Europe that close within 30 days."""
    if not may(person, "hub.edit", hub):
        return None
    now = timezone.now()
    found = instruments_for_hub(hub.countries).filter(closes_at__gt=now, closes_at__lte=now + _MONTH)
    lines = [
        Line(told_in(one.name).text, one.get_absolute_url(), moment_words(timezone.localtime(one.closes_at)))
        for one in found.order_by(F("closes_at").asc(), "pk")[: MOST + 1]
        if one.closes_at
    ]
    return _group("deadlines", _("Deadlines of instruments"), lines, 42, reverse("hub-instruments", args=[hub.slug]))


def same_organisations(person: Person, hub: Hub, day: date) -> Group | None:
    """Return organisations that may be the same, for the hub team to look at."""
    if not may(person, "hub.edit", hub):
        return None
    found = [pair for pair in pairs_visible_to(person) if pair.first.country in hub.countries]
    address = reverse("organisations-same")
    lines = [Line(f"{pair.first} / {pair.second}", f"{address}#p{pair.first.pk}-{pair.second.pk}") for pair in found]
    return _group("same", _("Organisations that may be the same"), lines, 60, address, most=3)


def _city_line(file: CityFile, day: date) -> Line:
    late = bool(file.next_due and file.next_due < day)
    if file.waits_since:
        words = _("%(town)s waits for: %(what)s") % {"town": file, "what": file.waits_for}
        return Line(words, file.get_absolute_url(), _days((day - file.waits_since).days), late)
    words = _("%(town)s: %(step)s") % {"town": file, "step": file.next_step}
    until = _("until %(day)s") % {"day": day_words(file.next_due)} if file.next_due else ""
    return Line(words, file.get_absolute_url(), until, late)


def _days(count: int) -> str:
    if count < 1:
        return _("since today")
    return ngettext("for %(days)s day", "for %(days)s days", count) % {"days": count}


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _group(key: str, title: str, lines: list[Line], order: int, more_url: str, most: int = MOST) -> Group | None:
    return Group(key, title, lines[:most], len(lines), more_url, order) if lines else None
