"""The app of attached files."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "capacities.core.files"
    label = "files"
