"""Valid programmes, questions, criteria and applications without surprises."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from capacities.core.people.models import Person
from capacities.core.places.models import Place
from capacities.hub.programmes.models import (
    Answer,
    AnswerVersion,
    Application,
    Author,
    Criterion,
    Programme,
    Question,
)
from capacities.hub.structure.models import Hub

CLOSES = datetime(2027, 3, 15, 15, 0, tzinfo=UTC)


def make_programme(hub: Hub, slug: str = "pioneers", **changes: Any) -> Programme:
    """Return a programme that is open until 15 March 2027, 17:00 in Bucharest, without questions."""
    values = {
        "name": {"en": slug.title(), "ro": "Pionieri"},
        "state": "called",
        "closes_at": CLOSES,
        "time_zone": "Europe/Bucharest",
        **changes,
    }
    return Programme.objects.create(hub=hub, slug=slug, **values)


def make_question(programme: Programme, label: str = "Why", kind: str = "text", **changes: Any) -> Question:
    """Return a question that needs an answer."""
    order = programme.questions.count()
    return Question.objects.create(programme=programme, label={"en": label}, kind=kind, order=order, **changes)


def make_criterion(programme: Programme, name: str = "Will", weight: int = 1) -> Criterion:
    """Return a criterion."""
    order = programme.criteria.count()
    return Criterion.objects.create(programme=programme, name={"en": name}, weight=weight, order=order)


def make_application(programme: Programme, place: Place, *people: Person, **changes: Any) -> Application:
    """Return a draft of a town that some people write."""
    application = Application.objects.create(programme=programme, place=place, **changes)
    for person in people:
        Author.objects.create(application=application, person=person)
    return application


def make_sent(programme: Programme, place: Place, *people: Person, **changes: Any) -> Application:
    """Return an application that was sent, on 1 March 2027 if nothing else is said."""
    values = {"state": "sent", "sent_at": datetime(2027, 3, 1, 9, 0, tzinfo=UTC), **changes}
    return make_application(programme, place, *people, **values)


def make_answer(application: Application, question: Question, value: Any, author: Person | None = None) -> Answer:
    """Return the first version of an answer."""
    answer = Answer.objects.create(application=application, question=question, value=value, changed_by=author)
    AnswerVersion.objects.create(answer=answer, version=1, value=value, author=author)
    return answer
