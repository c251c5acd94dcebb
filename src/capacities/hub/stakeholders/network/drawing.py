"""The drawing of a map's network and its key. What is drawn stands in the list before it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from capacities.charts import network as charts
from capacities.engines import network as engine
from capacities.engines.activity import Floats
from capacities.hub.stakeholders.kinds import Helix, RelationKind
from capacities.hub.stakeholders.network.links import RELATIONS, StakeholderNetwork
from capacities.hub.stakeholders.network.measures import KEPT, core_of, matrix_of

NAMED = 10
_BESIDE = (0.24, 0.6)  # of the width, for the smaller parts
_LINES = {str(RelationKind.FUNDS): "funds", str(RelationKind.REGULATES): "regulates"}
_LINE_NAMES: dict[str, str | Promise] = {
    "records": _("attended together, or sit in one body"),
    "works": _("works with, delivers, advises, holds data, represents"),
    "funds": _("funds"),
    "regulates": _("regulates"),
}


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing, how many it shows, of how many with links, and its key."""

    svg: SafeString
    shown: int
    linked: int
    key: tuple[SafeString, ...]


def drawing_of(network: StakeholderNetwork, label: str) -> Drawing | None:
    """Return the drawing of those with links, of a large map its best-linked core; None where nobody is linked."""
    core = core_of(network)
    if not core.nodes:
        return None
    pairs = sorted({(min(one.giver, one.taker), max(one.giver, one.taker)) for one in core.links})
    degree = engine.degree(matrix_of(core, planned=True))
    places = _places(len(core.nodes), tuple(pairs))
    marks = [
        charts.Mark(node.label, node.helix, int(links), float(x), float(y))
        for node, links, (x, y) in zip(core.nodes, degree, places, strict=True)
    ]
    ties = [charts.Tie(one.giver, one.taker, line_of(one.relation), one.is_planned) for one in core.links]
    svg = charts.draw_network(marks, ties, named=NAMED, label=label)
    linked = int((engine.degree(matrix_of(network, planned=True)) > 0).sum())
    return Drawing(mark_safe(svg), len(marks), linked, _key(core))


@lru_cache(maxsize=KEPT)
def _places(count: int, pairs: tuple[tuple[int, int], ...]) -> Floats:
    """Return where each mark stands [n, 2]: the largest part at the left, smaller ones in a grid beside it."""
    matrix = engine.adjacency(count, engine.edges(*zip(*pairs, strict=True)))
    part = engine.components(matrix)
    sizes = np.bincount(part)
    places = np.empty((part.size, 2))
    share = np.clip(1 - sizes[0] / part.size, *_BESIDE) if sizes.size > 1 else 0.0
    columns = max(1, round((2 * share * (sizes.size - 1)) ** 0.5))
    rows = -(-(sizes.size - 1) // columns)
    for number in range(sizes.size):
        row, column = divmod(number - 1, columns)
        corner, box = (0.0, 0.0), (1.0 - share, 1.0)
        if number:
            corner, box = (1 - share + column * share / columns, row / rows), (share / columns, 1 / rows)
        members = np.flatnonzero(part == number)
        width, height = charts.label_size()
        label = (min(width / box[0], 90.0), min(height / box[1], 90.0))
        inner = engine.layout(matrix[members][:, members], label=label, named=NAMED)
        places[members] = 100 * np.array(corner) + inner * np.array(box)
    return places


def line_of(relation: str) -> str:
    """Return the line that a relation is drawn with."""
    return "records" if relation not in RelationKind.values else _LINES.get(relation, "works")


def _key(core: StakeholderNetwork) -> tuple[SafeString, ...]:
    """Explain the shapes and lines that occur, and no others."""
    kinds = {node.helix for node in core.nodes}
    lines = {line_of(link.relation) for link in core.links}
    parts: list[tuple[str, object]] = [
        (charts.key_mark(kind), Helix(kind).label) for kind in charts.SHAPES if kind in kinds
    ]
    parts += [(charts.key_line(line), _LINE_NAMES[line]) for line in charts.LINES if line in lines]
    if any(link.is_planned for link in core.links):
        parts.append((charts.key_line("works", is_planned=True), _("planned")))
    return tuple(format_html("{}{}", mark_safe(svg), name) for svg, name in parts)


def relation_choices() -> list[tuple[str, str]]:
    """Return the relations that links can be filtered by."""
    return [(key, str(name)) for key, name in RELATIONS.items()]
