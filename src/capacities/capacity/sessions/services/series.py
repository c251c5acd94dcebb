"""What is done with a series: limits, sessions to choose from, the choice, holding by hand, accepting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from capacities.capacity.rounds.models import Round
from capacities.capacity.sessions.choosing import choice
from capacities.capacity.sessions.models import Hold, PlannedSession, Series
from capacities.capacity.sessions.picture import Picture, picture_of
from capacities.capacity.sessions.proposing import proposed
from capacities.capacity.sessions.queries import sessions_of, trainers_for
from capacities.core.people.models import Person
from capacities.core.permissions import Refused, require
from capacities.core.removal import set_back

# A new series begins in a month, so that people can be invited, and lasts half a year.
BEGINS_IN = timedelta(days=30)
LASTS = timedelta(days=182)


@transaction.atomic
def open_series(*, by: Person, round: Round) -> Series:
    """Return the series of a round; the first time it is made with usual limits and a first proposal."""
    require(by, "capacity.keep", round)
    first = timezone.localdate() + BEGINS_IN
    series, new = Series.objects.get_or_create(
        round=round, defaults={"first_day": first, "last_day": first + LASTS, "per_family": 2}
    )
    if new:
        propose_sessions(by=by, series=series)
        choose_series(by=by, series=series)
    return series


@transaction.atomic
def save_series(*, by: Person, series: Series, values: Mapping[str, Any]) -> Series:
    """Change the limits. Raises ValidationError."""
    require(by, "capacity.keep", series)
    series = _open(series)
    for name, value in values.items():
        setattr(series, name, value)
    series.full_clean()
    series.save()
    return series


@transaction.atomic
def propose_sessions(*, by: Person, series: Series) -> int:
    """Draft the sessions to choose from anew and return how many; those written, held or drafted as events stay."""
    require(by, "capacity.keep", series)
    series = _open(series)
    series.sessions.filter(by_hand=False, hold=Hold.FREE, event=None).delete()
    kept = {(tuple(row.topics), row.trainer_id, row.on) for row in series.sessions.all()}
    new = [
        row
        for row in proposed(series, _picture(by, series), list(trainers_for(series.round)))
        if (tuple(row.topics), row.trainer_id, row.on) not in kept
    ]
    for row in new:
        row.save()
    return len(new)


@transaction.atomic
def choose_series(*, by: Person, series: Series) -> Series:
    """Choose the series that meets most need within the limits, and keep it with its reasons."""
    require(by, "capacity.keep", series)
    series = _open(series)
    rows = list(sessions_of(series))
    found = choice(series, _picture(by, series), rows)
    if found is None:
        raise Refused(_("The pinned sessions break a limit. Free one of them, or raise the limit."))
    series.result, of_each, chosen = found
    series.chosen_at = timezone.now()
    series.save(update_fields=["result", "chosen_at"])
    for row in rows:
        row.is_chosen, row.result = row.pk in chosen, of_each.get(row.pk, {"why": "nobody"})
        row.save(update_fields=["is_chosen", "result"])
    return series


@transaction.atomic
def save_session(
    *, by: Person, series: Series, values: Mapping[str, Any], session: PlannedSession | None = None
) -> PlannedSession:
    """Write a session to choose from by hand. Raises ValidationError."""
    require(by, "capacity.keep", series)
    series = _open(series)
    if session is not None and session.has_event:
        raise Refused(_("This session is an event already. Change the event instead."))
    session = session or PlannedSession(series=series)
    for name, value in values.items():
        setattr(session, name, value)
    session.by_hand = True
    session.full_clean()
    session.save()
    return session


@transaction.atomic
def hold_session(*, by: Person, session: PlannedSession, how: str) -> PlannedSession:
    """Pin a session, exclude it or free it for the next choice."""
    require(by, "capacity.keep", session.series)
    _open(session.series)
    session = locked_session(session)
    session.hold = Hold(how)
    session.save(update_fields=["hold"])
    return session


@transaction.atomic
def remove_session(*, by: Person, session: PlannedSession) -> PlannedSession:
    """Take a session away; it can be brought back."""
    require(by, "capacity.keep", session.series)
    _open(session.series)
    session = locked_session(session)
    if session.has_event:
        raise Refused(_("This session is an event already. Drop the event first."))
    # What was removed by hand counts as written by hand, so that the next proposal does not erase it for good.
    session.removed_at, session.by_hand, session.is_chosen = timezone.now(), True, False
    session.save(update_fields=["removed_at", "by_hand", "is_chosen"])
    return session


@transaction.atomic
def restore_session(*, by: Person, session: PlannedSession) -> PlannedSession:
    """Bring a removed session back."""
    require(by, "capacity.keep", session.series)
    session = locked_session(session)
    set_back(session)
    return session


@transaction.atomic
def accept_series(*, by: Person, series: Series) -> Series:
    """Accept the chosen series: it stays as it is, and its sessions can become events."""
    require(by, "capacity.keep", series)
    series = _open(series)
    if not series.sessions.filter(removed_at=None, is_chosen=True).exists():
        raise Refused(_("No session is chosen yet."))
    series.accepted_at = timezone.now()
    series.save(update_fields=["accepted_at"])
    return series


@transaction.atomic
def reopen_series(*, by: Person, series: Series) -> Series:
    """Take the acceptance back, so that limits and sessions can change; events that were made stay."""
    require(by, "capacity.keep", series)
    series.accepted_at = None
    series.save(update_fields=["accepted_at"])
    return series


def locked_session(session: PlannedSession) -> PlannedSession:
    """Return a session as it is now, locked until the transaction ends."""
    rows = PlannedSession.objects.select_for_update(of=["self"]).select_related("series__round", "trainer", "event")
    return rows.get(pk=session.pk)


def _picture(by: Person, series: Series) -> Picture:
    return picture_of(by, series.round, series.gap_below_pct / 100)


def _open(series: Series) -> Series:
    """Return the series as it is now, locked; refuse to change one that was accepted."""
    fresh = Series.objects.select_for_update().select_related("round__version__template").get(pk=series.pk)
    if fresh.accepted_at:
        raise Refused(_("The series is accepted. Open it again to change it."))
    return fresh
