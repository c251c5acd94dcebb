"""Who may see and change what belongs to a municipality."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from capacities.core.permissions.decisions import define
from capacities.core.permissions.predicates import (
    is_city_team,
    is_european_team,
    is_hub_team,
    is_steward,
)
from capacities.core.permissions.words import ASK_HUB

define(
    "city.edit",
    is_city_team | is_steward,
    _("The figures and plans of a municipality are changed by its own team."),
    _("If you work for the municipality, ask to join its team on the page of the town."),
)
define(
    "city.see_private",
    is_city_team | is_hub_team | is_european_team | is_steward,
    _("What a municipality has not published is seen by its team, its country’s hub team and the European team."),
    ASK_HUB,
)
