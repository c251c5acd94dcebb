"""How far the choice of a programme is: how many applications wait for a decision or an answer. Asks no permission."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef, QuerySet

from capacities.hub.programmes.kinds import ApplicationState, Outcome
from capacities.hub.programmes.models import Application, Programme, Reply


def sent_to(programme: Programme) -> QuerySet[Application]:
    """Return the applications that towns have sent and not withdrawn."""
    return Application.objects.filter(programme=programme, state=ApplicationState.SENT)


def undecided(programme: Programme) -> int:
    """Return how many applications have no decision."""
    return sent_to(programme).exclude(decision__outcome__in=Outcome.values).count()


def unanswered(programme: Programme) -> int:
    """Return how many applications were not answered since their last decision."""
    return waiting_for_answer(programme).count()


def waiting_for_answer(programme: Programme) -> QuerySet[Application]:
    """Return the decided applications whose last decision the town was not told yet."""
    return untold(sent_to(programme)).annotate(decision_version=F("decision__version"))


def untold(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Return which of some applications are decided and were not answered since."""
    told = Reply.objects.filter(
        application=OuterRef("pk"), decision_version=OuterRef("decision__version"), sent_at__isnull=False
    )
    return applications.filter(decision__outcome__in=Outcome.values).exclude(Exists(told))


def selected(programme: Programme) -> QuerySet[Application]:
    """Return the applications of a programme that are selected, by the name of the town."""
    return selected_of([programme])


def selected_of(programmes: Iterable[Programme]) -> QuerySet[Application]:
    """Return the applications of some programmes that are selected, by the name of the town."""
    found = Application.objects.filter(
        programme__in=[one.pk for one in programmes],
        state=ApplicationState.SENT,
        decision__outcome=Outcome.SELECTED,
    )
    return found.select_related("place", "place__country").order_by("place__name")
