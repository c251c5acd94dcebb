"""The app of training and awareness programmes."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "capacities.hub.training"
    label = "hub_training"
