"""Valid needs, measures, dialogues and portfolios without surprises."""

from __future__ import annotations

from typing import Any

from capacities.core.people.models import Person
from capacities.core.places.models import Country, Place
from capacities.hub.needs.models import Answer, Criterion, Dialogue, Measure, Need, Portfolio, Rater
from capacities.hub.structure.models import Hub, Visibility


def make_town(slug: str, people: int = 20_000) -> Place:
    """Return a town of Romania."""
    country, _made = Country.objects.get_or_create(
        iso2="RO",
        defaults={
            "eu_code": "RO", "name_en": "Romania", "name_local": "România", "role": "core", "languages": "ro",
            "population": 19_000_000, "population_year": 2023, "eu_member": True,
        },
    )  # fmt: skip
    return Place.objects.create(
        country=country, slug=slug, name=slug.title(), kind="municipality", latitude=46, longitude=25, population=people
    )


def make_need(hub: Hub, title: str = "People who prepare projects", *towns: Place, **changes: Any) -> Need:
    """Return a public need of urgency 3."""
    values = {"title": title, "visibility": Visibility.PUBLIC, **changes}
    need = Need.objects.create(hub=hub, **values)
    need.places.set(towns)
    return need


def make_measure(hub: Hub, name: str = "Shared team", cost_eur: int = 100_000, **changes: Any) -> Measure:
    """Return a public measure; ``answers`` maps needs to shares."""
    answers = changes.pop("answers", {})
    values = {"title": {"en": name}, "cost_eur": cost_eur, "visibility": Visibility.PUBLIC, **changes}
    measure = Measure.objects.create(hub=hub, **values)
    for need, share in answers.items():
        Answer.objects.create(measure=measure, need=need, share=share)
    return measure


def make_dialogue(hub: Hub, measures: list[Measure], people: list[Person]) -> tuple[Dialogue, list[Rater]]:
    """Return a dialogue with one criterion and its raters."""
    dialogue = Dialogue.objects.create(hub=hub, title={"en": "Which first?"})
    dialogue.measures.set(measures)
    Criterion.objects.create(dialogue=dialogue, name={"en": "Effect"})
    return dialogue, [Rater.objects.create(dialogue=dialogue, person=person) for person in people]


def make_portfolio(hub: Hub, **changes: Any) -> Portfolio:
    """Return a draft without limits."""
    return Portfolio.objects.create(**{"hub": hub, "title": {"en": "First steps"}, **changes})
