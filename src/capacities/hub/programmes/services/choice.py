"""How a hub chooses: scores of several readers, conflicts of interest, decisions that do not overwrite each other."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from capacities.core.people.models import Person
from capacities.core.permissions import Refused, require
from capacities.hub.programmes.kinds import LEAST_SCORE, MOST_SCORE, ApplicationState, Outcome
from capacities.hub.programmes.models import Application, Criterion, Decision, Programme, Reading
from capacities.hub.programmes.services.programmes import KEEP, refuse_before_deadline
from capacities.hub.programmes.services.refusals import Overtaken
from capacities.hub.programmes.standing import selected


@transaction.atomic
def read_application(*, by: Person, application: Application, scores: Mapping[int, int], comment: str = "") -> Reading:
    """Store a reader's own scores by the number of the criterion, each from 0 to 5."""
    _refuse_reader(by, application)
    known = set(
        Criterion.objects.filter(programme=application.programme_id, removed_at=None).values_list("pk", flat=True)
    )
    for criterion, score in scores.items():
        if criterion not in known or not LEAST_SCORE <= score <= MOST_SCORE:
            raise ValueError(f"score {score} for criterion {criterion} is not on the form")
    values = {"scores": {str(pk): score for pk, score in scores.items()}, "comment": comment, "at": timezone.now()}
    reading, _made = Reading.objects.update_or_create(application=application, reader=by, defaults=values)
    return reading


@transaction.atomic
def note_conflict(*, by: Person, application: Application) -> Reading:
    """Leave a reader out because they come from the town: their scores go, they neither see others' nor decide."""
    require(by, KEEP, application.programme)
    values = {"is_conflict": True, "scores": {}, "comment": "", "at": timezone.now()}
    reading, _made = Reading.objects.update_or_create(application=application, reader=by, defaults=values)
    return reading


@transaction.atomic
def take_conflict_back(*, by: Person, application: Application) -> None:
    """Take back that a reader comes from the town, where it was a mistake."""
    require(by, KEEP, application.programme)
    Reading.objects.filter(application=application, reader=by, is_conflict=True).delete()


@transaction.atomic
def decide(*, by: Person, application: Application, outcome: str, reason: str, seen_version: int) -> Decision:
    """Decide on an application, or take a decision back (``outcome`` empty).

    ``seen_version`` is the version that the decider saw (0: none). Raises Overtaken when a colleague decided since.
    """
    _refuse_reader(by, application)
    application = (
        Application.objects.select_for_update(of=("self",))
        .select_related("place", "programme__hub")
        .get(pk=application.pk)
    )
    if application.state != ApplicationState.SENT:
        raise Refused(_("This application was withdrawn."))
    there = Decision.objects.select_related("by").filter(application=application).first()
    if there is not None and there.version != seen_version:
        raise Overtaken(
            _("%(who)s decided meanwhile: %(what)s. Look at it, and save again if you want to change it.")
            % {"who": there.by or _("a colleague"), "what": there.get_outcome_display() or _("no decision")}
        )
    if outcome == Outcome.SELECTED and _is_selected_otherwise(application):
        raise Refused(_("Another application of %(town)s is selected already.") % {"town": application.place.name})
    decision = there or Decision(application=application, version=0)
    if there is not None and (there.outcome, there.reason) == (outcome, reason):
        return there
    decision.outcome, decision.reason, decision.by, decision.at = outcome, reason, by, timezone.now()
    decision.version += 1
    decision.save()
    return decision


def has_conflict(by: Person, application: Application) -> bool:
    """Return whether somebody is left out: they said that they come from the town, or they wrote the application."""
    said = any(one.reader_id == by.pk and one.is_conflict for one in application.readings.all())
    return said or application.includes_person(by)


def _refuse_reader(by: Person, application: Application) -> None:
    """Raise Refused unless somebody may read and decide now."""
    require(by, KEEP, application.programme)
    if has_conflict(by, application):
        raise Refused(_("You come from this town, so you see neither scores nor the decision before it is published."))
    programme = Programme.objects.select_for_update(of=("self",)).select_related("hub").get(pk=application.programme_id)
    if programme.is_chosen:
        raise Refused(_("The choice is closed. Open it again before you change a decision."))
    refuse_before_deadline(programme)


def _is_selected_otherwise(application: Application) -> bool:
    same_town = selected(application.programme).filter(place=application.place_id)
    return same_town.exclude(pk=application.pk).exists()
