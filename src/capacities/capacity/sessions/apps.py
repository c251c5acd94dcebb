"""The app of capacity-building sessions and peer matches."""

from django.apps import AppConfig


class SessionsConfig(AppConfig):
    name = "capacities.capacity.sessions"
    label = "capacity_sessions"

    def ready(self) -> None:
        """Let people take along what is held about them here, and erase it with their account."""
        from django.db.models.signals import pre_delete

        from capacities.capacity.sessions.personal import erase_person, held_about
        from capacities.core.people.exports import add_part

        add_part("sessions", held_about)
        pre_delete.connect(erase_person, sender="people.Person", dispatch_uid="capacity_sessions")
