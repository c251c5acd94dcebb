"""Mail to people with an account, in the language and time zone of their profile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from capacities.core.outbox.letters import Letter, compose

if TYPE_CHECKING:
    from capacities.core.people.models import Person


def letter_to(person: Person, name: str, context: Mapping[str, Any]) -> Letter:
    """Write the mail `name` to a person."""
    return compose(name, {**context, "person": person}, language=person.language, zone=person.time_zone)
