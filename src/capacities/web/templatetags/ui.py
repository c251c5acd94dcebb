"""Tags and filters of the components: marks, bars, addresses with another query. They show; they compute nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from capacities import charts
from capacities.core.people.templatetags.people import day as day
from capacities.dayone import numbers
from capacities.web.preferences import LANGUAGE_PARAMETER, THEME_PARAMETER

register = template.Library()

TIER_NAMES = {1: _("The city’s own"), 2: _("Comparable city"), 3: _("National average"), 4: _("European average")}

STATE_NAMES = {"ready": _("Ready"), "draft": _("Draft"), "empty": _("Empty"), "none": _("Not needed")}
STATE_CLASSES = {"ready": "s1", "draft": "s2", "empty": "s3", "none": "s0"}


def language() -> str:
    """Return the language of the page as the catalogues name it."""
    return (get_language() or "en")[:2]


@register.inclusion_tag("components/tier.html")
def tier(value: int) -> dict[str, Any]:
    """Show how near a figure is to the town, as mark and word."""
    return {"tier": int(value), "name": TIER_NAMES[int(value)]}


@register.inclusion_tag("components/state.html")
def state(value: str, words: str = "") -> dict[str, Any]:
    """Show how far a piece of work is: `ready`, `draft`, `empty` or `none`, with its own words if given."""
    return {"css": STATE_CLASSES[value], "name": words or STATE_NAMES[value]}


@register.inclusion_tag("components/tier_key.html")
def tier_key() -> dict[str, Any]:
    """Explain the marks; once per page."""
    return {"tiers": TIER_NAMES.items()}


def _tier_count(tier: int, count: int) -> str:
    words = {
        1: ngettext("%(count)s draft from the city’s own figures", "%(count)s drafts from cities’ own figures", count),
        2: ngettext("%(count)s from a comparable city", "%(count)s from comparable cities", count),
        3: ngettext("%(count)s from national averages", "%(count)s from national averages", count),
        4: ngettext("%(count)s from European averages", "%(count)s from European averages", count),
    }
    return words[tier] % {"count": count}


@register.simple_tag
def tier_mix(counts: Mapping[int, int]) -> str:
    """Say how many parts of a sum are how near: `3 drafts from the city’s own figures, 9 from national averages`."""
    return ", ".join(_tier_count(int(tier), number) for tier, number in counts.items())


@register.simple_tag
def range_bar(value: Any, low: float, high: float, tier: int = 3) -> SafeString:
    """Draw a Range (p5, p50, p95) on a scale from ``low`` to ``high``; the words beside it say the same."""
    return mark_safe(charts.range_bar(value.p5, value.p50, value.p95, scale=(low, high), tier=int(tier)))


@register.simple_tag
def share_bar(share: float) -> SafeString:
    """Draw a share of one as a filled bar."""
    return mark_safe(charts.share_bar(share))


@register.filter
def number(value: float, digits: int = 0) -> str:
    """Write a number as the reader's language does."""
    return numbers.number(float(value), int(digits), language())


@register.filter
def percent(share: float, digits: int = 0) -> str:
    """Write a share such as 0.61 as 61%."""
    return numbers.percent(float(share), int(digits), language())


@register.filter
def grouped(value: int) -> str:
    """Write a whole number with the language's separator of thousands."""
    return numbers.number(int(value), 0, language())


register.filter("day", day, expects_localtime=True)


@register.filter
def month(value: date) -> str:
    """Write the month of a day as November 2026 or noiembrie 2026."""
    return day(value).split(" ", 1)[1]


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: Any) -> str:
    """Return `?…` of the present address with some parameters changed; an empty value takes one away."""
    values = context["request"].GET.copy()
    for parameter in (LANGUAGE_PARAMETER, THEME_PARAMETER):
        values.pop(parameter, None)
    for name, value in changes.items():
        values.pop(name, None)
        if value not in (None, ""):
            values[name] = value
    return f"?{values.urlencode()}" if values else context["request"].path


@register.inclusion_tag("components/sort_heading.html", takes_context=True)
def sort_heading(context: template.Context, key: str, css: str = "") -> dict[str, Any]:
    """Head a column by which the list can be ordered. Context: sorting (web.sorting.Sorting), order."""
    sorting, order = context["sorting"], context["order"]
    url = query(context, sort=sorting.next_of(key, order), page="")
    on = key == order.key
    name = sorting.columns[key]
    return {"name": name, "url": url, "on": on, "descending": order.descending, "css": css, "stack": True}
