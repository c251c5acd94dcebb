"""Who may write self-assessments, hold rounds of them, answer, sign off, and see answers and sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from rules.predicates import predicate

from capacities.core.people.roles import ScopeKind
from capacities.core.permissions.decisions import define
from capacities.core.permissions.predicates import (
    concerns_all_of_europe,
    is_any_hub_team,
    is_city_team,
    is_european_team,
    is_hub_team,
    is_signed_in,
    is_steward,
    scope_of,
)
from capacities.core.permissions.words import ASK_HUB, ASK_SIGN_IN, ASK_STEWARD

if TYPE_CHECKING:
    from capacities.core.people.queries import Asker


@predicate
def takes_part(person: Asker, obj: object = None) -> bool:
    """The person was invited to answer this assessment, or belongs to its group."""
    includes = getattr(obj, "includes_person", None)
    return bool(person.is_authenticated and includes is not None and includes(person))


@predicate
def is_of_a_country(person: Asker, obj: object = None) -> bool:
    """The assessment is a country's, not a municipality's."""
    return scope_of(obj).kind is ScopeKind.COUNTRY


_keeps = (concerns_all_of_europe & is_european_team) | is_hub_team | is_steward
_speaks = (is_of_a_country & is_hub_team) | is_city_team

define(
    "capacity.make",
    is_any_hub_team | is_european_team | is_steward,
    _("Templates and rounds are made by hub teams and the European team."),
    ASK_STEWARD,
)
define(
    "capacity.keep",
    _keeps,
    _("What belongs to a country is kept by its hub team, what belongs to Europe by the European team."),
    ASK_STEWARD,
)
define(
    "capacity.answer",
    takes_part | _speaks | is_steward,
    _("A self-assessment is answered by the team it is about and by those whom the team invites."),
    ASK_HUB,
)
define(
    "capacity.sign_off",
    _speaks | is_steward,
    _("A self-assessment is signed off by the hub team of the country, or by the team of the municipality."),
    ASK_HUB,
)
define(
    "capacity.take_part",
    is_signed_in,
    _("To take part in self-assessments and peer learning you need an account."),
    ASK_SIGN_IN,
)
