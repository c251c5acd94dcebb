"""Organisations that may be the same: who may merge which, what is found, what follows, and what comes back."""

from __future__ import annotations

from typing import Any

import pytest

from capacities.core.organisations.likeness import alike
from capacities.core.organisations.merging import (
    call_different,
    merge_organisations,
    pairs_visible_to,
    undo_merge,
)
from capacities.core.organisations.models import Merge, Organisation
from capacities.core.people.models import Person
from capacities.core.people.roles import country_scope
from capacities.core.permissions import Refused
from capacities.hub.meetings.models import Guest
from capacities.hub.structure.models import Seat
from tests.cast import make_cast, make_person
from tests.hub.factories import make_body, make_guest, make_hub, make_meeting, make_seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> Person:
    return make_person("officer", ("hub_team", country_scope("RO")))


def make(name: str, country: str = "RO", **changes: Any) -> Organisation:
    slug = f"{country}-{name}-{Organisation.everything.count()}".lower().replace(" ", "-")
    return Organisation.objects.create(slug=slug, name=name, country=country, kind="ministry", **changes)


def names(pairs: Any) -> list[tuple[str, str]]:
    return [(pair.first.name, pair.second.name) for pair in pairs]


@pytest.mark.parametrize("who", ["citizen", "city_team", "other_hub", "european_team"])
def test_others_neither_see_nor_merge(who: str, client: Any) -> None:
    person, a, b = make_cast()[who], make("Ministry of Energy"), make("Ministry of Energy")

    assert pairs_visible_to(person) == []
    for act in (
        lambda: merge_organisations(by=person, gone=a, stays=b),
        lambda: call_different(by=person, first=a, second=b),
    ):
        with pytest.raises(Refused):
            act()
    assert Organisation.objects.count() == 2


def test_european_organisations_are_merged_by_stewards_only(officer: Person) -> None:
    a, b = make("Ministry", "RO"), make("Ministry", "EU")

    with pytest.raises(Refused):
        merge_organisations(by=officer, gone=a, stays=b)


def test_alike_are_names_with_other_order_or_marks_acronyms_and_websites() -> None:
    make("Ministerul Energiei")
    make("Ministerul energiei,")
    make("Energy Agency", acronym="ANRE")
    make("Agency for Energy", acronym="anre")
    make("Heat Board", url="https://www.heat.example.org/")
    make("Board of Heat", url="http://heat.example.org")
    make("Ministry of Water")
    make("Ministry of Forests")
    make("Ministerul Energiei", "MD")

    found = names(alike(Organisation.objects.all()))

    assert sorted(found) == [
        ("Energy Agency", "Agency for Energy"),
        ("Heat Board", "Board of Heat"),
        ("Ministerul Energiei", "Ministerul energiei,"),
    ]


def test_the_organisations_of_the_facts_show_no_false_pairs_in_romania(places: None) -> None:
    assert names(alike(Organisation.objects.filter(country="RO"))) == []


def test_what_pointed_to_either_points_to_the_one_that_stays_and_goes_back(officer: Person) -> None:
    gone, stays = make("Ministry of Energy"), make("Energy Ministry")
    hub = make_hub(organisation=gone)
    body = make_body(hub)
    seats = [make_seat(body, organisation=one) for one in (gone, stays)]
    guest = make_guest(make_meeting(hub), organisation=gone)

    merge = merge_organisations(by=officer, gone=gone, stays=stays)
    merged = (set(Seat.objects.values_list("organisation", flat=True)), Guest.objects.get().organisation)
    listed = list(Organisation.objects.all())
    undo_merge(by=officer, merge=merge)

    assert merged == ({stays.pk}, stays)
    assert listed == [stays]
    for record, expected in ((seats[0], gone), (seats[1], stays), (guest, gone), (hub, gone)):
        record.refresh_from_db()
        assert record.organisation == expected
    assert Organisation.objects.count() == 2
    assert not Merge.objects.exists()


def test_none_is_merged_twice_or_into_itself(officer: Person) -> None:
    a, b, c = make("A"), make("B"), make("C")
    merge_organisations(by=officer, gone=a, stays=b)

    for gone, stays in ((a, c), (c, a), (b, b)):
        with pytest.raises(Refused, match="merged already"):
            merge_organisations(by=officer, gone=gone, stays=stays)


def test_pairs_said_to_be_different_are_not_shown_again(officer: Person) -> None:
    a, b = make("Ministry of Energy"), make("Ministry of Energy")

    before = len(pairs_visible_to(officer))
    call_different(by=officer, first=b, second=a)
    call_different(by=officer, first=a, second=b)

    assert (before, pairs_visible_to(officer)) == (1, [])


def test_the_page_merges_and_offers_to_undo_it(officer: Person, client: Any) -> None:
    client.force_login(officer)
    a, b = (
        make("Ministry of Energy"),
        make("Ministry of Energy and Heat", acronym="X"),
    )
    Organisation.objects.filter(pk=a.pk).update(acronym="X")

    page = client.get("/organisations/same/")
    done = client.post("/organisations/same/merge/", {"stays": a.pk, "gone": b.pk}, follow=True)
    merge = Merge.objects.get()
    client.post(f"/organisations/same/{merge.pk}/undo/")

    assert "Ministry of Energy and Heat" in page.text
    assert f'action="/organisations/same/{merge.pk}/undo/"' in done.text
    assert Organisation.objects.count() == 2
