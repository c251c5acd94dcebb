"""One's own account: the profile, and leaving for good."""

from __future__ import annotations

from django.db import transaction

from capacities.core.audit import forget_history
from capacities.core.people.models import Person, RoleRequest
from capacities.core.permissions import require


@transaction.atomic
def change_profile(*, by: Person, person: Person, name: str, language: str, time_zone: str) -> Person:
    """Change how a person is called, addressed and told the time."""
    require(by, "people.edit_profile", person)
    person.name, person.language, person.time_zone = name, language, time_zone
    person.full_clean(exclude=["password", "email"])
    person.save(update_fields=["name", "language", "time_zone"])
    return person


@transaction.atomic
def delete_account(*, by: Person, person: Person) -> None:
    """Erase a person: profile, addresses, sign-in methods, roles, requests and their traces in the history.

    Their sessions end with the account. What they did for others stays in the history under the number of the
    account, without a name.
    """
    require(by, "people.delete_account", person)
    number = person.pk
    requests = list(person.role_requests.values_list("pk", flat=True))
    person.delete()
    forget_history(RoleRequest, requests)
    forget_history(Person, [number])
