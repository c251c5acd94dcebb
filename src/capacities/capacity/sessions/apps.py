"""The app of capacity-building sessions and peer matches."""

from django.apps import AppConfig


class SessionsConfig(AppConfig):
    name = "capacities.capacity.sessions"
    label = "capacity_sessions"
