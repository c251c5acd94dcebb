"""What an answer to "may they?" is, the registry of named permissions, and the functions that ask it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.functional import Promise

from capacities.core.people.roles import Scope

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


PERMISSIONS: dict[str, Permission] = {}


def define(name: str, rule: Any, reason: Text, ask: Text = "") -> None:
    """Add a permission. Raises ValueError when the name is taken, so that two apps cannot mean two things by it."""
    if name in PERMISSIONS:
        raise ValueError(f"permission {name!r} is defined already")
    PERMISSIONS[name] = Permission(name, rule, reason, ask)


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
