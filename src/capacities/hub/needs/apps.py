"""The app of needs, measures and portfolios of interventions."""

from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "capacities.hub.needs"
    label = "hub_needs"
