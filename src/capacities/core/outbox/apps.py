"""The app of outgoing mail."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "capacities.core.outbox"
    label = "outbox"

    def ready(self) -> None:
        """Tell people which mails they were sent when they ask for their data."""
        from capacities.core.people.exports import add_part

        fields = ("to", "kind", "subject", "body", "state", "queued_at", "sent_at")
        add_part("mails", lambda person: list(person.mails.values(*fields)))
