"""The network of a map: who must not see it, where links come from, measures against NetworkX, drawing, files."""

from __future__ import annotations

import io
import json
from typing import Any

import networkx as nx
import numpy as np
import pytest
from django.contrib.auth.models import AnonymousUser
from lxml import etree
from openpyxl import load_workbook

from capacities.core.people.roles import country_scope
from capacities.hub.meetings.kinds import Attendance
from capacities.hub.meetings.queries import attended_together
from capacities.hub.stakeholders.models import Relation, StakeholderMap
from capacities.hub.stakeholders.network import links as networks
from capacities.hub.stakeholders.network.drawing import drawing_of
from capacities.hub.stakeholders.network.links import Link, Node, StakeholderNetwork, network_of_map
from capacities.hub.stakeholders.network.measures import core_of, findings, matrix_of
from capacities.hub.structure.models import Hub
from tests.cast import make_person
from tests.hub.factories import make_body, make_guest, make_hub, make_meeting, make_seat
from tests.hub.stakeholders.factories import make_map, make_organisation, make_stakeholder

KINDS = ("public", "business", "research", "civil_society")


def random_network(n: int = 40, ties: int = 55, seed: int = 3) -> tuple[StakeholderNetwork, nx.Graph]:
    graph = nx.gnm_random_graph(n, ties, seed=seed)
    nodes = [Node(k, f"Name {k:02}", f"N{k}", KINDS[k % 4], (), 1 + k % 5, 3) for k in range(n)]
    return StakeholderNetwork(nodes, [Link(a, b, "works_with") for a, b in graph.edges]), graph


def test_measures_are_those_of_networkx() -> None:
    network, graph = random_network()

    rows = {row.node.pk: row for row in findings(network).rows}

    between = nx.betweenness_centrality(graph)
    linked = graph.subgraph([node for node in graph if graph.degree(node)])
    near = nx.closeness_centrality(linked)
    pairs = (len(linked) - 1) * (len(linked) - 2)
    for node in graph:
        assert rows[node].degree == graph.degree(node)
        assert rows[node].between * pairs == pytest.approx(between[node] * (len(graph) - 1) * (len(graph) - 2))
        assert rows[node].closeness == pytest.approx(near.get(node, 0.0))


def test_brokers_are_the_cut_points_and_name_whom_they_hold() -> None:
    network, graph = random_network()

    found = findings(network).brokers

    cut = set(nx.articulation_points(graph))
    assert {row.node.pk for row in found} <= cut
    assert len(found) == min(5, len(cut))
    for row in found:
        rest = graph.copy()
        part = nx.node_connected_component(rest, row.node.pk)
        rest.remove_node(row.node.pk)
        pieces = list(nx.connected_components(rest.subgraph(part)))
        assert len(row.cuts_off) == sum(map(len, pieces)) - max(map(len, pieces))


def test_who_has_much_power_and_no_link_is_named_and_is_introduced_to_somebody() -> None:
    nodes = [Node(k, f"N{k}", f"N{k}", "public", (), 5 if k == 3 else 2, 3) for k in range(4)]
    network = StakeholderNetwork(nodes, [Link(0, 1, "funds"), Link(1, 2, "advises")])

    told = findings(network)

    assert [node.pk for node in told.isolated] == [3]
    assert {told.introductions[0].first.pk, told.introductions[0].second.pk} == {1, 3}
    assert told.introductions[0].joins
    assert (told.unlinked, told.parts, told.linked_pairs) == (1, 1, 2)


def test_planned_links_are_drawn_and_not_counted() -> None:
    nodes = [Node(k, f"N{k}", f"N{k}", "public") for k in range(3)]
    network = StakeholderNetwork(nodes, [Link(0, 1, "funds"), Link(1, 2, "funds", is_planned=True)])

    assert [row.degree for row in sorted(findings(network).rows, key=lambda row: row.node.pk)] == [1, 1, 0]
    assert matrix_of(network, planned=True).nnz == 4
    drawing = drawing_of(network, "x")
    assert drawing is not None
    assert drawing.svg.count('class="ln funds pl"') == 1


def test_a_large_map_is_drawn_as_its_core_and_says_of_how_many() -> None:
    hub = [Link(0, k, "advises") for k in range(1, 200)]
    nodes = [Node(k, f"N{k}", f"N{k}", "public") for k in range(200)]
    network = StakeholderNetwork(nodes, hub)

    drawing = drawing_of(network, "x")

    assert drawing is not None
    assert (drawing.shown, drawing.linked) == (80, 200)
    assert core_of(network).nodes[0].pk == 0
    assert drawing.svg.count("<text") == 10


