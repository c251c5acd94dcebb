"""Reminders: by the holders of a round, at most once a day for each respondent, and by themselves before a deadline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from capacities.capacity.rounds.models import Assessment, AssessmentState, Round, RoundState
from capacities.capacity.rounds.services.respondents import tell
from capacities.core.people.models import Person
from capacities.core.permissions import Refused, require

DAYS_BEFORE = (2, 7)  # the nearest first
AT_MOST_EVERY = timedelta(days=1)
DONE = (AssessmentState.SIGNED_OFF, AssessmentState.WITHDRAWN)


def lagging(round: Round) -> QuerySet[Assessment]:
    """Return the assessments that were asked for and are not signed off."""
    return round.assessments.exclude(state__in=DONE).exclude(invited_at=None)


def may_be_reminded(rows: QuerySet[Assessment], now: datetime) -> QuerySet[Assessment]:
    """Return those that were not reminded within the last day."""
    return rows.filter(Q(reminded_at=None) | Q(reminded_at__lte=now - AT_MOST_EVERY))


@transaction.atomic
def remind(*, by: Person, round: Round, assessment_ids: Iterable[int], text: Mapping[str, str]) -> int:
    """Remind those who lag, in words that the holder may have changed; return how many. Nobody twice a day."""
    require(by, "capacity.keep", round)
    if round.state != RoundState.OPEN:
        raise Refused(_("Only in an open round is anybody reminded."))
    now = timezone.now()
    rows = lagging(round).select_for_update().filter(pk__in=list(assessment_ids))
    ids = list(may_be_reminded(rows, now).values_list("pk", flat=True))
    chosen = round.assessments.filter(pk__in=ids)
    tell(chosen, "reminder", {"text": text}, once=now.isoformat(timespec="minutes"), by=by)
    return chosen.update(reminded_at=now)


@transaction.atomic
def remind_automatically(now: datetime) -> int:
    """Remind those who are not done seven and two days before the deadline, once each; return how many respondents."""
    count = 0
    near = Round.objects.filter(state=RoundState.OPEN, removed_at=None, closes_at__gt=now)
    for round in near.filter(closes_at__lte=now + timedelta(days=max(DAYS_BEFORE))):
        assert round.closes_at is not None
        days = next(days for days in DAYS_BEFORE if round.closes_at - timedelta(days=days) <= now)
        begun = round.closes_at - timedelta(days=days)
        rows = lagging(round).filter(Q(reminded_at=None) | Q(reminded_at__lt=begun))
        rows = may_be_reminded(rows, now)
        ids = list(rows.values_list("pk", flat=True))
        chosen = round.assessments.filter(pk__in=ids)
        tell(chosen, "reminder", {}, once=f"{round.closes_at.isoformat()}:{days}")
        count += chosen.update(reminded_at=now)
    return count
