"""The app of what a country has: processes, networks, instruments, policies."""

from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    name = "capacities.hub.instruments"
    label = "hub_instruments"

    def ready(self) -> None:
        """Join the weekly letter; list removed entries with what the hubs of their countries removed."""
        from django.db.models import Q
        from django.utils.translation import gettext_lazy as _

        from capacities.hub.instruments import services
        from capacities.hub.instruments.models import Instrument
        from capacities.hub.instruments.todo import entries_to_check
        from capacities.hub.structure.removed import Kind, join
        from capacities.hub.structure.todo import WEEKLY

        WEEKLY.append(entries_to_check)
        join(
            Kind(
                "instrument",
                Instrument,
                _("entry of the atlas"),
                lambda hub: Q(countries__overlap=list(hub.countries)),
                back=lambda by, row: services.remove_instrument(by=by, instrument=row, back=True),
                clear=services.clear_instrument,
            )
        )
