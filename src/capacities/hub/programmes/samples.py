"""Sample programmes: two of the Romanian hub with applications of candidate towns; Austria's by public facts."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from capacities.core.people.models import Person
from capacities.core.places.models import Place
from capacities.hub.programmes import services
from capacities.hub.programmes.kinds import ApplicationState, ProgrammeState
from capacities.hub.programmes.models import Answer, AnswerVersion, Application, Author, Programme
from capacities.hub.programmes.prefill import fill_in
from capacities.hub.structure.models import Hub

_ZONE = "Europe/Bucharest"
_OPEN_DAYS = 30
_MARK = "Exemplu: nimeni nu a scris aceste rânduri."

QUESTIONS: tuple[dict[str, Any], ...] = (
    {
        "kind": "number",
        "label": {"en": "Inhabitants", "ro": "Locuitori"},
        "prefill": "inhabitants",
    },
    {
        "kind": "number",
        "label": {"en": "Emissions of the town, t CO₂e per year", "ro": "Emisiile localității, t CO₂e pe an"},
        "prefill": "emissions",
    },
    {
        "kind": "text",
        "label": {"en": "What do you want to do first, and why?", "ro": "Ce doriți să faceți mai întâi și de ce?"},
        "hint": {
            "en": "Two or three measures, who leads them, what is ready.",
            "ro": "Două-trei măsuri, cine le conduce, ce este pregătit.",
        },
    },
    {
        "kind": "several",
        "label": {"en": "Where do you need help most?", "ro": "La ce aveți cea mai mare nevoie de ajutor?"},
        "choices": [
            {"en": "Data and inventory", "ro": "Date și inventar"},
            {"en": "Preparing investment projects", "ro": "Pregătirea proiectelor de investiții"},
            {"en": "Finding money", "ro": "Găsirea banilor"},
            {"en": "Working with citizens", "ro": "Lucrul cu cetățenii"},
        ],
    },
    {
        "kind": "file",
        "label": {"en": "Decision of the council", "ro": "Hotărârea consiliului local"},
        "is_required": False,
    },
)
CRITERIA: tuple[dict[str, Any], ...] = (
    {
        "name": {"en": "Will of the town", "ro": "Voința localității"},
        "hint": {
            "en": "0 no decision, 5 council and staff behind it",
            "ro": "0 nicio hotărâre, 5 consiliu și personal",
        },
        "weight": 2,
    },
    {
        "name": {"en": "First measures", "ro": "Primele măsuri"},
        "hint": {"en": "0 a wish, 5 ready to begin", "ro": "0 o dorință, 5 gata de început"},
        "weight": 1,
    },
)
# Slug of a candidate town (national_candidates.csv), what it wants first, chosen helps.
DRAFT = ("suceava", "Un plan pentru termoficare, împreună cu operatorul.", [1, 3])
SENT = (
    ("alba-iulia", "Renovarea școlilor și un inventar făcut cu date proprii.", [1, 2]),
    ("roman", "Iluminat public și panouri solare pe clădirile primăriei.", [2, 3]),
    ("tulcea", "Autobuze electrice și piste pentru biciclete până la port.", [2, 3, 4]),
)


@transaction.atomic
def make_samples() -> None:
    """Make the samples once, where the hubs and the sample people exist."""
    officer = Person.objects.filter(email="hub@example.org").first()
    romania, austria = (Hub.objects.filter(slug=slug).first() for slug in ("m100", "austria"))
    if romania is not None and officer is not None and not romania.programmes.exists():
        _romanian(romania, officer)
    if austria is not None and not austria.programmes.exists():
        _austrian(austria)


def _romanian(hub: Hub, officer: Person) -> None:
    author = Person.objects.filter(email="city@example.org").first()
    opened = _programme(
        hub,
        officer,
        name={
            "en": "First steps for candidate cities (sample)",
            "ro": "Primii pași pentru orașele candidate (exemplu)",
        },
        summary={
            "en": "A sample: the hub would help six towns for a year. Nothing of this is promised.",
            "ro": "Un exemplu: hubul ar ajuta șase localități timp de un an. Nimic din toate acestea nu este promis.",
        },
        offers={
            "en": "Help with the inventory, two visits of experts, exchange with the three Mission cities.",
            "ro": "Ajutor la inventar, două vizite ale unor experți, schimb cu cele trei orașe ale Misiunii.",
        },
        closes_at=_day(_OPEN_DAYS),
        places=6,
        facts_programme="M100 Mirror Mission Cities Hub Romania",
    )
    closed = _programme(
        hub,
        officer,
        name={"en": "Learning from a Mission city (sample)", "ro": "De învățat de la un oraș al Misiunii (exemplu)"},
        summary={
            "en": "A sample whose deadline has passed: read, score, decide and answer here.",
            "ro": "Un exemplu cu termenul-limită depășit: citiți, punctați, decideți și răspundeți aici.",
        },
        offers={
            "en": "Three days in a Mission city for two people of the town hall.",
            "ro": "Trei zile într-un oraș al Misiunii pentru două persoane din primărie.",
        },
        closes_at=_day(1),
        places=2,
    )
    if author is not None:
        _application(opened, author, *DRAFT, ApplicationState.DRAFT)
        for town in SENT:
            _application(closed, author, *town, ApplicationState.SENT)
    Programme.objects.filter(pk=closed.pk).update(closes_at=_day(-2))


def _day(days: int) -> datetime:
    return datetime.combine(timezone.localdate() + timedelta(days=days), time(17), ZoneInfo(_ZONE))


def _programme(hub: Hub, officer: Person, **values: Any) -> Programme:
    eligible = {
        "en": "Towns of Romania that want to be climate-neutral by 2030 or soon after.",
        "ro": "Localități din România care doresc să fie neutre climatic până în 2030 sau curând după aceea.",
    }
    programme = services.make_programme(
        by=officer, hub=hub, eligible=eligible, topics=["planning-action"], time_zone=_ZONE, **values
    )
    Programme.objects.filter(pk=programme.pk).update(is_sample=True)
    for question in QUESTIONS:
        services.add_question(by=officer, programme=programme, **question)
    for criterion in CRITERIA:
        services.add_criterion(by=officer, programme=programme, **criterion)
    return services.call_programme(by=officer, programme=programme)


def _application(
    programme: Programme, author: Person, slug: str, words: str, helps: list[int], state: ApplicationState
) -> None:
    place = Place.objects.filter(country_id="RO", slug=slug).first()
    if place is None:
        return
    sent_at = timezone.now() - timedelta(days=5) if state == ApplicationState.SENT else None
    application = Application.objects.create(
        programme=programme,
        place=place,
        by_team=slug == "suceava",
        language="ro",
        state=state,
        sent_at=sent_at,
        is_sample=True,
    )
    Author.objects.create(application=application, person=author)
    questions = list(programme.questions.all())
    fill_in(application, questions)
    for question in questions:
        value = {"text": f"{_MARK}\n{words}", "several": helps}.get(question.kind)
        if value is not None:
            answer = Answer.objects.create(application=application, question=question, value=value, changed_by=author)
            AnswerVersion.objects.create(answer=answer, version=1, value=value, author=author)


def _austrian(hub: Hub) -> None:
    """Express what public sources say of Austria's pioneer cities; towns apply there, not here."""
    Programme.objects.create(
        hub=hub,
        slug="pioneer-cities",
        name={
            "en": "Pioneer cities (Mission Klimaneutrale Stadt)",
            "ro": "Orașe-pionier (Mission Klimaneutrale Stadt)",
        },
        summary={
            "en": "Large and small pioneer cities come in by open application; agencies run the calls.",
            "ro": "Orașele-pionier mari și mici intră prin candidatură deschisă; apelurile sunt derulate de agenții.",
        },
        state=ProgrammeState.CALLED,
        time_zone="Europe/Vienna",
        elsewhere_url="https://klimaneutralestadt.at",
        facts_programme="Mission Klimaneutrale Stadt (pioneer cities)",
        source="ots.at press release 16 Feb 2023; klimaneutralestadt.at; mission2040.at",
    )
