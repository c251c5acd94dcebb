"""Who may state needs, keep measures and portfolios, rate in a dialogue, and keep the atlas of instruments."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from capacities.core.permissions.decisions import define
from capacities.core.permissions.predicates import (
    concerns_all_of_europe,
    is_european_team,
    is_hub_team,
    is_own,
    is_signed_in,
    is_steward,
)
from capacities.core.permissions.words import ASK_HUB, ASK_SIGN_IN

define(
    "needs.state",
    is_signed_in,
    _("To state a need, to support one or to comment you need an account."),
    ASK_SIGN_IN,
)
define(
    "needs.change",
    is_own | is_hub_team | is_steward,
    _("A need is changed by whoever stated it and by the hub team."),
    ASK_HUB,
)
define(
    "needs.keep",
    is_hub_team | is_steward,
    _("Needs are grouped, and measures, dialogues and portfolios kept, by the hub team."),
    ASK_HUB,
)
define(
    "needs.see_private",
    is_hub_team | is_european_team | is_steward,
    _("Drafts of a hub are seen by its hub team and the European team."),
    ASK_HUB,
)
define(
    "needs.rate",
    is_own,
    _("Measures are rated by those whom the hub team invited to the dialogue."),
    ASK_HUB,
)
define(
    "instruments.keep",
    is_hub_team | (concerns_all_of_europe & is_european_team) | is_steward,
    _("Instruments of a country are kept by its hub team, European ones by the European team."),
    ASK_HUB,
)
