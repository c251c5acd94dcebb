"""The app of hubs and their bodies."""

from typing import Any

from django.apps import AppConfig


class StructureConfig(AppConfig):
    name = "capacities.hub.structure"
    label = "hub_structure"

    def ready(self) -> None:
        """List what was removed, offer the weekly letter, end the seats of accounts that go."""
        from django.db.models.signals import pre_delete
        from django.utils.translation import gettext_lazy as _

        from capacities.core.people.exports import add_part
        from capacities.core.people.sections import ACCOUNT
        from capacities.hub.structure import services
        from capacities.hub.structure.models import Body, Mandate, Seat
        from capacities.hub.structure.removed import Kind, join
        from capacities.hub.structure.views.weekly import account_section
        from capacities.hub.structure.weekly import wants_letter

        join(Kind("body", Body, _("body"), "hub", back=services.body_back, related=("hub", "reports_to")))
        seat_needs = ("body__hub", "person", "place", "organisation")
        join(Kind("seat", Seat, _("seat"), "body__hub", back=services.seat_back, related=seat_needs, words=_of_body))
        mandate = Kind(
            "mandate",
            Mandate,
            _("mandate"),
            "body__hub",
            back=services.mandate_back,
            related=("body__hub",),
            words=_of_body,
        )
        join(mandate)
        ACCOUNT.append(account_section)
        add_part("weekly_letter", wants_letter)
        pre_delete.connect(_end_seats, sender="people.Person", dispatch_uid="hub_structure")


def _of_body(row: Any) -> str:
    return f"{row} ({row.body})"


def _end_seats(sender: object, instance: Any, **_more: Any) -> None:
    from capacities.hub.structure.services import end_seats_of

    end_seats_of(instance)