def test_the_shape_is_the_kind() -> None:
    nodes = [Node(k, f"N{k}", f"N{k}", kind) for k, kind in enumerate((*KINDS, ""))]
    network = StakeholderNetwork(nodes, [Link(0, k, "advises") for k in range(1, 5)])

    drawing = drawing_of(network, "Drawn <here>")

    assert drawing is not None
    svg = etree.fromstring(str(drawing.svg))
    marks = [(mark.tag, mark.get("class")) for group in svg.iter("g") for mark in group if mark.tag != "title"]
    assert marks == [("circle", "nd"), ("rect", "nd"), ("path", "nd"), ("path", "nd"), ("circle", "nd unknown")]
    assert svg.get("aria-label") == "Drawn <here>"


@pytest.fixture
def hub() -> Hub:
    return make_hub()


@pytest.fixture
def officer(hub: Hub, client: Any) -> Any:
    person = make_person("officer", ("hub_team", country_scope("RO")))
    client.force_login(person)
    return person


@pytest.fixture
def chosen(hub: Hub) -> StakeholderMap:
    """A map of two who met, two who sit together, one link by hand, and one whom nothing links."""
    chosen = make_map(hub)
    heat, money = make_organisation("Ministry of Heat"), make_organisation("Fund of Money", kind="funding-agency")
    make_stakeholder(chosen, "Heat ministry", organisation=heat, power=5, interest=4, helix="public")
    make_stakeholder(chosen, "FUND of Mōney", helix="public", power=4)
    make_stakeholder(chosen, "Suceava City Hall", helix="public")
    make_stakeholder(chosen, "Lone bank", helix="business", power=5)
    meeting = make_meeting(hub, title={"en": "Who pays"}, state="invited")
    for organisation in (heat, money):
        make_guest(meeting, str(organisation), organisation=organisation, email="", attendance=Attendance.PRESENT)
    absent = make_meeting(hub, title={"en": "Nobody came"}, state="invited")
    make_guest(absent, "Lone bank", attendance=Attendance.ABSENT)
    body = make_body(hub, "heat")
    make_seat(body, organisation=heat)
    make_seat(body, organisation=money)
    first, bank = chosen.stakeholders.get(name="Heat ministry"), chosen.stakeholders.get(name="Suceava City Hall")
    Relation.objects.create(giver=first, taker=bank, kind="regulates")
    return chosen


def told(network: StakeholderNetwork) -> list[tuple[str, str, str, list[str]]]:
    names = [node.name for node in network.nodes]
    return [(names[one.giver], one.relation, names[one.taker], [o.name for o in one.origins]) for one in network.links]


@pytest.mark.django_db
@pytest.mark.parametrize("role", [("hub_team", country_scope("AT")), ("european_team", "")])
def test_outside_the_team_there_is_no_network(role: Any, chosen: StakeholderMap) -> None:
    for by in (make_person("other", role), AnonymousUser()):
        network = network_of_map(by, chosen)

        assert (list(network.nodes), list(network.links)) == ([], [])


@pytest.mark.django_db
def test_links_come_from_meetings_and_bodies_and_name_their_record(officer: Any, chosen: StakeholderMap) -> None:
    network = network_of_map(officer, chosen)

    assert told(network) == [
        ("FUND of Mōney", "attended", "Heat ministry", ["Who pays"]),
        ("FUND of Mōney", "in_body", "Heat ministry", ["Working group heat"]),
        ("Heat ministry", "regulates", "Suceava City Hall", []),
    ]
    assert network.met == 2
    assert sum(attended_together(chosen.hub).values()) == 1


@pytest.mark.django_db
def test_a_town_is_met_by_the_name_of_its_town_hall(officer: Any, chosen: StakeholderMap) -> None:
    from tests.hub.needs.factories import make_town

    body = make_body(chosen.hub, "towns")
    make_seat(body, place=make_town("suceava"))
    make_seat(body, organisation=make_organisation("Lone bank"))

    links = [row for row in told(network_of_map(officer, chosen)) if row[3] == ["Working group towns"]]

    assert links == [("Lone bank", "in_body", "Suceava City Hall", ["Working group towns"])]


