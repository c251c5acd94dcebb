"""What tests of hubs share: a frozen day, an officer of the Romanian hub team, and their browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import time_machine

from capacities.core.people.models import Person
from capacities.core.people.roles import country_scope
from tests.cast import make_person

if TYPE_CHECKING:
    from django.test import Client

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


@pytest.fixture
def today() -> Iterator[None]:
    """Let it be Wednesday, 25 November 2026, 9:00 UTC, throughout a test."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def officer() -> Person:
    """Return an officer of the Romanian hub team who reads Romanian."""
    return make_person("officer", ("hub_team", country_scope("RO")), language="ro")


@pytest.fixture
def office(client: Client, officer: Person) -> Client:
    """Return the browser of the officer, who is signed in; pages come in English."""
    client.force_login(officer)
    return client
