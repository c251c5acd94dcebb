"""Who may see and change what belongs to a national hub: its bodies, meetings, stakeholders, cities."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from capacities.core.permissions.decisions import define
from capacities.core.permissions.predicates import (
    has_a_seat,
    is_any_hub_team,
    is_city_team,
    is_european_team,
    is_hub_team,
    is_steward,
)
from capacities.core.permissions.words import ASK_HUB, ASK_STEWARD

define(
    "hub.edit",
    is_hub_team | is_steward,
    _("A hub, its bodies and meetings are kept by its hub team."),
    ASK_STEWARD,
)
define(
    "hub.see_private",
    is_hub_team | is_european_team | is_steward,
    _("What a hub has not published is seen by its hub team and the European team."),
    ASK_HUB,
)
define(
    "hub.see_body",
    has_a_seat | is_hub_team | is_european_team | is_steward,
    _("The papers of this body are seen by its members, the hub team and the European team."),
    ASK_HUB,
)
define(
    "hub.write_minutes",
    has_a_seat | is_hub_team | is_steward,
    _("Minutes are written by the members of the body and the hub team."),
    ASK_HUB,
)
define(
    "hub.see_stakeholders",
    is_hub_team | is_steward,
    _("The stakeholder map holds people’s data; it is seen by the hub team alone."),
    ASK_HUB,
)
define(
    "hub.see_hands",
    is_any_hub_team | is_european_team | is_steward,
    _("What towns ask for is read by the hub teams and the European team."),
    ASK_HUB,
)
define(
    "hub.answer_hand",
    is_hub_team | is_european_team | is_steward,
    _("A town is answered by the hub team of its country, or by the European team where there is none."),
    ASK_HUB,
)
define(
    "hub.speak_for_town",
    is_city_team | is_hub_team | is_steward,
    _("This is said in the name of a municipality by its own team."),
    _("If you work for the municipality, ask to join its team on the page of the town."),
)
