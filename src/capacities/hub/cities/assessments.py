"""What rounds of self-assessment add to the weekly letter of a hub: its own country's, with the days that are left."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from capacities.capacity.rounds.models import Assessment, AssessmentState
from capacities.capacity.rounds.queries import my_assessments
from capacities.core.people.models import Person
from capacities.core.permissions import may
from capacities.hub.structure.models import Hub
from capacities.hub.structure.todo import Group, Line

_OPEN = (AssessmentState.INVITED, AssessmentState.STARTED)


def own_country(person: Person, hub: Hub, day: date) -> Group | None:
    """Return the self-assessments of a hub's countries that are to be filled in or signed off, for its team."""
    if not may(person, "hub.edit", hub):
        return None
    found = my_assessments(person).filter(place=None, country__in=hub.countries)
    lines = [
        Line(f"{one.round}: {one}", one.get_absolute_url(), _what_next(one, day))
        for one in found.filter(state__in=(*_OPEN, AssessmentState.IN_REVIEW))
        if one.round.takes_answers()
    ]
    return Group("assessments", _("Self-assessment of your country"), lines, len(lines), order=21) if lines else None


def _what_next(one: Assessment, day: date) -> str:
    words = _("in review: read it and sign it off") if one.state == AssessmentState.IN_REVIEW else str(
        one.get_state_display()
    )  # fmt: skip
    if one.round.closes_at is None:
        return words
    days = (timezone.localdate(one.round.closes_at) - day).days
    left = ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days} if days else _("ends today")
    return f"{words}, {left}"
