"""The app of the capacity map."""

from django.apps import AppConfig


class MapConfig(AppConfig):
    name = "capacities.capacity.map"
    label = "capacity_map"
