"""What the addresses in hub_training.toml name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from capacities.core.people.models import Person
from capacities.hub.structure.models import Visibility
from capacities.hub.training import services
from tests.hub.factories import make_hub
from tests.hub.training.factories import make_enrolment, make_module, make_training


def objects(cast: Mapping[str, Person]) -> dict[str, Any]:
    """Make an open programme with a module, a draft, a suggestion of the citizen's, and a guest's enrolment."""
    hub = make_hub()
    training = make_training(hub)
    module = make_module(training)
    draft = make_training(hub, "Draft", visibility=Visibility.HUB)
    guest = make_enrolment(training)
    suggestion = services.suggest(by=cast["citizen"], training=training, text="Less theory")
    return {
        "open": training.pk,
        "draft": draft.pk,
        "module": module.pk,
        "suggestion": suggestion.pk,
        "token": services.link_of(guest).rstrip("/").rpartition("/")[2],
    }
