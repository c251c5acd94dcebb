"""Our Django apps, once for settings, addresses and samples.

Their order: templates and words of an earlier app go before those of a later one; samples build on earlier ones.
"""

from __future__ import annotations

from importlib.util import find_spec

OWN_APPS = (
    "capacities.core.people",
    "capacities.core.places",
    "capacities.core.organisations",
    "capacities.core.outbox",
    "capacities.core.files",
    "capacities.events",
    "capacities.capacity.questionnaires",
    "capacities.capacity.rounds",
    "capacities.capacity.map",
    "capacities.capacity.sessions",
    "capacities.hub.structure",
    "capacities.hub.programmes",
    "capacities.hub.meetings",
    "capacities.hub.stakeholders",
    "capacities.hub.instruments",
    "capacities.hub.needs",
    "capacities.hub.training",
    "capacities.hub.cities",
    "capacities.city",
    "capacities.portal",
    "capacities.web",
)


def apps_with(room: str) -> list[str]:
    """Return the dotted names of a room, such as ``urls`` or ``samples``, of the apps that have it."""
    return [f"{app}.{room}" for app in OWN_APPS if find_spec(f"{app}.{room}")]
