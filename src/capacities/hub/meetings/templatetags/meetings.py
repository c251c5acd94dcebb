"""Small words and addresses of the pages of meetings."""

from __future__ import annotations

from django import template
from django.urls import reverse

from capacities.core.people.models import Person
from capacities.hub.meetings.views.guests import calendar_token

register = template.Library()


@register.simple_tag
def own_calendar(person: Person) -> str:
    """Return the address of somebody's own calendar."""
    return reverse("own-calendar", args=[calendar_token(person)])
