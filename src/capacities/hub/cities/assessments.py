"""What self-assessments add to the weekly letter of a hub: its own country's, and the matches of peers they led to."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from capacities.capacity.rounds.models import Assessment, AssessmentState
from capacities.capacity.rounds.queries import my_assessments
from capacities.capacity.sessions.queries import matches_to_answer
from capacities.core.people.models import Person
from capacities.core.people.templatetags.people import day as day_words
from capacities.core.permissions import may
from capacities.core.topics import topic_names
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


def matches_without_answer(person: Person, hub: Hub, day: date) -> Group | None:
    """Return the matches that wait for the answer of a hub's countries, for its team."""
    if not may(person, "hub.edit", hub):
        return None
    own = my_assessments(person).filter(place=None, country__in=hub.countries)
    lines = [
        Line(
            f"{one}: {', '.join(topic_names([one.topic]))}",
            one.get_absolute_url(),
            _("since %(day)s") % {"day": day_words(timezone.localdate(one.sent_at))} if one.sent_at else "",
        )
        for one in matches_to_answer(own)
    ]
    return Group("matches", _("Matches that wait for your answer"), lines, len(lines), order=11) if lines else None


def _what_next(one: Assessment, day: date) -> str:
    words = _("in review: read it and sign it off") if one.state == AssessmentState.IN_REVIEW else str(
        one.get_state_display()
    )  # fmt: skip
    if one.round.closes_at is None:
        return words
    days = (timezone.localdate(one.round.closes_at) - day).days
    left = ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days} if days else _("ends today")
    return f"{words}, {left}"
