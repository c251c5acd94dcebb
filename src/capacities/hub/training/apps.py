"""The app of training and awareness programmes."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "capacities.hub.training"
    label = "hub_training"

    def ready(self) -> None:
        """Let people take along what is held of them here."""
        from capacities.core.people.exports import add_part
        from capacities.hub.training.personal import taken_part

        add_part("training", taken_part)
