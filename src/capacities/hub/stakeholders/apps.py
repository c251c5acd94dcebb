"""The app of the stakeholder map of hubs."""

from django.apps import AppConfig


class StakeholdersConfig(AppConfig):
    name = "capacities.hub.stakeholders"
    label = "hub_stakeholders"

    def ready(self) -> None:
        """Mark addresses whose mail came back, and tell people with an account what is held of them."""
        from capacities.core.outbox.services import mail_bounced
        from capacities.core.people.exports import add_part
        from capacities.hub.stakeholders.personal import note_bounced, personal_part

        mail_bounced.connect(note_bounced, dispatch_uid="hub_stakeholders")
        add_part("stakeholders", personal_part)
