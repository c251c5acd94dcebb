"""Sample needs, measures, a dialogue and a portfolio for the Romanian hub, marked as samples on every page."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from capacities.core.people.models import Person
from capacities.core.places.models import Place
from capacities.hub.needs.models import Answer, Criterion, Dialogue, Measure, Need, Portfolio, Rater
from capacities.hub.needs.services import choose_portfolio, publish_portfolio
from capacities.hub.structure.models import Hub, Visibility

CITIES = ("suceava", "falticeni", "reghin")
NEEDS: tuple[dict[str, Any], ...] = (
    {
        "kind": "need",
        "title": "Oameni care să pregătească proiecte de investiții",
        "text": "Avem idei și bani promiși, dar nimeni nu poate pregăti documentația la timp.",
        "topics": ["administration-staff", "finance-cases"],
        "urgency": 4,
        "cities": CITIES,
    },
    {
        "kind": "barrier",
        "title": "Distribuitorii de energie nu dau date despre consum",
        "text": "Inventarul de emisii rămâne cu estimări, fiindcă datele pe localitate nu ajung la primărie.",
        "topics": ["monitoring-data", "monitoring-inventory"],
        "urgency": 5,
        "cities": CITIES,
    },
    {
        "kind": "barrier",
        "title": "Banca nu acordă credite asociațiilor de proprietari",
        "text": "Renovarea blocurilor se oprește la partea de bani a locatarilor.",
        "topics": ["buildings-homes", "finance-private"],
        "urgency": 3,
        "cities": CITIES[:2],
    },
)
MEASURES: tuple[dict[str, Any], ...] = (
    {
        "title": {"en": "Shared team that prepares projects", "ro": "Echipă comună care pregătește proiecte"},
        "kind": "organisational",
        "cost_eur": 600_000,
        "staff_months": 72,
        "effect": 4,
        "start_year": 2027,
        "duration_months": 24,
        "for_small_towns": True,
        "answers": {0: 75},
    },
    {
        "title": {
            "en": "Rule on energy data for municipalities",
            "ro": "Regulă privind datele de energie pentru primării",
        },
        "kind": "legal",
        "cost_eur": 40_000,
        "staff_months": 10,
        "effect": 5,
        "start_year": 2027,
        "duration_months": 12,
        "for_small_towns": False,
        "answers": {1: 100},
    },
    {
        "title": {
            "en": "Guarantee fund for owners’ associations",
            "ro": "Fond de garantare pentru asociațiile de proprietari",
        },
        "kind": "financial",
        "cost_eur": 2_000_000,
        "staff_months": 24,
        "effect": 4,
        "start_year": 2028,
        "duration_months": 36,
        "for_small_towns": False,
        "answers": {2: 100},
    },
    {
        "title": {"en": "Course on preparing projects", "ro": "Curs de pregătire a proiectelor"},
        "kind": "knowledge",
        "cost_eur": 90_000,
        "staff_months": 8,
        "effect": 2,
        "start_year": 2027,
        "duration_months": 12,
        "for_small_towns": True,
        "answers": {0: 25},
    },
)


@transaction.atomic
def make_samples() -> None:
    """Make the samples once, where the hub of Romania and its sample officer exist."""
    hub = Hub.objects.filter(countries=["RO"]).order_by("pk").first()
    officer = Person.objects.filter(email="hub@example.org").first()
    if hub is None or officer is None or Need.objects.filter(hub=hub, is_sample=True).exists():
        return
    needs = [_need(hub, officer, **values) for values in NEEDS]
    measures = [_measure(hub, needs, **values) for values in MEASURES]
    portfolio = Portfolio.objects.create(
        hub=hub,
        title={"en": "First interventions 2027–2028, sample", "ro": "Primele intervenții 2027–2028, exemplu"},
        budget_eur=800_000,
        staff_months=100,
        is_sample=True,
    )
    publish_portfolio(by=officer, portfolio=choose_portfolio(by=officer, portfolio=portfolio))
    dialogue = Dialogue.objects.create(
        hub=hub,
        title={"en": "Which measures first? Sample", "ro": "Ce măsuri mai întâi? Exemplu"},
        is_sample=True,
    )
    dialogue.measures.set(measures)
    Criterion.objects.create(dialogue=dialogue, name={"en": "Effect on the cities", "ro": "Efectul asupra orașelor"})
    for email in ("hub@example.org", "city@example.org"):
        person = Person.objects.filter(email=email).first()
        if person:
            Rater.objects.create(dialogue=dialogue, person=person)


def _need(hub: Hub, officer: Person, *, cities: tuple[str, ...], **values: Any) -> Need:
    need = Need.objects.create(
        hub=hub,
        person=officer,
        on_behalf="Sample",
        language="ro",
        visibility=Visibility.PUBLIC,
        is_sample=True,
        **values,
    )
    need.places.set(Place.objects.filter(country_id="RO", slug__in=cities))
    return need


def _measure(hub: Hub, needs: list[Need], *, answers: dict[int, int], **values: Any) -> Measure:
    measure = Measure.objects.create(hub=hub, visibility=Visibility.PUBLIC, is_sample=True, **values)
    for number, share in answers.items():
        Answer.objects.create(measure=measure, need=needs[number], share=share)
    return measure
