"""Tags of the pages about people: states of requests, changes in words. They show; they decide nothing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from allauth.socialaccount.adapter import get_adapter
from babel.dates import get_timezone_location
from django import template
from django.apps import apps
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from capacities.core.audit import Change
from capacities.core.people.models import RequestState, RoleRequest
from capacities.dayone.numbers import date_text

register = template.Library()

STATE_CLASSES = {
    RequestState.OPEN: "s2",
    RequestState.GRANTED: "s1",
    RequestState.REFUSED: "s3",
    RequestState.WITHDRAWN: "s0",
}


@register.simple_tag
def request_state(asked: RoleRequest) -> SafeString:
    """Show where a request stands, as mark and word."""
    return format_html(
        '<span class="st {}">{}</span>', STATE_CLASSES[RequestState(asked.state)], asked.get_state_display()
    )


@register.filter
def days_since(moment: datetime) -> int:
    """Return the whole days that have passed."""
    return (timezone.now() - moment).days


@register.filter(expects_localtime=True)
def day(value: date) -> str:
    """Write a day, or the day of a moment in the reader's zone: 24 November 2026, 24 noiembrie 2026."""
    return date_text(value.isoformat()[:10], _language())


@register.filter(expects_localtime=True)
def moment(value: datetime) -> str:
    """Write day and time with the city that names the reader's zone: 24 noiembrie 2026, 14:05 (București)."""
    city = get_timezone_location(value.tzinfo, locale=_language(), return_city=True)
    return f"{day(value)}, {value:%H:%M} ({city})"


@register.filter(expects_localtime=True)
def clock(value: datetime) -> str:
    """Write the time in the reader's zone: 14:05."""
    return f"{value:%H:%M}"


def _language() -> str:
    return (get_language() or "en")[:2]


@register.simple_tag(takes_context=True)
def providers(context: template.Context) -> list[Any]:
    """Return the identity providers of this installation."""
    return list(get_adapter().list_providers(context["request"]))


@register.simple_tag
def change_words(change: Change) -> str:
    """Say what happened to which record."""
    name = str(apps.get_model(change.model)._meta.verbose_name)
    words = {
        "insert": _("%(name)s %(number)s added"),
        "update": _("%(name)s %(number)s changed"),
        "delete": _("%(name)s %(number)s removed"),
    }
    return words[change.kind] % {"name": name.capitalize(), "number": change.object_id}


@register.simple_tag
def change_author(change: Change, names: dict[int, str]) -> str:
    """Say who made a change; an account that was deleted keeps its number only."""
    if change.person_id is None:
        return _("the program")
    return names.get(change.person_id) or _("deleted account %(number)s") % {"number": change.person_id}
