"""The app core.organisations."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "capacities.core.organisations"
    label = "organisations"