@pytest.mark.django_db
def test_a_gathering_of_too_many_is_left_out_and_named(
    officer: Any, chosen: StakeholderMap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(networks, "LARGEST_GROUP", 1)

    network = network_of_map(officer, chosen)

    assert [link.relation for link in network.links] == ["regulates"]
    assert sorted(origin.name for origin in network.skipped) == ["Who pays", "Working group heat"]


@pytest.mark.django_db
def test_the_page_says_the_finding_and_lists_every_link_with_its_record(
    client: Any, officer: Any, chosen: StakeholderMap
) -> None:
    chosen.needed_roles, chosen.topics = ["financier"], ["energy-heat"]
    chosen.save()
    other = make_map(chosen.hub, name="Other", topics=["energy-heat"])
    make_stakeholder(other, "Known bank", roles=["financier"])

    page = client.get(f"/hubs/ro/stakeholders/{chosen.pk}/network/").content.decode()

    assert "Heat ministry has the most links: with 2 others." in page
    assert "1 stakeholder has much power and no link." in page
    assert 'href="/hubs/ro/structure/heat/"' in page or 'href="/hubs/ro/bodies/heat/"' in page
    assert "entered by hand" in page
    assert "No financier for: " in page
    assert "Known bank" in page
    assert page.index("Who links whom") < page.index('<svg class="big net"')


@pytest.mark.django_db
def test_the_list_is_narrowed_by_relation_and_name(client: Any, officer: Any, chosen: StakeholderMap) -> None:
    address = f"/hubs/ro/stakeholders/{chosen.pk}/network/"

    by_relation = client.get(address, {"relation": "regulates"}).context["page"]
    by_name = client.get(address, {"q": "MONEY fund"}).context["page"]
    nonsense = client.get(address, {"relation": "nonsense"}).context["page"]

    assert [len(page) for page in (by_relation, by_name, nonsense)] == [1, 2, 3]


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("part", "queries"), [("network/", 11), ("network/measures/", 9), ("plan/", 8), ("matrix/", 6)]
)
def test_pages_ask_the_same_few_queries(
    client: Any, officer: Any, hub: Hub, rows: int, part: str, queries: int, django_assert_num_queries: Any
) -> None:
    chosen = make_map(hub, topics=["energy-heat"], needed_roles=["financier"])
    body = make_body(hub, "heat")
    meeting = make_meeting(hub, state="invited")
    for number in range(rows + 1):
        organisation = make_organisation(f"Office {number}")
        make_stakeholder(chosen, f"Office {number}", organisation=organisation, power=4, interest=4)
        make_seat(body, organisation=organisation)
        make_guest(meeting, f"Office {number}", organisation=organisation, email="", attendance=Attendance.PRESENT)

    with django_assert_num_queries(queries):
        page = client.get(f"/hubs/ro/stakeholders/{chosen.pk}/{part}").content.decode()
    assert page.count("Office ") > rows


@pytest.mark.django_db
def test_files_hold_nodes_and_links(client: Any, officer: Any, chosen: StakeholderMap) -> None:
    root = f"/hubs/ro/stakeholders/{chosen.pk}/network/"

    links = b"".join(client.get(f"{root}links.csv").streaming_content).decode("utf-8-sig").splitlines()
    sheet = load_workbook(io.BytesIO(b"".join(client.get(f"{root}nodes.xlsx").streaming_content))).active
    graph = nx.read_graphml(io.BytesIO(client.get(f"{root}graph.graphml").content), force_multigraph=True)
    data = json.loads(client.get(f"{root}graph.json").content)

    assert links[0] == "from,relation,to,both ways,planned,records,addresses"
    assert "Who pays,http://testserver/hubs/ro/meetings/" in links[1]
    rows = {row[1]: row for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert rows["Heat ministry"][5:8] == (5, 4, 2)
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (4, 3)
    ids = {row["name"]: row["id"] for row in data["nodes"]}
    assert graph.nodes[f"n{ids['Heat ministry']}"]["name"] == "Heat ministry"
    assert [(one["from"], one["to"]) for one in data["links"] if one["relation"] == "regulates"] == [
        (ids["Heat ministry"], ids["Suceava City Hall"])
    ]
    assert etree.fromstring(client.get(f"{root}graph.svg").content).tag.endswith("svg")
    assert client.get(f"{root}graph.exe").status_code == 404
    assert client.get(f"{root}else.csv").status_code == 404


def test_measures_of_a_map_without_anybody_are_empty() -> None:
    told = findings(StakeholderNetwork([], []))

    assert (list(told.rows), list(told.brokers), told.parts) == ([], [], 0)
    assert np.isnan(told.balance.evenness)
    assert drawing_of(StakeholderNetwork([], []), "x") is None
