"""What the addresses in hub_cities.toml name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from capacities.core.people.models import Person
from capacities.core.places.models import Place
from capacities.hub.cities.models import CityFile, RaisedHand
from capacities.hub.cities.services import _token
from tests.hub.factories import make_hub


def objects(cast: Mapping[str, Person]) -> dict[str, Any]:
    """Make a public hub of Romania that follows Reghin, which has raised its hand."""
    reghin = Place.objects.get(country_id="RO", slug="reghin")
    CityFile.objects.create(hub=make_hub(), place=reghin)
    hand = RaisedHand.objects.create(
        place=reghin, text="Help", name="Mayor, sample", email="a@example.org", state="waiting"
    )
    return {"hand": hand.pk, "token": _token(hand)}
