"""The app of the hub’s view of its cities."""

from django.apps import AppConfig


class CitiesConfig(AppConfig):
    name = "capacities.hub.cities"
    label = "hub_cities"
