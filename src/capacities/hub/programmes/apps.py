"""The app of programmes with open application."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "capacities.hub.programmes"
    label = "hub_programmes"

    def ready(self) -> None:
        """Show open calls on the hub's first page, tell people what is held of them, erase it with their account."""
        from django.db.models.signals import pre_delete

        from capacities.core.people.exports import add_part
        from capacities.hub.programmes.personal import erase_person, personal_part
        from capacities.hub.programmes.views.programmes import overview_section
        from capacities.hub.structure.sections import OVERVIEW

        OVERVIEW.append(overview_section)
        add_part("programmes", personal_part)
        pre_delete.connect(erase_person, sender="people.Person", dispatch_uid="hub_programmes")
