"""Tags of pages about rounds: cells of sections, names of topics, degrees in words. They show; they decide nothing."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from capacities.capacity.rounds.sheet import SectionSheet, Sheet
from capacities.core.topics import topic_name

register = template.Library()


@register.inclusion_tag("capacity_rounds/section_cells.html")
def section_cells(sheet: Sheet) -> dict[str, Any]:
    """Show how far the sections are: a cell for each, and the counts in words."""
    counts = sheet.counts
    words = {
        "ready": ngettext("%(count)s ready", "%(count)s ready", counts["ready"]),
        "draft": ngettext("%(count)s begun", "%(count)s begun", counts["draft"]),
        "empty": ngettext("%(count)s empty", "%(count)s empty", counts["empty"]),
    }
    said = ", ".join(text % {"count": counts[key]} for key, text in words.items() if counts[key])
    return {**{key: range(count) for key, count in counts.items()}, "words": said}


@register.filter
def next_section(sheet: Sheet) -> SectionSheet:
    """Return the first section in which something is to be done, else the first."""
    waiting = (part for part in sheet.sections if any(item.is_to_do for item in part.items))
    return next(waiting, sheet.sections[0])


@register.filter
def topic_title(id: str) -> str:
    """Return a topic's name in the page's language."""
    return topic_name(id)


@register.filter
def urgency_words(urgency: int) -> str:
    """Say how much something is needed or can be shared."""
    return {1: _("a little"), 2: _("rather"), 3: _("very much")}[urgency]
