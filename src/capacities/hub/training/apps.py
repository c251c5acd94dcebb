"""The app of training and awareness programmes."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "capacities.hub.training"
    label = "hub_training"

    def ready(self) -> None:
        """List what was removed; tell people what is held of them, and erase it with their account."""
        from django.db.models.signals import pre_delete
        from django.utils.translation import gettext_lazy as _

        from capacities.core.people.exports import add_part
        from capacities.hub.structure.removed import Kind, join
        from capacities.hub.structure.todo import WEEKLY
        from capacities.hub.training import todo
        from capacities.hub.training.models import Module, Training
        from capacities.hub.training.personal import erase_person, taken_part
        from capacities.hub.training.services import trainings

        WEEKLY.append(todo.suggestions_and_seats)
        join(Kind("training", Training, _("training programme"), "hub", clear=trainings.clear_training,
                  related=("hub",)))  # fmt: skip
        join(
            Kind(
                "module",
                Module,
                _("module"),
                "training__hub",
                back=trainings.module_back,
                clear=trainings.clear_module,
                related=("training", "file"),
                words=lambda row: f"{row} ({row.training})",
            )
        )
        add_part("training", taken_part)
        pre_delete.connect(erase_person, sender="people.Person", dispatch_uid="hub_training")
