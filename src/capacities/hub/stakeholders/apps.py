"""The app of the stakeholder map of hubs."""

from django.apps import AppConfig


class StakeholdersConfig(AppConfig):
    name = "capacities.hub.stakeholders"
    label = "hub_stakeholders"

    def ready(self) -> None:
        """Show the maps that a hub publishes on its first page."""
        from capacities.hub.stakeholders.views.publication import overview_section
        from capacities.hub.structure.sections import OVERVIEW

        OVERVIEW.append(overview_section)
