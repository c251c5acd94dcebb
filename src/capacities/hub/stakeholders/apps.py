"""The app of the stakeholder map of hubs."""

from django.apps import AppConfig


class StakeholdersConfig(AppConfig):
    name = "capacities.hub.stakeholders"
    label = "hub_stakeholders"

    def ready(self) -> None:
        """Mark addresses whose mail came back, tell people what is held of them, show published maps."""
        from capacities.core.outbox.services import mail_bounced
        from capacities.core.people.exports import add_part
        from capacities.hub.stakeholders.personal import note_bounced, personal_part
        from capacities.hub.stakeholders.views.publication import overview_section
        from capacities.hub.structure.sections import OVERVIEW

        mail_bounced.connect(note_bounced, dispatch_uid="hub_stakeholders")
        add_part("stakeholders", personal_part)
        OVERVIEW.append(overview_section)
