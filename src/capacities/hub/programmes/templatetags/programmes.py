"""Filters of the pages of programmes. They show; they decide nothing."""

from __future__ import annotations

from django import template

from capacities.hub.programmes.prefill import origin_words

register = template.Library()

register.filter("origin_words", origin_words)
