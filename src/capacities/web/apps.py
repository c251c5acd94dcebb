"""The app web."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "capacities.web"
    label = "web"
