"""The app of the stakeholder map of hubs."""

from django.apps import AppConfig


class StakeholdersConfig(AppConfig):
    name = "capacities.hub.stakeholders"
    label = "hub_stakeholders"
