"""What higher parts add to the page of a town: each gives its own markup, or nothing. They add themselves."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest

from capacities.core.places.models import Place

Section = Callable[[HttpRequest, Place], str]

TOWN: list[Section] = []
