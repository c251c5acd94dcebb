"""The app of programmes that towns apply to."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "capacities.hub.programmes"
    label = "hub_programmes"
