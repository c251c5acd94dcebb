"""What stakeholder maps add to Today and to the weekly letter: next steps that are due, successors to accept."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from capacities.core.people.models import Person
from capacities.core.people.templatetags.people import day as day_words
from capacities.core.permissions import may
from capacities.hub.stakeholders.engagement import steps_due
from capacities.hub.stakeholders.people_queries import SEE, answers_to_accept
from capacities.hub.structure.models import Hub
from capacities.hub.structure.todo import Group, Line

SOON = timedelta(days=7)
MOST = 5


def next_steps(person: Person, hub: Hub, day: date) -> Group | None:
    """Return next steps with stakeholders that are due within a week or overdue: somebody's own, and nobody's."""
    if not may(person, SEE, hub):
        return None
    found = steps_due(person, hub, day + SOON).filter(Q(next_by=person) | Q(next_by=None)).exclude(next_step="")
    rows = found.select_related("map__hub").defer("wants", "gives", "source")[: MOST + 1]
    lines = [
        Line(
            _("%(name)s: %(step)s") % {"name": one.acronym or one.name, "step": one.next_step},
            reverse("hub-stakeholder", args=[hub.slug, one.map_id, one.pk]),
            _("until %(day)s") % {"day": day_words(one.next_on)},
            bool(one.next_on and one.next_on < day),
        )
        for one in rows
    ]
    return _group("stakeholders", _("Next steps with stakeholders"), lines, 22, reverse("hub-work", args=[hub.slug]))


def successors(person: Person, hub: Hub, day: date) -> Group | None:
    """Return whom organisations named as the new holder of an office, for the hub team to accept."""
    if not may(person, SEE, hub):
        return None
    people = reverse("hub-stakeholder-people", args=[hub.slug])
    lines = [
        Line(
            _("%(organisation)s names %(name)s") % {"organisation": one.office.stakeholder.name, "name": one.name},
            people,
            one.office.title,
        )
        for one in answers_to_accept(person, hub)[: MOST + 1]
    ]
    return _group("successors", _("Organisations that answered"), lines, 12, people)


def _group(key: str, title: str, lines: list[Line], order: int, more_url: str) -> Group | None:
    return Group(key, title, lines[:MOST], len(lines), more_url, order) if lines else None
