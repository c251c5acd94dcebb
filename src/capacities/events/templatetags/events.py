"""Days and facts of an event in words."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from capacities.core.organisations.names import country_name
from capacities.events.kinds import format_name, kind_name
from capacities.events.models import Event, Precision
from capacities.web.templatetags.ui import day, month

register = template.Library()


@register.filter
def event_days(event: Event) -> str:
    """Write when an event is: a day, a span of days, or the month if no more is known."""
    if event.precision == Precision.MONTH:
        return _("{month} (day not known)").format(month=month(event.starts_on))
    first, last = day(event.starts_on), day(event.ends_on)
    return first if event.starts_on == event.ends_on else f"{first} – {last}"


@register.filter
def event_facts(event: Event) -> str:
    """Write kind, place, format and organiser, as far as they are known."""
    where = ", ".join(part for part in (event.place, country_name(event.country) if event.country else "") if part)
    parts = (kind_name(event.kind), where, format_name(event.format), event.organiser)
    return " · ".join(part for part in parts if part)
