"""Who keeps the pages of countries, of the network and of organisations."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from capacities.core.permissions.decisions import define
from capacities.core.permissions.predicates import (
    is_any_hub_team,
    is_european_team,
    is_hub_team,
    is_manager_of_organisation,
    is_steward,
)
from capacities.core.permissions.words import ASK_STEWARD

define(
    "country.edit",
    is_hub_team | is_steward,
    _("The pages of a country are kept by its hub team."),
    ASK_STEWARD,
)
define(
    "network.edit",
    is_european_team | is_steward,
    _("What the whole network sees is kept by the European team."),
    ASK_STEWARD,
)
define(
    "organisations.edit",
    is_manager_of_organisation | is_steward,
    _("An organisation is kept by its managers."),
    ASK_STEWARD,
)
define(
    "organisations.see_same",
    is_any_hub_team | is_steward,
    _("Organisations that may be the same are looked at by hub teams and stewards."),
    ASK_STEWARD,
)
define(
    "organisations.merge",
    is_hub_team | is_steward,
    _("Organisations of a country are merged by its hub team, European ones by a steward."),
    ASK_STEWARD,
)
