"""Names and pages of scopes, for people to read. Each kind is named in one query, however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from django.http import Http404
from django.utils.translation import gettext as _

from capacities.core.organisations.names import country_name
from capacities.core.people.roles import Scope, ScopeKind, role_name
from capacities.core.places.models import Place
from capacities.core.places.queries import names_of_places, place_by_address


class Scoped(Protocol):
    """A grant or a request: a role for a scope."""

    role: str

    @property
    def scope_key(self) -> Scope:
        """Return the scope."""


T = TypeVar("T", bound=Scoped)


@dataclass(frozen=True)
class Named(Generic[T]):
    """A grant or a request with the names of its role and scope in the page's language, and the scope's page."""

    item: T
    role: str
    scope: str
    url: str


def scope_names(scopes: Iterable[Scope]) -> dict[Scope, str]:
    """Return the name of each scope; one whose object is gone is named by its id."""
    wanted = set(scopes)
    places = names_of_places({scope.id for scope in wanted if scope.kind is ScopeKind.PLACE})
    names = {}
    for scope in wanted:
        if scope.kind is ScopeKind.ALL:
            names[scope] = _("the whole network")
        elif scope.kind is ScopeKind.COUNTRY:
            names[scope] = country_name(scope.id)
        else:
            names[scope] = places.get(scope.id, scope.id)
    return names


def scope_name(scope: Scope) -> str:
    """Return the name of one scope."""
    return scope_names([scope])[scope]


def scope_url(scope: Scope) -> str:
    """Return the page of a municipality or a country, nothing for what has none."""
    if scope.kind is ScopeKind.PLACE:
        return f"/places/{scope.id}/"
    return f"/countries/{scope.id.lower()}/" if scope.kind is ScopeKind.COUNTRY else ""


def with_names(items: Iterable[T]) -> Sequence[Named[T]]:
    """Return grants or requests with the names that a page shows."""
    kept = list(items)
    names = scope_names(item.scope_key for item in kept)
    return [Named(item, str(role_name(item.role)), names[item.scope_key], scope_url(item.scope_key)) for item in kept]


def place_or_404(country: str, slug: str) -> Place:
    """Return a municipality by the two parts of its address. Raises Http404 for one that does not exist."""
    place = place_by_address(country, slug)
    if place is None:
        raise Http404
    return place
