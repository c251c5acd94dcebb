"""Small words of the pages of the hub's cities."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from capacities.hub.cities.phases import ContractStatus
from capacities.hub.cities.queries import CityRow
from capacities.web.templatetags.ui import state

register = template.Library()

_STATES = {
    ContractStatus.LABEL: "ready",
    ContractStatus.SUBMITTED: "ready",
    ContractStatus.COUNCIL: "draft",
    ContractStatus.HUB: "draft",
    ContractStatus.DRAFTING: "draft",
    ContractStatus.NONE: "none",
}


@register.simple_tag
def silence(row: CityRow) -> str:
    """Say for how long a city has been silent."""
    if row.silent_days is None:
        return _("never in contact")
    if row.silent_days == 0:
        return _("in contact today")
    return ngettext("silent for %(days)s day", "silent for %(days)s days", row.silent_days) % {"days": row.silent_days}


@register.simple_tag
def city_role(role: str) -> str:
    """Say in which programme a city is."""
    names = {"mission": _("Mission city"), "candidate": _("city of a national programme")}
    return str(capfirst(names.get(role, _("other town"))))


@register.inclusion_tag("components/state.html")
def contract_state(value: str) -> dict[str, Any]:
    """Show where a contract stands, as mark and word."""
    status = ContractStatus(value)
    found: dict[str, Any] = state(_STATES[status], str(status.label))
    return found
