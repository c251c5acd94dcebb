"""Values of a stakeholder as JSON holds them, and back."""

from __future__ import annotations

from datetime import date
from typing import Any


def to_stored(value: Any) -> Any:
    """Return a value as JSON holds it."""
    return value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value


def from_stored(field: str, value: Any) -> Any:
    """Return the value of a field as it was."""
    return date.fromisoformat(value) if field in ("next_on", "expires") and value else value
