"""The app of the cities’ programmes of hubs."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "capacities.hub.programmes"
    label = "hub_programmes"
