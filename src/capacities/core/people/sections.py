"""What other parts add to one's own account page: each gives its own markup, or nothing. They add themselves."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest

Section = Callable[[HttpRequest], str]

ACCOUNT: list[Section] = []
