"""A dialogue in rounds: who is invited, when a round opens and closes, and what each one gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from capacities.core.outbox.services import post
from capacities.core.people.mails import letter_to
from capacities.core.people.models import Person
from capacities.core.permissions import Refused, require
from capacities.core.places.models import Place
from capacities.hub.needs.models import Criterion, Dialogue, Measure, Rater, Rating, Remark, Round
from capacities.hub.needs.models.dialogues import LEAST_SCORE, MOST_SCORE
from capacities.hub.structure.models import Hub

Scores = Mapping[tuple[int, int], int | None]  # (measure, criterion): score, or nothing


@transaction.atomic
def create_dialogue(
    *,
    by: Person,
    hub: Hub,
    values: Mapping[str, Any],
    measures: Iterable[Measure],
    criteria: Sequence[Mapping[str, Any]],
) -> Dialogue:
    """Make a dialogue about some measures with stated criteria; nobody is asked before a round opens."""
    require(by, "needs.keep", hub)
    measures = list(measures)
    if not measures:
        raise ValidationError({"measures": _("Choose the measures that are to be rated.")})
    if not criteria:
        raise ValidationError({"criteria": _("Name at least one criterion.")})
    if any(measure.hub_id != hub.pk for measure in measures):
        raise ValidationError({"measures": _("Choose measures of this hub.")})
    dialogue = Dialogue(hub=hub, **values)
    dialogue.full_clean(exclude=["hub"])
    dialogue.save()
    dialogue.measures.set(measures)
    Criterion.objects.bulk_create(
        Criterion(dialogue=dialogue, order=order, **criterion) for order, criterion in enumerate(criteria)
    )
    return dialogue


@transaction.atomic
def invite(*, by: Person, dialogue: Dialogue, people: Iterable[tuple[Person, Place | None]]) -> list[Rater]:
    """Invite people, for a town where one is given; who was invited before stays so. All are told by e-mail."""
    require(by, "needs.keep", dialogue.hub)
    made = []
    for person, place in people:
        rater, new = Rater.objects.get_or_create(dialogue=dialogue, person=person, defaults={"place": place})
        if new:
            made.append(rater)
            _write(rater, "dialogue_invited", f"dialogue-invited:{rater.pk}")
    return made


@transaction.atomic
def remove_rater(*, by: Person, rater: Rater) -> Rater:
    """Ask somebody no more; what they gave in closed rounds stands."""
    require(by, "needs.keep", rater.dialogue.hub)
    rater.left_at = None if rater.left_at else timezone.now()
    rater.save(update_fields=["left_at"])
    return rater


@transaction.atomic
def open_round(*, by: Person, dialogue: Dialogue, answers_until: date | None = None) -> Round:
    """Open the next round and tell the raters; the one before has to be closed."""
    require(by, "needs.keep", dialogue.hub)
    last = dialogue.rounds.select_for_update().last()
    if last and last.closed_at is None:
        raise Refused(_("Round %(number)s is still open; close it first.") % {"number": last.number})
    raters = list(dialogue.raters.filter(left_at=None).select_related("person", "dialogue__hub"))
    if not raters:
        raise Refused(_("Nobody is invited yet; invite those who are to rate."))
    opened = Round.objects.create(dialogue=dialogue, number=last.number + 1 if last else 1, answers_until=answers_until)
    for rater in raters:
        _write(rater, "dialogue_round", f"dialogue-round:{opened.pk}:{rater.pk}", round=opened)
    return opened


@transaction.atomic
def close_round(*, by: Person, opened: Round, reopen: bool = False) -> Round:
    """End a round, so that its results are shown; or take that back while no later round has begun."""
    require(by, "needs.keep", opened.dialogue.hub)
    if reopen and opened.dialogue.rounds.filter(number__gt=opened.number).exists():
        raise Refused(_("A later round has begun; this one stays closed."))
    opened.closed_at = None if reopen else timezone.now()
    opened.save(update_fields=["closed_at"])
    return opened


@transaction.atomic
def rate(*, by: Person, rater: Rater, opened: Round, scores: Scores, remarks: Mapping[int, str]) -> int:
    """Store what a rater gives; an empty score takes an earlier one of this round back. Returns how many stand.

    Raises ValidationError that names the measure for a score that is not from 1 to 9.
    """
    require(by, "needs.rate", rater)
    opened = Round.objects.select_for_update().get(pk=opened.pk)
    if rater.left_at is not None:
        raise Refused(_("You are no longer asked in this dialogue."))
    if opened.dialogue_id != rater.dialogue_id or opened.closed_at is not None:
        raise Refused(_("This round is closed. You can revise your ratings when the next one opens."))
    measures = set(rater.dialogue.measures.values_list("pk", flat=True))
    criteria = set(rater.dialogue.criteria.values_list("pk", flat=True))
    for (measure, criterion), score in scores.items():
        if measure not in measures or criterion not in criteria:
            raise ValidationError(_("This measure or criterion does not belong to the dialogue."))
        if score is not None and not LEAST_SCORE <= score <= MOST_SCORE:
            raise ValidationError({f"score-{measure}-{criterion}": _("Enter a whole number from 1 to 9.")})
    for (measure, criterion), score in scores.items():
        place: dict[str, Any] = {"round": opened, "rater": rater, "measure_id": measure, "criterion_id": criterion}
        if score is None:
            Rating.objects.filter(**place).delete()
        else:
            Rating.objects.update_or_create(**place, defaults={"score": score})
    for measure, text in remarks.items():
        where: dict[str, Any] = {"round": opened, "rater": rater, "measure_id": measure}
        if text.strip() and measure in measures:
            Remark.objects.update_or_create(**where, defaults={"text": text.strip()})
        else:
            Remark.objects.filter(**where).delete()
    return Rating.objects.filter(round=opened, rater=rater).count()


def _write(rater: Rater, name: str, key: str, **context: Any) -> None:
    if rater.person is None:
        return
    known = {"rater": rater, "dialogue": rater.dialogue, "hub": rater.dialogue.hub, **context}
    letter = letter_to(rater.person, f"hub_needs/mail/{name}", known)
    post(letter, to=rater.person.email, kind="dialogue", about=f"dialogue:{rater.dialogue_id}", key=key)
