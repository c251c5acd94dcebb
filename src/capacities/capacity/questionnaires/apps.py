"""The app of self-assessment templates."""

from django.apps import AppConfig


class QuestionnairesConfig(AppConfig):
    name = "capacities.capacity.questionnaires"
    label = "capacity_questionnaires"
