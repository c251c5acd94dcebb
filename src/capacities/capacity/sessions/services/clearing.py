"""Deleting for good the sessions and trainers that were removed more than 30 days ago."""

from __future__ import annotations

from datetime import datetime

from capacities.capacity.sessions.models import PlannedSession, Trainer
from capacities.core.audit import forget_history
from capacities.core.removal import clear_older


def clear_old(now: datetime) -> int:
    """Delete what nobody can bring back any more; return how many rows. A trainer of a session that stands stays."""
    return clear_older(PlannedSession.objects.all(), now) + clear_older(Trainer.objects.all(), now, _trainer)


def _trainer(trainer: Trainer) -> None:
    """Forget name and address also in the history: nobody needs them any more."""
    number = trainer.pk
    trainer.delete()
    forget_history(Trainer, [number])
