"""Sample notes on the Romanian hub's cities, plainly marked: what two wait for, and a town that raised its hand."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from capacities.core.people.models import Person
from capacities.core.places.models import Place
from capacities.hub.cities.models import CityFile, Contact, RaisedHand
from capacities.hub.cities.phases import ContactKind, ContractStatus, Effort, HandState, Phase
from capacities.hub.structure.models import Hub

_WAITS = (
    (
        "tulcea", Phase.SYSTEM, 47, "Exemplu: carburanții vânduți în oraș", "Registrul județean",
        "Exemplu: registrul răspunde în două zile la o cerere scrisă; scrisoarea este pe pagina orașului.",
        Effort.LETTER,
    ),
    (
        "piatra-neamt", Phase.PORTFOLIO, 38, "Exemplu: votul consiliului", "Consiliul local",
        "Exemplu: un rezumat de două pagini cu întrebările puse până acum.",
        Effort.DECISION,
    ),
)  # fmt: skip


@transaction.atomic
def make_samples() -> None:
    """Make the samples once, if the hub and its sample officer are there."""
    hub = Hub.objects.filter(slug="m100").first()
    officer = Person.objects.filter(email="hub@example.org").first()
    if hub is None or officer is None or CityFile.objects.filter(hub=hub).exists():
        return
    today = timezone.localdate()
    for slug, phase, days, waits_for, waits_on, unblocks, effort in _WAITS:
        place = Place.objects.filter(country_id="RO", slug=slug).first()
        if place:
            file = CityFile.objects.create(
                hub=hub,
                place=place,
                phase=phase,
                contract=ContractStatus.DRAFTING,
                follower=officer,
                waits_for=waits_for,
                waits_on=waits_on,
                waits_since=today - timedelta(days=days),
                unblocks=unblocks,
                effort=effort,
                contact_email=f"{slug}@example.org",
            )
            Contact.objects.create(
                city=file,
                by=officer,
                day=today - timedelta(days=days),
                kind=ContactKind.CALL,
                summary="Exemplu: s-a vorbit despre cifra care lipsește.",
            )
    town = Place.objects.filter(country_id="RO", slug="reghin").first()
    if town:
        RaisedHand.objects.create(
            place=town,
            text="Exemplu: nu avem pe nimeni pentru inventar. Cu ce începem?",
            name="City officer, sample",
            email="city@example.org",
            language="ro",
            state=HandState.WAITING,
            topics=["monitoring-inventory"],
        )
