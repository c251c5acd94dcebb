"""The app of self-assessments, the capacity map and what follows from it."""

from django.apps import AppConfig


class CapacityConfig(AppConfig):
    name = "capacities.capacity"
    label = "capacity"
