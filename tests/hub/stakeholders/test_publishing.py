"""Showing a map to others: what never leaves the hub's team, who sees the rest, preview, taking back, API."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from capacities.core.people.roles import country_scope
from capacities.core.permissions import Refused
from capacities.hub.meetings.kinds import Attendance
from capacities.hub.stakeholders import services
from capacities.hub.stakeholders.models import Contact, Office, Relation, StakeholderMap, Talk
from capacities.hub.stakeholders.network.links import network_of_map, public_network
from capacities.hub.stakeholders.publishing import publish_map, published_maps
from tests.cast import make_person
from tests.hub.factories import make_body, make_guest, make_hub, make_meeting, make_seat
from tests.hub.stakeholders.factories import make_map, make_organisation, make_stakeholder

pytestmark = pytest.mark.django_db
SECRETS = (
    "SECRETWANT", "SECRETGIVE", "SECRETSTEP", "SECRETSOURCE", "SECRETTALK", "SECRETPERSON", "SECRETOFFICE",
    "secret@example.org", "SECRETMEETING", "SECRETBODY", "SECRETPLAN", "GONE",
)  # fmt: skip


@pytest.fixture
def officer() -> Any:
    return make_person("officer", ("hub_team", country_scope("RO")))


@pytest.fixture
def chosen() -> StakeholderMap:
    """A map that is full of what others must not see."""
    hub = make_hub()
    chosen = make_map(hub)
    office, fund = make_organisation("Office"), make_organisation("Fund")
    one = make_stakeholder(
        chosen, "Office", organisation=office, power=5, interest=1, stance="opposes", wants="SECRETWANT",
        gives="SECRETGIVE", next_step="SECRETSTEP", source="SECRETSOURCE", email="secret@example.org",
        roles=["regulator"], url="https://office.example.org/", helix="public",
    )  # fmt: skip
    other = make_stakeholder(chosen, "Fund", organisation=fund, roles=["financier"])
    make_stakeholder(chosen, "GONE", removed_at="2026-01-01T00:00Z")
    planned = make_stakeholder(chosen, "Third")
    Relation.objects.create(giver=other, taker=one, kind="funds")
    Relation.objects.create(giver=planned, taker=one, kind="represents", is_planned=True)
    Talk.objects.create(stakeholder=one, on="2026-01-01", kind="call", summary="SECRETTALK")
    seat = Office.objects.create(stakeholder=one, title="SECRETOFFICE")
    Contact.objects.create(office=seat, name="SECRETPERSON", basis="public_task", expires="2030-01-01")
    for name, visibility in (("SECRETBODY", "hub"), ("Open body", "public")):
        body = make_body(hub, name.lower().replace(" ", "-"), name={"en": name}, visibility=visibility)
        make_seat(body, organisation=office, person_name="SECRETPERSON")
        make_seat(body, organisation=fund)
    meeting = make_meeting(hub, title={"en": "SECRETMEETING"}, state="invited", visibility="public")
    for organisation in (office, fund):
        make_guest(meeting, str(organisation), organisation=organisation, email="", attendance=Attendance.PRESENT)
    return chosen


def everything_public(client: Any, chosen: StakeholderMap) -> dict[str, str]:
    """Return all that a visitor can get of a published map, by address."""
    root = f"/hubs/ro/stakeholder-maps/{chosen.pk}/"
    files = [f"{root}{what}" for what in ("nodes.csv", "links.csv", "graph.json", "graph.graphml", "graph.svg")]
    pages = [root, "/hubs/ro/stakeholder-maps/", "/hubs/ro/", "/api/v1/stakeholder-maps"]
    answers = {page: client.get(page) for page in (*pages, *files, f"/api/v1/stakeholder-maps/{chosen.pk}")}
    assert {answer.status_code for answer in answers.values()} == {200}
    return {page: answer.getvalue().decode() for page, answer in answers.items()}


def test_nothing_of_what_only_the_team_knows_is_ever_shown(client: Any, officer: Any, chosen: StakeholderMap) -> None:
    publish_map(by=officer, chosen=chosen, visibility="public")

    for address, text in everything_public(client, chosen).items():
        found = [secret for secret in SECRETS if secret.lower() in text.lower()]
        assert (address, found) == (
            address,
            [] if address != "/hubs/ro/" else [s for s in found if s == "SECRETMEETING"],
        )
    whole = json.loads(client.get(f"/api/v1/stakeholder-maps/{chosen.pk}").content)
    assert {key for one in whole["organisations"] for key in one} == {"id", "name", "kind", "roles", "website"}
    assert {key for one in whole["relations"] for key in one} == {"from", "to", "relation", "both_ways", "records"}


def test_the_columns_of_the_open_file_hold_no_position(client: Any, officer: Any, chosen: StakeholderMap) -> None:
    publish_map(by=officer, chosen=chosen, visibility="public")

    lines = everything_public(client, chosen)[f"/hubs/ro/stakeholder-maps/{chosen.pk}/nodes.csv"].splitlines()

    assert lines[0].lstrip("\ufeff") == "id,name,kind,roles,website"
    assert len(lines) == 4
    assert {(node.power, node.interest) for node in public_network(chosen).nodes} == {(None, None)}


def test_present_relations_and_open_bodies_are_shown(officer: Any, chosen: StakeholderMap) -> None:
    network = public_network(chosen)
    names = [node.name for node in network.nodes]

    shown = [(names[one.giver], one.relation, names[one.taker], len(one.origins)) for one in network.links]

    assert shown == [("Fund", "funds", "Office", 0), ("Fund", "in_body", "Office", 1)]


def test_only_the_hubs_team_publishes(chosen: StakeholderMap) -> None:
    for role in (("hub_team", country_scope("AT")), ("european_team", "")):
        with pytest.raises(Refused):
            publish_map(by=make_person(role[0], role), chosen=chosen, visibility="public")


def test_a_map_is_shown_to_whom_the_team_says_and_taken_back(client: Any, officer: Any, chosen: StakeholderMap) -> None:
    reader, visitor = make_person("reader"), AnonymousUser()
    client.force_login(officer)
    address = f"/hubs/ro/stakeholders/{chosen.pk}/publication/"

    for visibility, expected in (("network", (0, 1)), ("public", (1, 1)), ("hub", (0, 0))):
        assert client.post(address, {"visibility": visibility}).status_code == 302
        assert (published_maps(visitor).count(), published_maps(reader).count()) == expected
    chosen.refresh_from_db()
    assert chosen.published_at is None
    assert client.post(address, {"visibility": "everybody"}).status_code == 400


def test_a_map_of_a_hidden_hub_stays_hidden(officer: Any, chosen: StakeholderMap) -> None:
    publish_map(by=officer, chosen=chosen, visibility="public")
    chosen.hub.visibility = "hub"
    chosen.hub.save()

    assert not published_maps(AnonymousUser()).exists()


def test_the_preview_is_what_others_see(client: Any, officer: Any, chosen: StakeholderMap) -> None:
    client.force_login(officer)
    preview = client.get(f"/hubs/ro/stakeholders/{chosen.pk}/publication/").content.decode()
    publish_map(by=officer, chosen=chosen, visibility="public")
    client.logout()
    public = client.get(f"/hubs/ro/stakeholder-maps/{chosen.pk}/").content.decode()

    part = public[
        public.index('<section class="sec full" aria-labelledby="who">') : public.index(
            '<p class="src noprint">As a file'
        )
    ]
    assert part.strip() in preview
    assert "SECRETWANT" not in preview


def test_a_relation_that_was_taken_away_is_not_shown(officer: Any, chosen: StakeholderMap) -> None:
    services.unrelate(by=officer, relation=Relation.objects.get(kind="funds"))

    assert [link.relation for link in public_network(chosen).links] == ["in_body"]
    assert "funds" not in [link.relation for link in network_of_map(officer, chosen).links]
