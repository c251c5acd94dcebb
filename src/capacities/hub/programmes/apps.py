"""The app of programmes with open application."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "capacities.hub.programmes"
    label = "hub_programmes"

    def ready(self) -> None:
        """Show open calls on the hub's first page; list what was removed; tell people what is held of them, and erase
        it with their account."""
        from django.db.models.signals import pre_delete
        from django.utils.translation import gettext_lazy as _

        from capacities.core.people.exports import add_part
        from capacities.hub.programmes import todo
        from capacities.hub.programmes.models import Criterion, Programme, Question
        from capacities.hub.programmes.personal import erase_person, personal_part
        from capacities.hub.programmes.services import form, programmes
        from capacities.hub.programmes.views.programmes import overview_section
        from capacities.hub.structure.removed import Kind, join
        from capacities.hub.structure.sections import OVERVIEW
        from capacities.hub.structure.todo import WEEKLY

        OVERVIEW.append(overview_section)
        WEEKLY.append(todo.applications)
        join(
            Kind(
                "programme",
                Programme,
                _("programme"),
                "hub",
                back=lambda by, row: programmes.restore_programme(by=by, programme=row),
                clear=programmes.clear_programme,
                related=("hub",),
            )
        )
        for key, model, name, clear in (
            ("question", Question, _("question"), form.clear_question),
            ("criterion", Criterion, _("criterion"), None),
        ):
            join(
                Kind(key, model, name, "programme__hub", form.part_back, clear, ("programme",),
                     words=lambda row: f"{row} ({row.programme})")
            )  # fmt: skip
        add_part("programmes", personal_part)
        pre_delete.connect(erase_person, sender="people.Person", dispatch_uid="hub_programmes")
