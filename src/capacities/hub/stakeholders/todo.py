"""What stakeholder maps add to the weekly letter: data that expire, without names of people."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from capacities.core.people.models import Person
from capacities.core.people.templatetags.people import day as day_words
from capacities.core.permissions import may
from capacities.hub.stakeholders.people_queries import present_contacts
from capacities.hub.stakeholders.retention import REMIND_BEFORE
from capacities.hub.structure.models import Hub
from capacities.hub.structure.todo import Group, Line

SOON = timedelta(days=7)
MOST = 5


def expiring_data(person: Person, hub: Hub, day: date) -> Group | None:
    """Return how many people's data may be kept no longer soon."""
    if not may(person, "hub.see_stakeholders", hub):
        return None
    soon = present_contacts(person, hub).filter(expires__lte=day + REMIND_BEFORE).order_by()
    found = soon.aggregate(count=Count("pk"), first=Min("expires"))
    if not found["count"]:
        return None
    words = ngettext(
        "The data of %(count)s person: keep longer, ask for consent, or erase",
        "The data of %(count)s people: keep longer, ask for consent, or erase",
        found["count"],
    )
    until = _("until %(day)s") % {"day": day_words(found["first"])}
    line = Line(words % found, reverse("hub-stakeholder-people", args=[hub.slug]), until, found["first"] < day)
    return _group("expiring", _("Data that may be kept no longer"), [line], 46, hub)


def _group(key: str, title: str, lines: list[Line], order: int, hub: Hub) -> Group | None:
    address = reverse("hub-stakeholders", args=[hub.slug])
    return Group(key, title, lines[:MOST], len(lines), address, order) if lines else None
