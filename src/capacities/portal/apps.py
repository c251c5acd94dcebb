"""The app portal."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "capacities.portal"
    label = "portal"
