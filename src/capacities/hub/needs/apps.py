"""The app of needs, measures and portfolios of interventions."""

from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "capacities.hub.needs"
    label = "hub_needs"

    def ready(self) -> None:
        """Let people take along what they said here."""
        from capacities.core.people.exports import add_part
        from capacities.hub.needs.personal import said_by

        add_part("needs", said_by)
