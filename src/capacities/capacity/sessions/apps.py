"""The app of capacity-building sessions and peer matches."""

from django.apps import AppConfig


class SessionsConfig(AppConfig):
    name = "capacities.capacity.sessions"
    label = "capacity_sessions"

    def ready(self) -> None:
        """Let people take along what is held about them here."""
        from capacities.capacity.sessions.personal import held_about
        from capacities.core.people.exports import add_part

        add_part("sessions", held_about)
