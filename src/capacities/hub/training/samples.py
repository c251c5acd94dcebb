"""A sample training programme of the Romanian hub, marked as one on every page."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from capacities.core.people.models import Person
from capacities.core.places.models import Place
from capacities.hub.needs.models import Need
from capacities.hub.structure.models import Hub, Visibility
from capacities.hub.training.kinds import EnrolmentState, SuggestionState, TrainingState
from capacities.hub.training.models import Enrolment, Module, Suggestion, Training

MODULES: tuple[dict[str, Any], ...] = (
    {
        "title": {"en": "What a town emits, and how one knows", "ro": "Ce emite o localitate și cum se află"},
        "text": {
            "en": "Read an inventory, find the three figures that matter most, ask for them.",
            "ro": "Citiți un inventar, găsiți cele trei cifre care contează cel mai mult și le cereți.",
        },
        "kind": "session",
        "hours": 3,
    },
    {
        "title": {"en": "From a need to a project sheet", "ro": "De la o nevoie la o fișă de proiect"},
        "text": {
            "en": "Write one page that a funding body can answer.",
            "ro": "Scrieți o pagină la care un finanțator poate răspunde.",
        },
        "kind": "exercise",
        "audiences": ["local", "prefecture"],
        "hours": 4,
    },
    {
        "title": {"en": "What a council decides, and when", "ro": "Ce hotărăște un consiliu local și când"},
        "text": {
            "en": "The decisions on the way to 2030, in the order in which they fall due.",
            "ro": "Hotărârile pe drumul spre 2030, în ordinea în care devin necesare.",
        },
        "kind": "reading",
        "audiences": ["decision_maker"],
        "hours": 1,
        "is_required": False,
    },
)


@transaction.atomic
def make_samples() -> None:
    """Make the samples once, where the hub of Romania exists."""
    hub = Hub.objects.filter(countries=["RO"]).order_by("pk").first()
    if hub is None or Training.objects.filter(hub=hub, is_sample=True).exists():
        return
    training = Training.objects.create(
        hub=hub,
        title={
            "en": "First steps to a climate contract, sample",
            "ro": "Primii pași spre un contract climatic, exemplu",
        },
        text={
            "en": "Afterwards an officer can read the town’s draft, replace its weakest figures and write a project.",
            "ro": "La final, un funcționar poate citi schița localității, poate înlocui cifrele cele mai nesigure și "
            "poate scrie un proiect.",
        },
        audiences=["local", "prefecture", "decision_maker"],
        topics=["monitoring-inventory", "finance-cases", "planning-action"],
        languages=["ro"],
        state=TrainingState.OPEN,
        seats=30,
        visibility=Visibility.PUBLIC,
        is_sample=True,
    )
    towns = list(Place.objects.filter(country_id="RO", slug__in=["suceava", "falticeni"]))
    training.places.set(towns)
    training.needs.set(Need.objects.filter(hub=hub, is_sample=True, topics__contains=["finance-cases"]))
    for order, values in enumerate(MODULES):
        Module.objects.create(training=training, order=order, **values)
    officer = Person.objects.filter(email="city@example.org").first()
    Suggestion.objects.create(
        training=training,
        person=officer,
        place=towns[0] if towns else None,
        text="Exercițiul să pornească de la cifrele localității noastre, nu de la un exemplu.",
        state=SuggestionState.TAKEN,
        answer="Da: fiecare lucrează pe schița localității sale.",
    )
    if officer is not None:
        Enrolment.objects.create(
            training=training, person=officer, name=officer.name, email=officer.email, language=officer.language,
            audience="local", state=EnrolmentState.ENROLLED, enrolled_at=timezone.now(),
        )  # fmt: skip
