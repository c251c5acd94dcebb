"""Stakeholder maps: who must not see them, search, matrix, missing roles, offices that outlive people, erasure."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from capacities.core.people.roles import country_scope
from capacities.core.permissions import Refused
from capacities.hub.stakeholders import services
from capacities.hub.stakeholders.models import Contact, Stakeholder, StakeholderMap
from capacities.hub.stakeholders.queries import maps_visible_to, narrowed, roles_missing, stakeholders_visible_to
from capacities.hub.structure.models import Hub
from tests.cast import make_person
from tests.hub.factories import make_hub
from tests.stored import everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def hub() -> Hub:
    return make_hub()


@pytest.fixture
def officer() -> Any:
    return make_person("officer", ("hub_team", country_scope("RO")))


@pytest.fixture
def chosen(hub: Hub, officer: Any) -> StakeholderMap:
    return services.make_map(by=officer, hub=hub, name="Heating", needed_roles=["financier", "regulator"])


@pytest.mark.parametrize("role", [("hub_team", country_scope("AT")), ("european_team", "")])
def test_nobody_outside_the_team_sees_or_changes_a_map(role: Any, hub: Hub, chosen: StakeholderMap) -> None:
    other = make_person("other", role)

    assert not maps_visible_to(other, hub)
    assert not stakeholders_visible_to(other, chosen)
    with pytest.raises(Refused):
        services.add_stakeholder(by=other, chosen=chosen, name="X")


def test_search_needs_no_marks(officer: Any, chosen: StakeholderMap) -> None:
    services.add_stakeholder(by=officer, chosen=chosen, name="Primăria Târgu Mureș", roles=["convener"])
    services.add_stakeholder(by=officer, chosen=chosen, name="Termoficare")
    seen = stakeholders_visible_to(officer, chosen)

    assert [one.name for one in narrowed(seen, words="mures PRIMARIA")] == ["Primăria Târgu Mureș"]
    assert narrowed(seen, role="financier").count() == 0


def test_missing_roles_are_those_nobody_fills(officer: Any, chosen: StakeholderMap) -> None:
    one = services.add_stakeholder(by=officer, chosen=chosen, name="Regulator, sample", roles=["regulator"])
    assert roles_missing(officer, chosen) == ("financier",)

    services.remove_stakeholder(by=officer, stakeholder=one)
    assert roles_missing(officer, chosen) == ("financier", "regulator")


def test_a_move_stops_at_the_edge_and_can_be_taken_back(client: Any, officer: Any, chosen: StakeholderMap) -> None:
    one = services.add_stakeholder(by=officer, chosen=chosen, name="Office", power=5, interest=2)
    client.force_login(officer)
    address = f"/hubs/ro/stakeholders/{chosen.pk}/{one.pk}/move/"

    for step, expected in (("more-power", (5, 2)), ("less-interest", (5, 1)), ("undo", (5, 2))):
        assert client.post(address, {"step": step}).status_code == 302
        one.refresh_from_db()
        assert (one.power, one.interest) == expected


def test_the_office_outlives_the_person_and_erasure_leaves_no_name(officer: Any, chosen: StakeholderMap) -> None:
    one = services.add_stakeholder(by=officer, chosen=chosen, name="Town hall")
    common = {"stakeholder": one, "title": "Head of energy", "basis": "public_task", "expires": date(2028, 1, 1)}
    first = services.name_successor(by=officer, name="Qwertyna Sample", since=date(2025, 1, 1), **common)
    services.note_talk(
        by=officer, stakeholder=one, on=date(2026, 1, 1), kind="call", summary="Qwertyna Sample agreed to send data."
    )
    services.change_stakeholder(by=officer, stakeholder=one, next_step="Ask QWERTYNA sample again", wants="Staff")
    services.name_successor(by=officer, name="Contact, sample", since=date(2026, 6, 1), **common)
    services.erase_contact(by=officer, contact=Contact.objects.get(pk=first.pk))

    held = Contact.objects.filter(office__title="Head of energy").order_by("pk")
    assert [(row.name, row.valid_until) for row in held] == [("", date(2026, 6, 1)), ("Contact, sample", None)]
    assert one.talks.get().summary == "… agreed to send data."
    one.refresh_from_db()
    assert (one.next_step, one.wants) == ("Ask … again", "Staff")
    assert "qwertyna" not in everything().lower()


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_ask_the_same_few_queries(
    client: Any, officer: Any, chosen: StakeholderMap, django_assert_num_queries: Any, rows: int
) -> None:
    for number in range(rows):
        Stakeholder.objects.create(map=chosen, name=f"Office {number}", next_step="Call", next_on=date(2026, 1, 1))
    client.force_login(officer)

    with django_assert_num_queries(8):
        page = client.get(f"/hubs/ro/stakeholders/{chosen.pk}/?overdue=on").content.decode()
    assert page.count("Office ") >= rows
