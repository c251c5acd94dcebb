"""The app of rounds of self-assessment."""

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    name = "capacities.capacity.rounds"
    label = "capacity_rounds"

    def ready(self) -> None:
        """Link invitations to those who sign in with the invited address; tell and erase what is held of people."""
        from allauth.account.signals import email_confirmed
        from django.contrib.auth.signals import user_logged_in
        from django.db.models.signals import pre_delete

        from capacities.capacity.rounds.personal import (
            erase_person,
            link_after_confirmation,
            link_after_login,
            personal_part,
        )
        from capacities.core.people.exports import add_part

        user_logged_in.connect(link_after_login, dispatch_uid="capacity_rounds")
        email_confirmed.connect(link_after_confirmation, dispatch_uid="capacity_rounds")
        pre_delete.connect(erase_person, sender="people.Person", dispatch_uid="capacity_rounds")
        add_part("self_assessments", personal_part)
