"""Small words of the hub's pages."""

from __future__ import annotations

from collections.abc import Sized

from django import template

from capacities.hub.structure.outline import seats_words

register = template.Library()


@register.filter
def seat_count(seats: Sized) -> str:
    """Say how many seats."""
    return seats_words(len(seats))
