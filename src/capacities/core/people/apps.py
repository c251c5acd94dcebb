"""The app core.people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "capacities.core.people"
    label = "people"
