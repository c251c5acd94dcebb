"""What the hub's cities add to Today and to the weekly letter: who asks, who waits, who is silent, needs, deadlines."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from capacities.core.organisations.merging import pairs_visible_to
from capacities.core.people.models import Person
from capacities.core.people.templatetags.people import day as day_words
from capacities.core.people.templatetags.people import moment as moment_words
from capacities.core.permissions import may
from capacities.core.texts import told_in
from capacities.hub.cities.asked import Asked, asked_of
from capacities.hub.cities.models import CityFile
from capacities.hub.cities.queries import silent_places
from capacities.hub.instruments.queries import instruments_for_hub
from capacities.hub.needs.queries import needs_visible_to
from capacities.hub.structure.models import Hub
from capacities.hub.structure.todo import Group, Line

MOST = 5
_MONTH = timedelta(days=30)


def who_asks(person: Person, hub: Hub, day: date) -> Group | None:
    """Return who waits for an answer: people who ask to join, towns with a raised hand, organisations, applicants."""
    if not may(person, "hub.edit", hub):
        return None
    asked = asked_of(person, hub, day)
    lines = [_asking_line(hub, one) for one in asked if one.kind in ("hand", "successor", "applications")]
    joining = sum(one.kind == "request" for one in asked)
    if joining:
        words = ngettext(
            "%(count)s person asks to join a city team", "%(count)s people ask to join city teams", joining
        )
        lines.insert(0, Line(words % {"count": joining}, reverse("requests")))
    return _group("asked", _("They ask you"), lines, 5, reverse("hub-work", args=[hub.slug]))


def next_steps(person: Person, hub: Hub, day: date) -> Group | None:
    """Return next steps with stakeholders that are due within a week or overdue: somebody's own, and nobody's."""
    if not may(person, "hub.edit", hub):
        return None
    lines = []
    for one in asked_of(person, hub, day):
        if one.kind == "step" and one.at:
            due = timezone.localtime(one.at).date()
            text = _("%(town)s: %(step)s") % {"town": one.who, "step": one.what}
            until = _("until %(day)s") % {"day": day_words(due)}
            url = reverse("hub-stakeholder", args=[hub.slug, one.second, one.first])
            lines.append(Line(text, url, until, due < day))
    title = _("Next steps with stakeholders")
    return _group("stakeholders", title, lines, 22, reverse("hub-work", args=[hub.slug]))


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


def _asking_line(hub: Hub, one: Asked) -> Line:
    if one.kind == "successor":
        words = _("%(organisation)s names %(name)s") % {"organisation": one.who, "name": one.what}
        return Line(words, reverse("hub-stakeholder-people", args=[hub.slug]), _("to be accepted"))
    if one.kind == "applications":
        notes = []
        if one.first:
            words = ngettext("%(count)s application to decide", "%(count)s applications to decide", one.first)
            notes.append(words % {"count": one.first})
        if one.second:
            words = ngettext("%(count)s town to be told", "%(count)s towns to be told", one.second)
            notes.append(words % {"count": one.second})
        url = reverse("hub-selection", args=[hub.slug, one.what])
        return Line(told_in(json.loads(one.who)).text, url, ", ".join(notes))
    words = _("%(town)s asks for help") % {"town": one.who}
    since = _days((timezone.now() - one.at).days) if one.at else ""
    return Line(words, f"{reverse('hands')}#hand{one.first}", since)


def _days(count: int) -> str:
    if count < 1:
        return _("since today")
    return ngettext("for %(days)s day", "for %(days)s days", count) % {"days": count}


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _group(key: str, title: str, lines: list[Line], order: int, more_url: str, most: int = MOST) -> Group | None:
    return Group(key, title, lines[:most], len(lines), more_url, order) if lines else None
