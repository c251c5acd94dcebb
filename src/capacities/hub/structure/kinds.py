"""Kinds of bodies and of seats in them: text keys that are stored, and their names for people."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

BODY_KINDS: dict[str, str | Promise] = {
    "steering": pgettext_lazy("kind of body", "Steering committee"),
    "coordination": pgettext_lazy("kind of body", "Coordination committee"),
    "mirror-group": pgettext_lazy("kind of body", "Mirror group"),
    "working-group": pgettext_lazy("kind of body", "Working group"),
    "task-force": pgettext_lazy("kind of body", "Task force"),
    "secretariat": pgettext_lazy("kind of body", "Secretariat"),
    "advisory": pgettext_lazy("kind of body", "Advisory board"),
    "forum": pgettext_lazy("kind of body", "Forum of cities"),
}
SEAT_ROLES: dict[str, str | Promise] = {
    "chair": pgettext_lazy("role in a body", "Chair"),
    "deputy": pgettext_lazy("role in a body", "Deputy chair"),
    "secretary": pgettext_lazy("role in a body", "Secretary"),
    "member": pgettext_lazy("role in a body", "Member"),
    "expert": pgettext_lazy("role in a body", "Expert"),
    "observer": pgettext_lazy("role in a body", "Observer"),
}


def body_kind_name(key: str) -> str:
    """Return the name of a kind of body; one that came later than this list is shown in readable form."""
    return str(BODY_KINDS.get(key, key.replace("-", " ").capitalize()))


def seat_role_name(key: str) -> str:
    """Return the name of a role in a body."""
    return str(SEAT_ROLES.get(key, key.replace("-", " ").capitalize()))
