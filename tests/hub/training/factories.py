"""Valid training programmes, modules and enrolments without surprises."""

from __future__ import annotations

from typing import Any

from capacities.hub.structure.models import Hub, Visibility
from capacities.hub.training.kinds import EnrolmentState, TrainingState
from capacities.hub.training.models import Enrolment, Module, Training


def make_training(hub: Hub, title: str = "First steps", **changes: Any) -> Training:
    """Return a public programme for local authorities and decision makers, open for enrolment, without a limit."""
    values = {
        "title": {"en": title},
        "audiences": ["local", "decision_maker"],
        "state": TrainingState.OPEN,
        "visibility": Visibility.PUBLIC,
    }
    return Training.objects.create(hub=hub, **{**values, **changes})


def make_module(training: Training, title: str = "Inventory", **changes: Any) -> Module:
    """Return a needed module for everybody."""
    order = training.modules.count()
    return Module.objects.create(**{"training": training, "title": {"en": title}, "order": order, **changes})


def make_enrolment(training: Training, name: str = "guest", **changes: Any) -> Enrolment:
    """Return somebody from a local authority who has a seat and no account."""
    values = {"name": f"{name}, sample", "email": f"{name}@example.org", "audience": "local"}
    return Enrolment.objects.create(training=training, **{**values, "state": EnrolmentState.ENROLLED, **changes})
