"""What the atlas adds to the weekly letter: entries of the hub's countries to look at again."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from capacities.core.people.models import Person
from capacities.core.people.templatetags.people import day as day_words
from capacities.core.permissions import may
from capacities.hub.instruments.queries import due_for_review
from capacities.hub.structure.models import Hub
from capacities.hub.structure.todo import Group, Line

MOST = 3


def entries_to_check(person: Person, hub: Hub, day: date) -> Group | None:
    """Return the entries that are due for review, the longest due first, for those who keep them."""
    if not may(person, "instruments.keep", hub):
        return None
    lines = [
        Line(str(one), one.get_absolute_url(),
             _("to be checked since %(day)s") % {"day": day_words(one.review_on)} if one.review_on else "")
        for one in due_for_review(hub.countries, day)
    ]  # fmt: skip
    address = reverse("hub-instruments", args=[hub.slug])
    if not lines:
        return None
    return Group("review", _("Entries of the atlas to check again"), lines[:MOST], len(lines), address, 52)
