"""The app of rounds of self-assessment."""

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    name = "capacities.capacity.rounds"
    label = "capacity_rounds"
