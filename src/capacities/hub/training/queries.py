"""Reads of training programmes. Every function takes the asker first and returns only what that person may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from capacities.core.permissions import may
from capacities.hub.needs.queries import open_to
from capacities.hub.structure.models import Hub, Visibility
from capacities.hub.training.kinds import AUDIENCES, EnrolmentState, TrainingState
from capacities.hub.training.models import Enrolment, Module, Training

if TYPE_CHECKING:
    from capacities.core.people.models import Person
    from capacities.core.people.queries import Asker

# Fewer answers are not shown as a mean: whoever knows two of three could tell the third.
LEAST_FEEDBACK = 3


@dataclass(frozen=True, slots=True)
class AudienceCount:
    """How many people of an audience take part, wait, and completed."""

    name: str
    enrolled: int
    waiting: int
    completed: int


@dataclass(frozen=True, slots=True)
class Feedback:
    """What participants said: how many, the mean from three answers on, and their words."""

    count: int
    useful: float | None
    words: list[Enrolment]


def trainings_visible_to(by: Asker, hub: Hub) -> QuerySet[Training]:
    """Return the programmes of a hub; those of the hub alone to its team and the European team."""
    rows = Training.objects.filter(hub=hub, removed_at=None).select_related("hub")
    if may(by, "hub.see_private", hub):
        return rows
    seen = Q(visibility__in=open_to(by))
    if by.is_authenticated:
        seen |= Q(enrolments__person=by)
    return rows.filter(seen).distinct()


def trainings_listed(by: Asker, hub: Hub) -> QuerySet[Training]:
    """Return the programmes for a list, with the number of modules and of people who take part."""
    return trainings_visible_to(by, hub).annotate(
        modules_count=Count("modules", filter=Q(modules__removed_at=None), distinct=True),
        enrolled_count=Count("enrolments", filter=Q(enrolments__state=EnrolmentState.ENROLLED), distinct=True),
    )


def trainings_open_in(country: str) -> QuerySet[Training]:
    """Return the programmes of a country that everybody sees and that take enrolments now."""
    public = {"visibility": Visibility.PUBLIC, "hub__visibility": Visibility.PUBLIC}
    found = Training.objects.filter(hub__countries__contains=[country], removed_at=None, **public)
    in_time = Q(enrol_until=None) | Q(enrol_until__gte=timezone.localdate())
    return found.filter(in_time, state=TrainingState.OPEN).select_related("hub").order_by("starts_on", "pk")


def modules_of(training: Training, audience: str = "") -> list[Module]:
    """Return the modules in order; with an audience only those that it takes."""
    rows = training.modules.filter(removed_at=None).select_related("event", "file")
    return [module for module in rows if module.is_for(audience)]


def needed_for_completion(training: Training, audience: str) -> set[int]:
    """Return the ids of the modules that somebody of an audience has to go through."""
    return {module.pk for module in modules_of(training, audience) if module.is_required}


def participants(
    by: Asker, training: Training, state: str = "", audience: str = "", text: str = ""
) -> QuerySet[Enrolment]:
    """Return who enrolled, for the hub's team, with what each went through; nobody for others."""
    if not may(by, "hub.edit", training):
        return Enrolment.objects.none()
    rows = training.enrolments.select_related("place").prefetch_related(Prefetch("done"))
    if state:
        rows = rows.filter(state=state)
    if audience:
        rows = rows.filter(audience=audience)
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(email__icontains=text) | Q(organisation__icontains=text))
    return rows


def own_enrolments(by: Person) -> QuerySet[Enrolment]:
    """Return what a person enrolled in."""
    rows = Enrolment.objects.filter(person=by, training__removed_at=None).select_related("training__hub")
    return rows.exclude(state=EnrolmentState.WITHDRAWN).order_by("-enrolled_at")


def own_enrolment(by: Asker, training: Training) -> Enrolment | None:
    """Return a person's own enrolment in a programme."""
    return training.enrolments.filter(person=by).first() if by.is_authenticated else None


def counts_by_audience(training: Training) -> list[AudienceCount]:
    """Return how many take part by audience, one query; audiences without anybody are left out."""
    enrolled, waiting = Q(state=EnrolmentState.ENROLLED), Q(state=EnrolmentState.WAITING)
    rows = training.enrolments.values("audience").annotate(
        enrolled=Count("pk", filter=enrolled),
        waiting=Count("pk", filter=waiting),
        completed=Count("pk", filter=enrolled & Q(completed_at__isnull=False)),
    )
    found = {row["audience"]: row for row in rows}
    return [
        AudienceCount(str(name), found[key]["enrolled"], found[key]["waiting"], found[key]["completed"])
        for key, name in AUDIENCES.items()
        if key in found
    ]


def feedback_of(training: Training) -> Feedback:
    """Return what participants said, without saying who."""
    rows: Sequence[Enrolment] = list(training.enrolments.filter(feedback_at__isnull=False).order_by("-feedback_at"))
    marks = [row.useful for row in rows if row.useful is not None]
    mean = fmean(marks) if len(marks) >= LEAST_FEEDBACK else None
    words = [row for row in rows if row.feedback or row.will_try]
    return Feedback(len(rows), mean, words if len(rows) >= LEAST_FEEDBACK else [])
