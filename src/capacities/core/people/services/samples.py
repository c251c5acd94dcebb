"""Sample people of the demo. They are made only when the demo asks, never on an installation with real people."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import transaction

from capacities.core.outbox.letters import DEFAULT_ZONE, ZONE_OF_LANGUAGE
from capacities.core.people.models import Grant, Person
from capacities.core.people.roles import EVERYWHERE, Scope, country_scope, place_scope

# Known to everybody who reads this line; good enough for a demo on one's own machine, and for nothing else.
SAMPLE_PASSWORD = "climate-neutral-2030"

SAMPLES: tuple[tuple[str, str, str, str, Scope | None], ...] = (
    ("steward@example.org", "Steward, sample", "en", "steward", EVERYWHERE),
    ("hub@example.org", "Hub officer, sample", "ro", "hub_team", country_scope("RO")),
    ("city@example.org", "City officer, sample", "ro", "city_team", place_scope("ro", "suceava")),
    ("europe@example.org", "European team, sample", "en", "european_team", EVERYWHERE),
    ("citizen@example.org", "Citizen, sample", "ro", "", None),
)


@transaction.atomic
def create_sample_people() -> list[tuple[Person, str]]:
    """Make the five sample people where they are missing and return each with the role's key ("" for the citizen).

    All sign in with ``SAMPLE_PASSWORD``. Called again it changes nothing.
    """
    made = []
    for email, name, language, role, scope in SAMPLES:
        person = Person.objects.filter(email=email).first() or Person.objects.create_user(
            email, SAMPLE_PASSWORD, name=name, language=language, time_zone=ZONE_OF_LANGUAGE.get(language, DEFAULT_ZONE)
        )
        EmailAddress.objects.get_or_create(user=person, email=email, defaults={"verified": True, "primary": True})
        if scope is not None:
            Grant.objects.get_or_create(person=person, role=role, scope=str(scope), revoked_at=None)
        made.append((person, role))
    return made
