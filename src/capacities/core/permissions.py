"""Who may do what, as sentences, and why not. The only module that decides; pages and services ask it.

A predicate reads as a fact about a person and an object. A permission names the predicate that it needs, the
reason that a refused person reads, and whom they can ask. Objects say what they belong to by a ``scope_key``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rules.predicates import predicate

from capacities.core.people.queries import active_grants, holds, is_last_steward
from capacities.core.people.roles import EVERYWHERE, ROLES, Scope, ScopeKind, country_scope, place_scope
from capacities.core.places.models import Country, Place

if TYPE_CHECKING:
    from capacities.core.people.queries import Asker

Text = str | Promise


class Refused(PermissionDenied):
    """Somebody may not do this, or not now. Carries the reason and the way forward, both for people."""

    def __init__(self, reason: Text, ask: Text = "", *, sign_in: bool = False) -> None:
        super().__init__(str(reason))
        self.reason = reason
        self.ask = ask
        self.sign_in = sign_in


@dataclass(frozen=True)
class Decision:
    """The answer to "may they?", true or false, with the reason and whom to ask when it is no."""

    allowed: bool
    reason: Text = ""
    ask: Text = ""

    def __bool__(self) -> bool:
        return self.allowed


@dataclass(frozen=True)
class RoleFor:
    """A role for a scope, as the object of permissions to grant and to revoke."""

    role: str
    scope_key: Scope


@dataclass(frozen=True)
class Permission:
    """A named permission: the rule (predicates joined by | and &), the reason of a refusal and whom to ask."""

    name: str
    rule: Any
    reason: Text
    ask: Text = ""


def scope_of(obj: object) -> Scope:
    """Return what an object belongs to. Raises TypeError for one that does not say it."""
    if obj is None:
        return EVERYWHERE
    if isinstance(obj, Place):
        return place_scope(obj.country_id, obj.slug)
    if isinstance(obj, Country):
        return country_scope(obj.iso2)
    scope = obj if isinstance(obj, Scope) else getattr(obj, "scope_key", None)
    if not isinstance(scope, Scope):
        raise TypeError(f"{type(obj).__name__} has no scope_key, so nobody can have rights on it")
    return scope


@predicate
def is_signed_in(person: Asker) -> bool:
    """The person has an account with a verified address and is signed in."""
    return bool(person.is_authenticated and person.is_active)


@predicate
def is_steward(person: Asker) -> bool:
    """The person runs this installation."""
    return holds(person, "steward")


@predicate
def is_european_team(person: Asker) -> bool:
    """The person belongs to the European team."""
    return holds(person, "european_team")


@predicate
def is_any_hub_team(person: Asker) -> bool:
    """The person belongs to the hub team of some country."""
    return holds(person, "hub_team")


@predicate
def is_hub_team(person: Asker, obj: object = None) -> bool:
    """The person belongs to the hub team of the object's country."""
    country = scope_of(obj).country
    return bool(country) and holds(person, "hub_team", country_scope(country))


@predicate
def is_city_team(person: Asker, obj: object = None) -> bool:
    """The person belongs to the team of this municipality."""
    scope = scope_of(obj)
    return scope.kind is ScopeKind.PLACE and holds(person, "city_team", scope)


@predicate
def is_member_of_organisation(person: Asker, obj: object = None) -> bool:
    """The person is a member or a manager of this organisation."""
    scope = scope_of(obj)
    return scope.kind is ScopeKind.ORGANISATION and (holds(person, "member", scope) or holds(person, "manager", scope))


@predicate
def is_manager_of_organisation(person: Asker, obj: object = None) -> bool:
    """The person manages this organisation."""
    scope = scope_of(obj)
    return scope.kind is ScopeKind.ORGANISATION and holds(person, "manager", scope)


@predicate
def is_themselves(person: Asker, obj: object = None) -> bool:
    """The person and the object are the same."""
    return bool(person.is_authenticated) and obj == person


@predicate
def is_own(person: Asker, obj: object = None) -> bool:
    """The request or the grant is the person's own."""
    return bool(person.is_authenticated) and getattr(obj, "person_id", None) == person.pk


@predicate
def concerns_a_place(person: Asker, obj: object = None) -> bool:
    """The object is about a municipality."""
    return scope_of(obj).kind is ScopeKind.PLACE


@predicate
def is_for_a_city_team(person: Asker, obj: object = None) -> bool:
    """The role is the city team's, and the scope a municipality."""
    return getattr(obj, "role", "") == "city_team" and scope_of(obj).kind is ScopeKind.PLACE


@predicate
def is_last_way_in(person: Asker, obj: object = None) -> bool:
    """Without this person or this grant the installation would have no steward."""
    if getattr(obj, "role", "steward") != "steward":
        return False
    return is_last_steward(getattr(obj, "person_id", None) or getattr(obj, "pk", None))


ASK_HUB = _("Ask the hub team of the country, or a steward of this platform.")
ASK_STEWARD = _("Ask a steward of this platform.")
ASK_SIGN_IN = _("Sign in, or make an account: it takes an e-mail address and a minute.")

_answers = is_steward | (is_hub_team & is_for_a_city_team & ~is_own)

PERMISSIONS: dict[str, Permission] = {}


def define(name: str, rule: Any, reason: Text, ask: Text = "") -> None:
    """Add a permission. Raises ValueError when the name is taken, so that two apps cannot mean two things by it."""
    if name in PERMISSIONS:
        raise ValueError(f"permission {name!r} is defined already")
    PERMISSIONS[name] = Permission(name, rule, reason, ask)


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


def may(by: Asker, permission: str, obj: object = None) -> Decision:
    """Return whether a person may do something with an object, with the reason when not.

    Raises KeyError for a permission that is not defined: a misspelt name must never read as "no" or "yes".
    """
    entry = PERMISSIONS[permission]
    if entry.rule.test(by, obj):
        return Decision(True)
    return Decision(False, entry.reason, entry.ask)


def require(by: Asker, permission: str, obj: object = None) -> None:
    """Do nothing when a person may; raise Refused with the reason and whom to ask when not."""
    decision = may(by, permission, obj)
    if not decision:
        raise Refused(decision.reason, decision.ask, sign_in=not by.is_authenticated)


def require_visible(by: Asker, permission: str, obj: object = None) -> None:
    """Answer as if the object did not exist when a person may not see it."""
    if not may(by, permission, obj):
        raise Http404


def countries_of_hub_team(person: Asker) -> frozenset[str]:
    """Return the codes of the countries to whose hub teams a person belongs."""
    prefix = f"{ScopeKind.COUNTRY}:"
    return frozenset(scope.removeprefix(prefix) for role, scope in active_grants(person) if role == "hub_team")


def role_name(role: str) -> Text:
    """Return the name of a role, or its key when the app that registered it is gone."""
    return ROLES[role].name if role in ROLES else role
