"""The network of a map as files: nodes, links, GraphML, JSON. The public side leaves out what others must not see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from capacities.hub.stakeholders.kinds import Helix
from capacities.hub.stakeholders.network.links import Link, Node, StakeholderNetwork
from capacities.hub.stakeholders.network.measures import findings

Cell = str | int | float | bool | None
OPEN_COLUMNS = ("id", "name", "kind", "roles", "website")
NODE_COLUMNS = (*OPEN_COLUMNS, "power", "interest", "links", "betweenness", "closeness")
LINK_COLUMNS = ("from", "relation", "to", "both ways", "planned", "records", "addresses")
_EDGE_TYPES = {"relation": "string", "both_ways": "boolean", "planned": "boolean", "records": "string"}
_TYPES = {int: "int", float: "double", bool: "boolean", str: "string"}


def node_rows(network: StakeholderNetwork, *, is_open: bool = False) -> Iterator[list[Cell]]:
    """Yield one row for each stakeholder, in the order of NODE_COLUMNS, or OPEN_COLUMNS for others."""
    if is_open:
        yield from (_open(node) for node in network.nodes)
        return
    for row in findings(network).rows:
        node = row.node
        yield [*_open(node), node.power, node.interest, row.degree, round(row.between, 6), round(row.closeness, 6)]


def link_rows(network: StakeholderNetwork, root: str = "") -> Iterator[list[Cell]]:
    """Yield one row for each link; records and their addresses are parted by semicolons, none means drawn by hand."""
    for link in network.links:
        yield [
            network.nodes[link.giver].name,
            link.relation_name,
            network.nodes[link.taker].name,
            link.is_mutual,
            link.is_planned,
            "; ".join(origin.name for origin in link.origins),
            "; ".join(f"{root}{origin.url}" for origin in link.origins),
        ]


def as_json(network: StakeholderNetwork, *, is_open: bool, root: str = "") -> dict[str, list[dict[str, Any]]]:
    """Return nodes and links for programs; links name nodes by id."""
    columns = OPEN_COLUMNS if is_open else NODE_COLUMNS
    nodes = [dict(zip(columns, row, strict=True)) for row in node_rows(network, is_open=is_open)]
    return {"nodes": nodes, "links": [_link(network, link, root) for link in network.links]}


def as_graphml(network: StakeholderNetwork, *, is_open: bool) -> str:
    """Return GraphML that Gephi, Cytoscape, yEd and NetworkX read; a link both ways is written once and says so."""
    data = as_json(network, is_open=is_open)
    names = data["nodes"][0] if data["nodes"] else {}
    keys = {("node", name): _type(row[name] for row in data["nodes"]) for name in names}
    keys |= {("edge", name): kind for name, kind in _EDGE_TYPES.items()}
    parts = ['<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">']
    parts += [
        f'<key id={quoteattr(f"{where}-{name}")} for="{where}" attr.name={quoteattr(name)} attr.type="{kind}"/>'
        for (where, name), kind in keys.items()
    ]
    parts.append('<graph edgedefault="directed">')
    for node in data["nodes"]:
        parts.append(f'<node id="n{node["id"]}">{_data("node", node)}</node>')
    for number, link in enumerate(data["links"]):
        told = {name: link[name] for name in _EDGE_TYPES} | {"records": "; ".join(link["records"])}
        ends = f'source="n{link["from"]}" target="n{link["to"]}"'
        parts.append(f'<edge id="e{number}" {ends}>{_data("edge", told)}</edge>')
    return "\n".join([*parts, "</graph>", "</graphml>", ""])


def _open(node: Node) -> list[Cell]:
    kind = str(Helix(node.helix).label) if node.helix else ""
    return [node.pk, node.name, kind, "; ".join(node.roles), node.url]


def _link(network: StakeholderNetwork, link: Link, root: str) -> dict[str, Any]:
    return {
        "from": network.nodes[link.giver].pk,
        "to": network.nodes[link.taker].pk,
        "relation": link.relation,
        "both_ways": link.is_mutual,
        "planned": link.is_planned,
        "records": [origin.name for origin in link.origins],
        "addresses": [f"{root}{origin.url}" for origin in link.origins],
    }


def _type(values: Iterator[Cell]) -> str:
    known = next((value for value in values if value is not None), "")
    return _TYPES[type(known)]


def _data(where: str, values: dict[str, Any]) -> str:
    told = {name: value for name, value in values.items() if value is not None}
    words = {name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in told.items()}
    return "".join(f"<data key={quoteattr(f'{where}-{name}')}>{escape(text)}</data>" for name, text in words.items())
