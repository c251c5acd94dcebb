"""Facts about a person and an object, as sentences. Rules join them by | and &."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.predicates import predicate

from capacities.core.people.queries import holds, is_last_steward
from capacities.core.people.roles import EVERYWHERE, Scope, ScopeKind, country_scope, place_scope
from capacities.core.places.models import Country, Place

if TYPE_CHECKING:
    from capacities.core.people.queries import Asker


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


def countries_of(obj: object) -> tuple[str, ...]:
    """Return the codes of the countries that an object belongs to: those it names itself, else its scope's."""
    several = getattr(obj, "country_codes", None)
    if several is not None:
        return tuple(several)
    country = scope_of(obj).country
    return (country,) if country else ()


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
    """The person belongs to the hub team of the object's country, or of one of its countries where it has several."""
    return any(holds(person, "hub_team", country_scope(country)) for country in countries_of(obj))


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
def has_a_seat(person: Asker, obj: object = None) -> bool:
    """The object is a body, or something of a body or a meeting, and the person sits there now or is invited."""
    sits = getattr(obj, "includes_person", None)
    return bool(person.is_authenticated and sits is not None and sits(person))


@predicate
def concerns_all_of_europe(person: Asker, obj: object = None) -> bool:
    """The object belongs to no single country."""
    return not countries_of(obj)


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
