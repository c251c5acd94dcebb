"""The app of outgoing mail."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "capacities.core.outbox"
    label = "outbox"

    def ready(self) -> None:
        """Tell people which mails they were sent when they ask for their data; erase them with their account."""
        from django.db.models.signals import pre_delete

        from capacities.core.outbox.personal import erase_person, mails_to
        from capacities.core.people.exports import add_part

        add_part("mails", mails_to)
        pre_delete.connect(erase_person, sender="people.Person", dispatch_uid="outbox")
