"""What training adds to Today and the weekly letter: suggestions without an answer, people who wait for a seat."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from capacities.core.people.models import Person
from capacities.core.permissions import may
from capacities.hub.structure.models import Hub
from capacities.hub.structure.todo import Group, Line
from capacities.hub.training.kinds import EnrolmentState, SuggestionState, TrainingState
from capacities.hub.training.models import Training

MOST = 5


def suggestions_and_seats(person: Person, hub: Hub, day: date) -> Group | None:
    """Return the programmes of a hub with suggestions to answer or people on the waiting list; one query."""
    if not may(person, "hub.edit", hub):
        return None
    unanswered = Count("suggestions", filter=Q(suggestions__state=SuggestionState.OPEN), distinct=True)
    waiting = Count("enrolments", filter=Q(enrolments__state=EnrolmentState.WAITING), distinct=True)
    counted = Training.objects.filter(hub=hub, removed_at=None).select_related("hub").order_by("pk")
    lines = []
    for one in counted.annotate(unanswered=unanswered, waiting=waiting).filter(Q(unanswered__gt=0) | Q(waiting__gt=0)):
        if one.unanswered:
            words = ngettext("%(count)s suggestion without an answer", "%(count)s suggestions without an answer",
                             one.unanswered)  # fmt: skip
            lines.append(Line(str(one), f"{one.get_absolute_url()}#suggestions", words % {"count": one.unanswered}))
        if one.waiting and one.state != TrainingState.ENDED:
            words = ngettext("%(count)s person waits for a seat", "%(count)s people wait for a seat", one.waiting)
            address = reverse("hub-training-participants", args=[hub.slug, one.pk])
            lines.append(Line(str(one), f"{address}?state={EnrolmentState.WAITING}", words % {"count": one.waiting}))
    address = reverse("hub-trainings", args=[hub.slug])
    if not lines:
        return None
    return Group("training", _("Training that waits for you"), lines[:MOST], len(lines), address, 13)
