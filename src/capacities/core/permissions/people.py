"""Who may ask for roles, grant them, and see or change accounts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from capacities.core.permissions.decisions import define
from capacities.core.permissions.predicates import (
    concerns_a_place,
    is_any_hub_team,
    is_for_a_city_team,
    is_hub_team,
    is_last_way_in,
    is_own,
    is_signed_in,
    is_steward,
    is_themselves,
)
from capacities.core.permissions.words import ASK_HUB, ASK_SIGN_IN, ASK_STEWARD

_answers = is_steward | (is_hub_team & is_for_a_city_team & ~is_own)

define(
    "people.request_role",
    is_signed_in & concerns_a_place,
    _("To ask for a place on a city team you need an account."),
    ASK_SIGN_IN,
)
define(
    "people.see_requests",
    is_steward | is_any_hub_team,
    _("Requests are read by the hub team of the country and by stewards."),
    ASK_STEWARD,
)
define(
    "people.answer_request",
    _answers,
    _("Requests are answered by the hub team of the country and by stewards, nobody answers their own."),
    ASK_HUB,
)
define("people.withdraw_request", is_own, _("Only the person who asked can withdraw a request."))
define(
    "people.grant_role",
    _answers,
    _("Roles are granted by stewards; the hub team of a country grants those of its city teams."),
    ASK_HUB,
)
define(
    "people.revoke_grant",
    (is_steward | (is_hub_team & is_for_a_city_team) | is_own) & ~is_last_way_in,
    _("A role is taken back by whoever may grant it, or given up by its holder; the last steward has to stay."),
    ASK_HUB,
)
define("people.see_account", is_signed_in, _("You need to be signed in to see your account."), ASK_SIGN_IN)
define("people.edit_profile", is_themselves, _("A profile is changed only by the person it is about."))
define(
    "people.delete_account",
    is_themselves & ~is_last_way_in,
    _("You are the only steward: make somebody else a steward before you leave."),
)
define("people.see_people", is_steward, _("The list of people is for stewards."), ASK_STEWARD)
define("people.see_history", is_steward, _("The history of changes is for stewards."), ASK_STEWARD)
