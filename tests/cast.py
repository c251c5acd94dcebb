"""The cast of tests about rights: who they are, which roles they hold, and how they come to the door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress

from capacities.core.people.models import Grant, Person
from capacities.core.people.roles import EVERYWHERE, Scope, country_scope, place_scope

if TYPE_CHECKING:
    from django.test import Client

ROLES: dict[str, tuple[str, Scope] | None] = {
    "citizen": None,
    "city_team": ("city_team", place_scope("ro", "suceava")),
    "other_city": ("city_team", place_scope("ro", "falticeni")),
    "hub_team": ("hub_team", country_scope("RO")),
    "other_hub": ("hub_team", country_scope("BG")),
    "european_team": ("european_team", EVERYWHERE),
    "steward": ("steward", EVERYWHERE),
}
VISITOR = "visitor"
EVERYBODY = (VISITOR, *ROLES)


def make_person(name: str = "ana", *grants: tuple[str, Scope], language: str = "en", password: str = "") -> Person:
    """Return somebody with a verified address and the given roles."""
    person = Person.objects.create_user(f"{name}@example.org", password or None, name=name.title(), language=language)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    for role, scope in grants:
        Grant.objects.create(person=person, role=role, scope=str(scope))
    return person


def make_cast() -> dict[str, Person]:
    """Return one person for each role, by its name."""
    return {name: make_person(name, *([grant] if grant else [])) for name, grant in ROLES.items()}


def enter(client: Client, cast: dict[str, Person], name: str) -> None:
    """Let somebody of the cast sign in, or the visitor stay outside."""
    client.logout()
    if name != VISITOR:
        client.force_login(Person.objects.get(pk=cast[name].pk))
