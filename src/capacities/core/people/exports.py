"""All that the platform knows about a person, for that person, as plain data. Other apps add what they hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from capacities.core.audit import history
from capacities.core.people.models import Person
from capacities.core.people.queries import sign_in_methods

PARTS: dict[str, Callable[[Person], Any]] = {}


def add_part(name: str, read: Callable[[Person], Any]) -> None:
    """Let another app add what it holds about a person. Raises ValueError when the name is taken."""
    if name in PARTS:
        raise ValueError(f"part {name!r} of the personal data is defined already")
    PARTS[name] = read


def personal_data(person: Person) -> dict[str, Any]:
    """Return everything held about a person, without secrets: hashes, keys and codes never leave the database."""
    methods = sign_in_methods(person)
    data: dict[str, Any] = {
        "exported_at": timezone.now(),
        "profile": {
            name: getattr(person, name)
            for name in ("email", "name", "language", "time_zone", "joined_at", "last_login", "is_active")
        },
        "email_addresses": [
            {"email": row.email, "verified": row.verified, "primary": row.primary} for row in methods["addresses"]
        ],
        "sign_in": {
            "password": methods["password"],
            "authenticator_app": methods["totp"],
            "passkeys": methods["passkeys"],
            "recovery_codes_left": methods["recovery_codes_left"],
            "providers": [
                {"provider": row.provider, "identifier": row.uid, "given_data": row.extra_data}
                for row in methods["providers"]
            ],
        },
        "roles": list(
            person.grants.values(
                "role", "scope", "valid_from", "valid_until", "granted_at", "revoked_at", "revoked_reason"
            )
        ),
        "requests": list(
            person.role_requests.values(
                "role", "scope", "message", "work_email", "state", "asked_at", "answered_at", "reason"
            )
        ),
        "changes_of_profile": [
            {"at": change.at, "kind": change.kind, "changes": change.before_after}
            for change in history(model=Person, object_id=person.pk, limit=1000)
        ],
    }
    return data | {name: read(person) for name, read in PARTS.items()}
