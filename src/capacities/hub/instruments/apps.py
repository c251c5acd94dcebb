"""The app of what a country has: processes, networks, instruments, policies."""

from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    name = "capacities.hub.instruments"
    label = "hub_instruments"
