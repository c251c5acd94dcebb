"""Who keeps programmes with open application, who applies for a town, and who reads applications."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from capacities.core.permissions.decisions import define
from capacities.core.permissions.predicates import has_a_seat, is_european_team, is_hub_team, is_signed_in, is_steward
from capacities.core.permissions.words import ASK_HUB, ASK_SIGN_IN, ASK_STEWARD

define(
    "programmes.keep",
    is_hub_team | is_steward,
    _("Programmes are kept, and applications read and decided, by the hub team."),
    ASK_STEWARD,
)
define(
    "programmes.see_private",
    is_hub_team | is_european_team | is_steward,
    _("Programmes that are not called yet are seen by the hub team and the European team."),
    ASK_HUB,
)
define(
    "programmes.apply",
    is_signed_in,
    _("To apply for a town you need an account."),
    ASK_SIGN_IN,
)
define(
    "programmes.write",
    has_a_seat,
    _("An application is read and changed by those who write it."),
    _("Ask one of its authors to invite you."),
)
