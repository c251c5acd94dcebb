"""The atlas as the facts have it."""

from __future__ import annotations

from capacities.hub.instruments.services import load_instruments


def make_samples() -> None:
    """Bring the entries of the facts to their state."""
    load_instruments()
