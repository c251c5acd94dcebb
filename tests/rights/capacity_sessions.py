"""What the addresses in capacity_sessions.toml name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from capacities.capacity.sessions import services
from capacities.capacity.sessions.models import PlannedSession
from capacities.core.people.models import Person
from capacities.core.places.models import Place
from tests.capacity.sessions.factories import make_match, make_needs_round, make_team, make_trainer, say


def objects(cast: Mapping[str, Person]) -> dict[str, Any]:
    """Make Europe's round with Romania and Bulgaria, Romania's round of two cities, series, matches, trainers."""
    europe = make_needs_round("autumn")
    learner, teacher = make_team(europe, "RO", 0, 4), make_team(europe, "BG", 4, 0)
    say(teacher, "offer")
    make_trainer()
    series = services.open_series(by=cast["european_team"], round=europe)
    chosen = list(series.sessions.filter(is_chosen=True))
    session = services.make_event(by=cast["european_team"], session=chosen[0])
    cities = make_needs_round("cities", audience="city", countries=["RO"])
    towns = [Place.objects.get(country_id="RO", slug=slug) for slug in ("suceava", "falticeni")]
    town, other = make_team(cities, towns[0], 0, 4), make_team(cities, towns[1], 4, 0)
    trainer = make_trainer("Hub trainer", countries=["RO"])
    of_cities = services.open_series(by=cast["hub_team"], round=cities)
    return {
        "trainer": trainer.pk,
        "session": session.pk,
        "free": PlannedSession.objects.filter(series=of_cities).earliest("pk").pk,
        "teacher": teacher.pk,
        "learner": learner.pk,
        "town": town.pk,
        "match": make_match(learner, teacher).pk,
        "draft": make_match(learner, teacher, "energy-heat", state="draft", sent_at=None).pk,
        "of_towns": make_match(town, other).pk,
        "met": make_match(town, other, "energy-heat", state="met", met_on="2026-01-05").pk,
    }
