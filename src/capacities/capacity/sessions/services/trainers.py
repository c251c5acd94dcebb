"""What is done with trainers: write one, take one away, bring one back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from capacities.capacity.sessions.models import Trainer
from capacities.core.people.models import Person
from capacities.core.permissions import require
from capacities.core.removal import set_back, set_removed


@transaction.atomic
def save_trainer(*, by: Person, values: Mapping[str, Any], trainer: Trainer | None = None) -> Trainer:
    """Write a trainer. Whose the trainer is (``countries``) is one of the values; both it and the old one must be kept.

    Raises ValidationError.
    """
    if trainer is not None:
        require(by, "capacity.keep", trainer)
    trainer = trainer or Trainer()
    for name, value in values.items():
        setattr(trainer, name, value)
    require(by, "capacity.keep", trainer)
    trainer.full_clean()
    trainer.save()
    return trainer


@transaction.atomic
def remove_trainer(*, by: Person, trainer: Trainer) -> Trainer:
    """Take a trainer off the list. Sessions that are planned stay as they are; it can be undone."""
    require(by, "capacity.keep", trainer)
    set_removed(trainer)
    return trainer


@transaction.atomic
def restore_trainer(*, by: Person, trainer: Trainer) -> Trainer:
    """Bring a trainer back."""
    require(by, "capacity.keep", trainer)
    set_back(trainer)
    return trainer
