"""What the addresses in capacity_map.toml name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from capacities.capacity.rounds.models import Privacy
from capacities.core.people.models import Person
from capacities.core.places.models import Place
from tests.capacity.factories import make_round
from tests.capacity.map.factories import fill, make_wide_version


def objects(cast: Mapping[str, Person]) -> dict[str, Any]:
    """Make a round of countries (Romania for itself, Bulgaria for all who take part, Sweden public) and one of cities.

    Suceava keeps its scores to itself, Fălticeni opens them to all who take part.
    """
    privacy = [Privacy.OWN, Privacy.GROUP, Privacy.PUBLIC]
    fill(make_round(make_wide_version(topics=4)), ["RO", "BG", "SE"], privacy=privacy)
    towns = [Place.objects.get(country_id="RO", slug=slug) for slug in ("suceava", "falticeni")]
    fill(make_round(make_wide_version("municipal", "city", topics=4), "cities"), towns, privacy=privacy)
    return {}
