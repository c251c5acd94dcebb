"""The kinds of roles that can be granted, and the keys of what they are granted for. Knows no database."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ScopeKind(StrEnum):
    """What a role reaches: everything, a country, a municipality, an organisation or a joint call."""

    ALL = "all"
    COUNTRY = "country"
    PLACE = "place"
    ORGANISATION = "organisation"
    CALL = "call"


@dataclass(frozen=True)
class Scope:
    """What one grant reaches; written as ``all``, ``country:RO`` or ``place:ro/suceava``."""

    kind: ScopeKind
    id: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}" if self.id else str(self.kind)

    @property
    def country(self) -> str:
        """Return the country's code in upper case for a country or a municipality, else nothing."""
        if self.kind is ScopeKind.COUNTRY:
            return self.id
        return self.id.partition("/")[0].upper() if self.kind is ScopeKind.PLACE else ""


EVERYWHERE = Scope(ScopeKind.ALL)


def country_scope(code: str) -> Scope:
    """Return the scope of a whole country, from its two-letter code in any case."""
    return Scope(ScopeKind.COUNTRY, code.upper())


def place_scope(country: str, slug: str) -> Scope:
    """Return the scope of one municipality, from its country's code and its slug."""
    return Scope(ScopeKind.PLACE, f"{country.lower()}/{slug}")


def parse_scope(key: str) -> Scope:
    """Read a scope's key. Raises ValueError for a kind that does not exist or an id that is missing."""
    kind, _separator, id = key.partition(":")
    if kind not in {k.value for k in ScopeKind}:
        raise ValueError(f"scope {key!r} must begin with one of {', '.join(ScopeKind)}")
    scope = Scope(ScopeKind(kind), id)
    if (scope.kind is ScopeKind.ALL) == bool(id):
        raise ValueError(f"scope {key!r}: only 'all' stands without an id")
    return scope


@dataclass(frozen=True)
class Role:
    """A role that can be granted: its key, its name and the kind of scope that it needs."""

    key: str
    name: Promise | str
    scope_kind: ScopeKind


ROLES: dict[str, Role] = {
    role.key: role
    for role in (
        Role("member", _("Member of an organisation"), ScopeKind.ORGANISATION),
        Role("manager", _("Manager of an organisation"), ScopeKind.ORGANISATION),
        Role("city_team", _("City team"), ScopeKind.PLACE),
        Role("hub_team", _("Hub team"), ScopeKind.COUNTRY),
        Role("european_team", _("European team"), ScopeKind.ALL),
        Role("call_secretariat", _("Call secretariat"), ScopeKind.CALL),
        Role("evaluator", _("Evaluator"), ScopeKind.CALL),
        Role("agency_officer", _("Funding agency officer"), ScopeKind.CALL),
        Role("steward", _("Steward"), ScopeKind.ALL),
    )
}


def register_role(role: Role) -> None:
    """Add a role of another app to the registry. Raises ValueError when the key is taken."""
    if role.key in ROLES:
        raise ValueError(f"role {role.key!r} is registered already")
    ROLES[role.key] = role


def role_name(role: str) -> str | Promise:
    """Return the name of a role, or its key when the app that registered it is gone."""
    return ROLES[role].name if role in ROLES else role
