"""Samples: the templates that come with the program are loaded with the facts, so that there is nothing to add."""

from __future__ import annotations

from capacities.capacity.questionnaires.services import load_templates


def make_samples() -> None:
    """Make sure that the prepared templates are there before samples of rounds build on them."""
    load_templates()
