"""The app of hubs and their bodies."""

from django.apps import AppConfig


class StructureConfig(AppConfig):
    name = "capacities.hub.structure"
    label = "hub_structure"
