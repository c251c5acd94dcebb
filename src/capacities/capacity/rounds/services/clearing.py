"""Deleting for good what was removed from rounds more than 30 days ago, with its files."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Model

from capacities.capacity.rounds.models import Assessment, Evidence, Participant, Round, Statement
from capacities.core.audit import forget_history
from capacities.core.files.services import delete_file
from capacities.core.removal import clear_older


def clear_old(now: datetime) -> int:
    """Delete what nobody can bring back any more; return how many rows. Rounds come first: the rest goes with them."""
    ways = ((Round, _round), (Evidence, _evidence), (Statement, Model.delete), (Participant, _participant))
    return sum(clear_older(model._default_manager.all(), now, clear) for model, clear in ways)


def _round(round: Round) -> None:
    invited = list(Participant.objects.filter(assessment__round=round).values_list("pk", flat=True))
    files = [one.file for one in Evidence.objects.filter(assessment__round=round).select_related("file")]
    Assessment.objects.filter(round=round).delete()
    round.delete()
    for stored in files:
        delete_file(stored)
    forget_history(Participant, invited)


def _evidence(evidence: Evidence) -> None:
    evidence.delete()
    delete_file(evidence.file)


def _participant(participant: Participant) -> None:
    """Forget an address that is no longer invited, also in the history: nobody needs it."""
    number = participant.pk
    participant.delete()
    forget_history(Participant, [number])
