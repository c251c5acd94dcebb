"""Four hubs as they are, from the facts, and a seat for the sample officer. Adds what is missing; changes nothing."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from capacities.core.organisations.models import Organisation
from capacities.core.people.models import Person
from capacities.core.places.models import Place
from capacities.facts.table import read_table
from capacities.hub.structure.models import Body, Hub, Mandate, Seat


@dataclass(frozen=True, slots=True)
class HubFact:
    """A row of hubs.csv."""

    slug: str
    name_en: str
    name_ro: str
    countries: tuple[str, ...]
    pattern: str
    summary_en: str
    summary_ro: str
    source: str
    as_of_year: int
    organisation: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class BodyFact:
    """A row of hub_bodies.csv; those above come before those below."""

    hub: str
    slug: str
    kind: str
    name_en: str
    name_ro: str
    topics: tuple[str, ...]
    source: str
    as_of_year: int
    reports_to: str = ""
    mandate_en: str = ""
    mandate_ro: str = ""


@dataclass(frozen=True, slots=True)
class SeatFact:
    """A row of hub_seats.csv: an organisation by its slug, or a town by its address."""

    hub: str
    body: str
    role: str
    source: str
    as_of_year: int
    organisation: str = ""
    place: str = ""
    note: str = ""


@transaction.atomic
def make_samples() -> None:
    """Make the hubs of the facts that are not there yet."""
    there = set(Hub.objects.values_list("slug", flat=True))
    for fact in read_table("hubs", HubFact):
        if fact.slug not in there:
            _make(fact)


def _make(fact: HubFact) -> None:
    hub = Hub.objects.create(
        slug=fact.slug,
        name={"en": fact.name_en, "ro": fact.name_ro},
        countries=list(fact.countries),
        summary={"en": fact.summary_en, "ro": fact.summary_ro},
        organisation=Organisation.objects.filter(slug=fact.organisation).first(),
        pattern=fact.pattern,
        url=fact.url,
        source=fact.source,
    )
    bodies: dict[str, Body] = {}
    for order, row in enumerate(one for one in read_table("hub_bodies", BodyFact) if one.hub == fact.slug):
        bodies[row.slug] = Body.objects.create(
            hub=hub,
            slug=row.slug,
            kind=row.kind,
            name={"en": row.name_en, "ro": row.name_ro},
            reports_to=bodies.get(row.reports_to),
            topics=list(row.topics),
            source=row.source,
            order=order,
        )
        if row.mandate_en:
            text = {"en": row.mandate_en, "ro": row.mandate_ro}
            Mandate.objects.create(body=bodies[row.slug], text=text, source=row.source)
    for seat in read_table("hub_seats", SeatFact):
        if seat.hub == fact.slug:
            _seat(bodies[seat.body], seat)
    officer = Person.objects.filter(email="hub@example.org").first()
    if officer and "team" in bodies:
        Seat.objects.create(body=bodies["team"], role="secretary", person=officer, note="Sample")


def _seat(body: Body, row: SeatFact) -> None:
    country, _slash, slug = row.place.partition("/")
    Seat.objects.create(
        body=body,
        role=row.role,
        organisation=Organisation.objects.get(slug=row.organisation) if row.organisation else None,
        place=Place.objects.get(country_id=country.upper(), slug=slug) if slug else None,
        note=row.note,
        source=row.source,
    )
