"""What other parts of a hub add to its first page: each gives its own markup, or nothing. They add themselves."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest

from capacities.hub.structure.models import Hub

Section = Callable[[HttpRequest, Hub], str]

OVERVIEW: list[Section] = []
