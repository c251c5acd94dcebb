"""The app city."""

from django.apps import AppConfig


class CityConfig(AppConfig):
    name = "capacities.city"
    label = "city"
