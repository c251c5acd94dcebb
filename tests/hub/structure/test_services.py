"""Making and changing hubs and bodies: who may, what is refused, what can be taken back."""

from __future__ import annotations

from datetime import date

import pytest

from capacities.core.people.models import Person
from capacities.core.people.roles import country_scope
from capacities.core.permissions import Refused
from capacities.hub.structure import services
from capacities.hub.structure.models import Body, Hub, Mandate, Seat
from capacities.hub.structure.patterns import patterns
from capacities.hub.structure.samples import make_samples
from tests.cast import make_cast, make_person
from tests.hub.factories import make_body, make_hub, make_seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> Person:
    return make_person("officer", ("hub_team", country_scope("RO")))


@pytest.mark.parametrize("who", ["citizen", "city_team", "other_hub", "european_team"])
def test_only_the_team_of_the_country_makes_and_changes_a_hub(who: str) -> None:
    person, hub = make_cast()[who], make_hub()
    body = make_body(hub)

    for act in (
        lambda: services.create_hub(by=person, name={"en": "X"}, countries=["RO"]),
        lambda: services.add_body(by=person, hub=hub, name={"en": "X"}, kind="forum"),
        lambda: services.add_seat(by=person, body=body, person_name="X"),
        lambda: services.end(by=person, held=body, day=date(2026, 1, 1)),
        lambda: services.remove(by=person, held=body),
    ):
        with pytest.raises(Refused):
            act()
    assert (Hub.objects.count(), Body.objects.count(), Seat.objects.count()) == (1, 1, 0)


@pytest.mark.parametrize("pattern", list(patterns()))
def test_a_hub_starts_with_the_bodies_of_its_pattern(officer: Person, pattern: str) -> None:
    chosen = patterns()[pattern]

    hub = services.create_hub(by=officer, name={"en": "Hub", "ro": "Hub"}, countries=["RO"], pattern=chosen)

    assert [body.slug for body in hub.bodies.all()] == [entry.slug for entry in chosen.bodies]
    assert {b.slug: b.reports_to and b.reports_to.slug for b in hub.bodies.all()} == {
        entry.slug: entry.reports_to or None for entry in chosen.bodies
    }
    assert Mandate.objects.count() == sum(bool(entry.mandate) for entry in chosen.bodies)
    assert all(body.name["ro"] and body.name["en"] for body in hub.bodies.all())


def test_names_in_addresses_are_never_taken_twice(officer: Person) -> None:
    slugs = [services.create_hub(by=officer, name={"en": "New"}, countries=["RO"]).slug for _ in range(3)]

    assert slugs == ["new-2", "new-3", "new-4"]


def test_no_body_reports_to_itself_through_others(officer: Person) -> None:
    hub = make_hub()
    top = make_body(hub, "top")
    below = make_body(hub, "below", reports_to=top)

    with pytest.raises(Refused, match="would report to itself"):
        services.change_body(by=officer, body=top, reports_to=below)
    with pytest.raises(Refused, match="same hub"):
        services.change_body(by=officer, body=top, reports_to=make_body(make_hub("other")))


def test_a_new_mandate_ends_the_one_before_on_the_day_before(officer: Person) -> None:
    body = make_body(make_hub())
    services.renew_mandate(by=officer, body=body, text={"en": "First"}, valid_from=date(2024, 1, 1))

    services.renew_mandate(by=officer, body=body, text={"en": "Second"}, valid_from=date(2026, 1, 1))

    held = body.mandates.order_by("valid_from").values_list("valid_from", "valid_until")
    assert list(held) == [(date(2024, 1, 1), date(2025, 12, 31)), (date(2026, 1, 1), None)]


def test_an_address_of_an_account_ties_the_seat_to_it_and_the_role_outlives_the_account(officer: Person) -> None:
    member = make_person("member")

    seat = services.add_seat(by=officer, body=make_body(make_hub()), email="Member@example.org", role="chair")
    assert (seat.person, seat.email, seat.address) == (member, "", "member@example.org")
    services.change_seat(by=officer, seat=seat, place=None, person_name="Office of the mayor", email="a@example.org")
    member.delete()

    seat.refresh_from_db()
    assert (seat.person, seat.role, seat.holder) == (None, "chair", "Office of the mayor")


def test_a_seat_of_an_account_that_goes_stays_as_an_empty_seat(officer: Person) -> None:
    member = make_person("member")
    seat = services.add_seat(by=officer, body=make_body(make_hub()), email="member@example.org", role="chair")

    member.delete()

    seat.refresh_from_db()
    assert (seat.role, seat.holder) == ("chair", "vacant")


def test_an_end_can_be_taken_back_and_never_lies_before_the_beginning(officer: Person) -> None:
    seat = make_seat(make_body(make_hub()), valid_from=date(2026, 1, 1))

    with pytest.raises(Refused, match="2026-01-01"):
        services.end(by=officer, held=seat, day=date(2025, 12, 31))
    services.end(by=officer, held=seat, day=date(2026, 6, 30))
    assert not Seat.objects.on(date(2026, 7, 1)).exists()
    services.resume(by=officer, held=seat)
    assert Seat.objects.on(date(2026, 7, 1)).exists()


def test_a_body_with_seats_is_ended_not_removed(officer: Person) -> None:
    body = make_body(make_hub())
    seat = make_seat(body)

    with pytest.raises(Refused, match="Let it end instead"):
        services.remove(by=officer, held=body)
    services.remove(by=officer, held=seat)
    services.remove(by=officer, held=body)

    assert not Body.objects.exists()


def test_the_four_hubs_of_the_facts_are_expressed_as_they_are_and_made_once(places: None) -> None:
    from capacities.core.organisations.services import load_organisations

    load_organisations()
    make_samples()
    make_samples()

    assert sorted(Hub.objects.values_list("slug", flat=True)) == ["austria", "czech-slovak", "france", "m100"]
    m100 = Hub.objects.get(slug="m100")
    cities = Seat.objects.filter(body__hub=m100, body__slug="cities")
    assert (cities.filter(role="member").count(), cities.filter(role="observer").count()) == (3, 9)
    france = Seat.objects.filter(body__hub__slug="france")
    assert france.filter(body__slug="cities").count() == 9
    assert france.filter(body__slug="mirror", role="chair").count() == 2
    assert Hub.objects.get(slug="czech-slovak").countries == ["CZ", "SK"]
    assert Seat.objects.filter(body__hub__slug="austria", body__slug="pioneers").count() == 10
    assert not Seat.objects.filter(source="").exists()
