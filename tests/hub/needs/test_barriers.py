"""Barriers: who may send them, three cities, the body by topic, evidence, agenda, decision log."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from capacities.core.people.roles import country_scope
from capacities.core.permissions import Refused
from capacities.hub.needs import services
from capacities.hub.needs.barriers import body_for, proposals, signals_of
from capacities.hub.needs.queries import group_of
from tests.cast import make_person
from tests.hub.factories import make_body, make_hub, make_meeting, make_seat
from tests.hub.needs.factories import make_need, make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Any:
    hub, officer = make_hub(), make_person("officer", ("hub_team", country_scope("RO")))
    towns = [make_town(name) for name in ("a", "b", "c")]
    body = make_body(hub, "data", topics=["monitoring-data"])
    make_body(hub, "finance", topics=["finance-private", "monitoring"])
    need = make_need(hub, "No data", *towns, kind="barrier", topics=["monitoring-data"], text="They refuse")
    return hub, officer, need, body, towns


def test_what_waits_for_a_body_is_seen_by_its_members(scene: Any) -> None:
    hub, officer, need, body, _towns = scene
    member, stranger = make_person("member"), make_person("stranger")
    make_seat(body, person=member)
    with pytest.raises(Refused):
        services.signal_barrier(by=member, need=need, body=body)

    services.signal_barrier(by=officer, need=need, body=body)

    assert [signals_of(by, hub, body).count() for by in (stranger, member, officer)] == [0, 1, 1]


def test_the_body_is_proposed_by_topic_and_gets_the_evidence(scene: Any) -> None:
    hub, officer, need, body, _towns = scene

    proposed = proposals(officer, hub)
    signal = services.signal_barrier(by=officer, need=need, body=body)

    assert [(one.group.head, one.body) for one in proposed] == [(need, body)]
    assert signal.evidence["city_names"] == ["A", "B", "C"]
    assert signal.evidence["texts"][0]["text"] == "They refuse"
    assert signal.agenda_key == ""


def test_two_cities_are_not_enough_and_a_need_is_no_barrier(scene: Any) -> None:
    hub, officer, _need, body, towns = scene
    two = make_need(hub, "Two", *towns[:2], kind="barrier")
    plain = make_need(hub, "A need", *towns)

    with pytest.raises(Refused, match="It is raised in 2 cities"):
        services.signal_barrier(by=officer, need=two, body=body)
    with pytest.raises(Refused):
        services.signal_barrier(by=officer, need=plain, body=body)
    assert body_for(officer, group_of(officer, plain)) is None


def test_a_signal_goes_once_to_the_agenda_of_the_bodys_next_meeting(scene: Any) -> None:
    hub, officer, need, body, _towns = scene
    later = make_meeting(hub, body=body, starts_at=timezone.now() + timedelta(days=40))
    following = make_meeting(hub, body=body, starts_at=timezone.now() + timedelta(days=10))
    make_meeting(hub, body=body, starts_at=timezone.now() - timedelta(days=10))
    make_meeting(hub, body=body, starts_at=timezone.now() + timedelta(days=1), state="cancelled")

    services.signal_barrier(by=officer, need=need, body=body)
    services.signal_barrier(by=officer, need=need, body=body)

    (item,) = following.items.all()
    assert (item.title, item.kind) == ("No data", "decision")
    assert "Raised in: A, B, C" in item.text
    assert need.get_absolute_url() in item.text
    assert not later.items.exists()


def test_without_a_meeting_a_signal_waits_with_the_body(scene: Any) -> None:
    hub, officer, need, body, _towns = scene

    assert services.signal_barrier(by=officer, need=need, body=body).agenda_key == ""
    make_meeting(hub, body=body, starts_at=timezone.now() + timedelta(days=10))
    assert services.signal_barrier(by=officer, need=need, body=body).agenda_key.startswith("item:")


def test_a_signal_is_taken_back_and_sent_again(scene: Any) -> None:
    hub, officer, need, body, _towns = scene
    signal = services.signal_barrier(by=officer, need=need, body=body)
    services.withdraw_signal(by=officer, signal=signal)
    assert not signals_of(officer, hub).exists()

    services.signal_barrier(by=officer, need=need, body=body)

    assert signals_of(officer, hub).count() == 1


def test_the_decision_log_says_who_by_when_for_which_cities(scene: Any, client: Any) -> None:
    hub, officer, need, _body, towns = scene
    values = {"need": need, "responsible": "Ministry of Energy", "outcome": "accepted", "text": "A new rule"}

    services.log_decision(by=officer, hub=hub, values=values, places=towns)
    lines = b"".join(client.get("/hubs/ro/needs/barriers/log.csv").streaming_content).decode().splitlines()

    assert lines[1] == "No data,Ministry of Energy,accepted,,,A new rule,A; B; C,"
    with pytest.raises(ValidationError):
        services.log_decision(by=officer, hub=hub, values={"need": need, "outcome": "accepted"})
