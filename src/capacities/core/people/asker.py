"""Who asks, in the pages that only people who are signed in reach."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from capacities.core.people.models import Person


def asker(request: HttpRequest) -> Person:
    """Return the person who is signed in; the caller has asked for a permission that visitors never have."""
    return cast(Person, request.user)
