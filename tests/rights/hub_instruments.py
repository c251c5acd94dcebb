"""What the addresses in hub_instruments.toml name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from capacities.core.people.models import Person
from capacities.hub.instruments.models import Instrument
from tests.hub.factories import make_hub


def objects(cast: Mapping[str, Person]) -> dict[str, Any]:
    """Make the hub of Romania and three entries: of Romania, of Europe, and a removed one of Romania."""
    make_hub()
    for slug, countries in (("own", ["RO"]), ("europe", []), ("gone", ["RO"])):
        Instrument.objects.create(slug=slug, name={"en": slug}, countries=countries, source="A page")
    Instrument.objects.filter(slug="gone").update(removed_at="2026-01-01T00:00Z")
    return {}
