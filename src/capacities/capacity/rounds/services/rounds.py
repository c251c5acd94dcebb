"""A round as a whole: made, changed, opened, closed, moved to another version of its template, removed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from capacities.capacity.questionnaires.models import Question, State, Version
from capacities.capacity.rounds.models import Answer, AssessmentState, Round, RoundState
from capacities.capacity.rounds.services.carry import carry_over
from capacities.capacity.rounds.services.respondents import tell
from capacities.capacity.rounds.values import EMPTY, fits
from capacities.core.people.models import Person
from capacities.core.permissions import Refused, require
from capacities.core.removal import set_back, set_removed
from capacities.core.texts import told_in

RESERVED = ("new", "mine")


@transaction.atomic
def create_round(*, by: Person, values: Mapping[str, Any]) -> Round:
    """Make a draft of a round. Nobody is told and nothing is seen outside before it is opened."""
    require(by, "capacity.make")
    round = Round(**values)
    require(by, "capacity.keep", round)
    _refuse_foreign_answers(by, round)
    if round.version.state != State.PUBLISHED:
        raise ValidationError({"version": _("Choose a published version.")})
    round.audience = round.version.template.audience
    round.slug = _free_slug(told_in(round.name, "en").text)
    round.full_clean()
    round.save()
    return round


@transaction.atomic
def change_round(*, by: Person, round: Round, values: Mapping[str, Any]) -> Round:
    """Change what a round says of itself. Version and holder are fixed once it is open; a version is moved instead."""
    require(by, "capacity.keep", round)
    round = held(round)
    fixed = {"version", "countries"} & set(values)
    if round.state != RoundState.DRAFT and fixed:
        raise Refused(_("The round is open: its template is changed by moving it to another version."))
    for name, value in values.items():
        setattr(round, name, value)
    require(by, "capacity.keep", round)
    _refuse_foreign_answers(by, round)
    if fixed:
        round.audience = round.version.template.audience
    round.full_clean()
    round.save()
    return round


@transaction.atomic
def open_round(*, by: Person, round: Round) -> Round:
    """Open a draft for answers, or a closed round again. Answers of the last round are carried over at the start."""
    require(by, "capacity.keep", round)
    round = held(round)
    if not round.assessments.exists():
        raise Refused(_("Choose first who is to answer."))
    now = timezone.now()
    if round.state == RoundState.CLOSED and round.closes_at and round.closes_at <= now:
        raise Refused(_("Its deadline has passed. Set a new one, which opens the round again."))
    if round.state == RoundState.DRAFT:
        round.opens_at = round.opens_at or now
        carry_over(round, round.assessments.all())
    round.state = RoundState.OPEN
    round.full_clean()
    round.save()
    return round


@transaction.atomic
def close_round(*, by: Person, round: Round) -> Round:
    """End a round: nothing is answered or signed off any more, until it is opened again."""
    require(by, "capacity.keep", round)
    round = held(round)
    if round.state != RoundState.OPEN:
        raise Refused(_("Only an open round can be closed."))
    round.state = RoundState.CLOSED
    round.save(update_fields=["state"])
    return round


@transaction.atomic
def extend(*, by: Person, round: Round, closes_at: datetime, tell_teams: bool = True) -> Round:
    """Set another deadline; a closed round is open again. Those who are not done are told."""
    require(by, "capacity.keep", round)
    round = held(round)
    if closes_at <= timezone.now():
        raise ValidationError({"closes_at": _("Choose a moment that is still to come.")})
    round.closes_at = closes_at
    if round.state == RoundState.CLOSED:
        round.state = RoundState.OPEN
    round.full_clean()
    round.save()
    if tell_teams and round.state == RoundState.OPEN:
        waiting = round.assessments.exclude(invited_at=None).exclude(
            state__in=(AssessmentState.SIGNED_OFF, AssessmentState.WITHDRAWN)
        )
        tell(waiting, "deadline", {}, once=closes_at.isoformat(), by=by)
    return round


@transaction.atomic
def move_round(*, by: Person, round: Round, version: Version) -> Round:
    """Ask by another version of the same template. Answers stay with the keys of their questions.

    One that the new version does not take is kept and no longer counts; it counts again when the round moves back.
    """
    require(by, "capacity.keep", round)
    round = held(round)
    if version.template_id != round.version.template_id or version.state == State.DRAFT:
        raise Refused(_("Choose a published version of the same template."))
    round.version = version
    round.save(update_fields=["version"])
    questions = {question.key: question for question in Question.objects.filter(section__version=version)}
    for answer in Answer.objects.filter(assessment__round=round).exclude(aside=None):
        question = questions.get(answer.question_key)
        if question and answer.value not in EMPTY and not fits(question, answer.value) and fits(question, answer.aside):
            answer.value, answer.aside = answer.aside, answer.value
            answer.revision += 1
            answer.save(update_fields=["value", "aside", "revision"])
    return round


@transaction.atomic
def remove_round(*, by: Person, round: Round, back: bool = False) -> Round:
    """Take a round with all its answers out of sight, or bring it back."""
    require(by, "capacity.keep", round)
    (set_back if back else set_removed)(round)
    return round


def held(round: Round) -> Round:
    """Return the round as it is now, held until the transaction ends."""
    return Round.objects.select_for_update(of=("self",)).select_related("version__template").get(pk=round.pk)


def _refuse_foreign_answers(by: Person, round: Round) -> None:
    """Refuse a round before this one that somebody else holds: its answers would be shown to the wrong people."""
    if round.previous is not None:
        require(by, "capacity.keep", round.previous)


def _free_slug(name: str) -> str:
    base = slugify(name)[:70] or "round"
    taken = set(Round.objects.filter(slug__startswith=base).values_list("slug", flat=True)) | set(RESERVED)
    return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, 1000))) if slug not in taken)
