"""Values of a stakeholder as JSON holds them, and back, and as people read them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from capacities.hub.stakeholders.kinds import ROLES, Helix, Stance


def to_stored(value: Any) -> Any:
    """Return a value as JSON holds it."""
    return value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value


def from_stored(field: str, value: Any) -> Any:
    """Return the value of a field as it was."""
    return date.fromisoformat(value) if field in ("next_on", "expires") and value else value


def value_text(field: str, value: Any) -> str:
    """Return the value of a field in words."""
    if field == "roles":
        return ", ".join(str(ROLES.get(role, role)) for role in value) or "–"
    if field in ("helix", "stance"):
        return str(dict((Helix if field == "helix" else Stance).choices).get(value, value))
    if field in ("power", "interest") and value is None:
        return _("not known")
    return "–" if value in (None, "") else str(value)
