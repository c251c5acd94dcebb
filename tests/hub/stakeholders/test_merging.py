"""Merging two stakeholders: who may not, nothing is lost, undone for thirty days, told apart for good."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from capacities.core.people.roles import country_scope
from capacities.core.permissions import Refused
from capacities.hub.stakeholders import services
from capacities.hub.stakeholders.models import Merging, Office, Relation, Stakeholder, StakeholderMap, Talk
from capacities.hub.stakeholders.people_queries import duplicates, removed_stakeholders
from capacities.hub.stakeholders.queries import relations_of_map
from tests.cast import make_person
from tests.hub.factories import make_hub

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> Any:
    return make_person("officer", ("hub_team", country_scope("RO")))


@pytest.fixture
def chosen(officer: Any) -> StakeholderMap:
    return services.make_map(by=officer, hub=make_hub(), name="Heating")


@pytest.fixture
def three(officer: Any, chosen: StakeholderMap) -> list[Stakeholder]:
    """Two that are one, and a bank that funds both."""
    add = services.add_stakeholder
    one = add(by=officer, chosen=chosen, name="Termoficare SA", power=3, wants="Grants", roles=["deliverer"])
    other = add(by=officer, chosen=chosen, name="Termoficare S.A.", power=5, wants="Staff", interest=2, roles=["user"])
    bank = add(by=officer, chosen=chosen, name="Bank, sample")
    for taker in (one, other):
        services.relate(by=officer, giver=bank, taker=taker, kind="funds")
    services.relate(by=officer, giver=other, taker=bank, kind="advises")
    services.relate(by=officer, giver=one, taker=other, kind="works_with")
    services.note_talk(by=officer, stakeholder=other, on=date(2026, 1, 1), kind="call", summary="Called")
    services.name_successor(
        by=officer, stakeholder=other, title="Director", name="Contact, sample", basis="consent",
        expires=date(2028, 1, 1),
    )  # fmt: skip
    return [one, other, bank]


def test_nobody_outside_the_team_merges(officer: Any, three: list[Stakeholder]) -> None:
    other = make_person("other", ("hub_team", country_scope("AT")))

    with pytest.raises(Refused):
        services.merge_stakeholders(by=other, kept=three[0], gone=three[1], values={})
    assert duplicates(other, three[0].map) == []


def test_duplicates_are_found_with_a_reason_until_somebody_tells_them_apart(
    officer: Any, three: list[Stakeholder]
) -> None:
    one, other, _bank = three
    ((first, second, match),) = duplicates(officer, one.map)

    assert {first, second} == {one, other}
    assert match.reason == "Both have the same name, case, marks and legal form aside."
    told = services.tell_apart(by=officer, one=other, other=one)
    assert duplicates(officer, one.map) == []
    services.forget_apart(by=officer, told=told)
    assert len(duplicates(officer, one.map)) == 1


def test_merging_moves_everything_and_undo_parts_them_again(
    client: Any, officer: Any, three: list[Stakeholder]
) -> None:
    one, other, bank = three
    before = links(one.map)
    client.force_login(officer)
    base = f"/hubs/ro/stakeholders/{one.map_id}/"
    address = f"{base}duplicates/{one.pk}/{other.pk}/"
    assert client.get(address).status_code == 200
    client.post(address, {"name": "one", "power": "other", "wants": "both", "roles": "both"})

    one.refresh_from_db()
    assert (one.name, one.power, one.interest, one.wants) == ("Termoficare SA", 5, 2, "Grants\nStaff")
    assert one.roles == ["deliverer", "user"]
    assert links(one.map) == {(bank.pk, one.pk, "funds"), (one.pk, bank.pk, "advises")}
    assert Talk.objects.get().stakeholder == one
    assert Office.objects.get().stakeholder == one
    assert not removed_stakeholders(officer, one.map)  # merged ones are parted, not put back

    services.change_stakeholder(by=officer, stakeholder=one, power=1)
    client.post(f"{base}removed/merging/{Merging.objects.get().pk}/")
    one.refresh_from_db()
    assert (one.power, one.interest, one.wants, one.roles) == (1, None, "Grants", ["deliverer"])
    assert links(one.map) == before
    assert Talk.objects.get().stakeholder == other
    assert Office.objects.get().stakeholder == other
    assert Stakeholder.objects.filter(removed_at=None).count() == 3


def test_a_merging_stands_after_thirty_days(officer: Any, three: list[Stakeholder]) -> None:
    merging = services.merge_stakeholders(by=officer, kept=three[0], gone=three[1], values={})

    with time_machine.travel(timezone.now() + timedelta(days=31)), pytest.raises(Refused):
        services.undo_merging(by=officer, merging=merging)


def test_a_removed_relation_comes_back(client: Any, officer: Any, three: list[Stakeholder]) -> None:
    relation = Relation.objects.get(kind="advises")
    client.force_login(officer)
    base = f"/hubs/ro/stakeholders/{three[0].map_id}/"

    client.post(f"{base}relations/{relation.pk}/remove/")
    assert not relations_of_map(officer, three[0].map).filter(kind="advises")
    client.post(f"{base}removed/relation/{relation.pk}/")
    assert relations_of_map(officer, three[0].map).filter(kind="advises").count() == 1


def links(chosen: StakeholderMap) -> set[tuple[int, int, str]]:
    """Return the relations that are there."""
    rows = Relation.objects.filter(giver__map=chosen, removed_at=None)
    return set(rows.values_list("giver_id", "taker_id", "kind"))
