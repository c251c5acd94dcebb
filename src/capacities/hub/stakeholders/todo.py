"""What stakeholder maps add to the weekly letter: answers of organisations, next steps, data that expire. No names of
people stand there: a letter is kept by others."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from capacities.core.people.models import Person
from capacities.core.people.templatetags.people import day as day_words
from capacities.core.permissions import may
from capacities.hub.stakeholders.engagement import steps_due
from capacities.hub.stakeholders.people_queries import answers_to_accept, present_contacts
from capacities.hub.stakeholders.retention import REMIND_BEFORE
from capacities.hub.structure.models import Hub
from capacities.hub.structure.todo import Group, Line

SOON = timedelta(days=7)
MOST = 5


def next_steps(person: Person, hub: Hub, day: date) -> Group | None:
    """Return the steps with stakeholders that are due within a week: somebody's own, and those that are nobody's."""
    steps = steps_due(person, hub, day + SOON).filter(Q(next_by=None) | Q(next_by=person)).select_related("map__hub")
    lines = [
        Line(
            f"{one.name}: {one.next_step}" if one.next_step else one.name,
            reverse("hub-stakeholder-plan", args=[hub.slug, one.map_id]),
            _("until %(day)s") % {"day": day_words(one.next_on)} if one.next_on else "",
            bool(one.next_on and one.next_on < day),
        )
        for one in steps
    ]
    return _group("steps", _("Next steps with stakeholders"), lines, 22, hub)


def named_people(person: Person, hub: Hub, day: date) -> Group | None:
    """Return the organisations that named who holds an office now, and wait for the hub to accept it."""
    lines = [
        Line(_("%(organisation)s names who holds: %(office)s") % {
            "organisation": one.office.stakeholder, "office": one.office,
        }, reverse("hub-stakeholder-people", args=[hub.slug]))
        for one in answers_to_accept(person, hub)
    ]  # fmt: skip
    return _group("named", _("Organisations that answered"), lines, 14, hub)


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
