"""Tags of the network's pages: who is cut off without a broker, and shares per hundred."""

from __future__ import annotations

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from capacities.hub.stakeholders.network.measures import Row

register = template.Library()
NAMED = 4


@register.simple_tag
def cut_off(row: Row) -> str:
    """Say who would have no way to the rest without a broker; of many the first by name, and how many more."""
    names = ", ".join(node.name for node in row.cuts_off[:NAMED])
    more = len(row.cuts_off) - NAMED
    if more > 0:
        words = ngettext(
            "without it cut off: %(names)s and %(more)s more", "without it cut off: %(names)s and %(more)s more", more
        )
        return words % {"names": names, "more": more}
    return gettext("without it cut off: %(names)s") % {"names": names}


@register.simple_tag
def per_hundred(share: float) -> str:
    """Return a share of one per hundred, with one digit below ten."""
    value = 100 * share
    return number_format(value, 1 if 0 < value < 10 else 0)
