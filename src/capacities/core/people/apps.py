"""The app of people and their rights, and Django's admin with our site in the place of its own."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class PeopleConfig(AppConfig):
    name = "capacities.core.people"
    label = "people"
    default = True


class StewardAdminConfig(admin_apps.AdminConfig):
    default_site = "capacities.core.people.admin_site.StewardAdminSite"
    default = False
