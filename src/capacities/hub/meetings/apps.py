"""The app of meetings, decisions and actions of hubs."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "capacities.hub.meetings"
    label = "hub_meetings"
