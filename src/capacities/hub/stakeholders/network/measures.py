"""What the network of a map tells: who is central, who brokers, who stands alone, who is missing, whom to introduce.

Bounded: of very large maps the best-linked part is measured; a smaller core is drawn and searched for introductions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from scipy import sparse

from capacities.engines import network as engine
from capacities.engines.network import KINDS, UNKNOWN, HelixBalance, Nodes
from capacities.hub.stakeholders.network.links import Link, Node, StakeholderNetwork

MEASURED = 5_000  # stakeholders with links: their measures take a second
GLANCED = 1_500  # for a page that only says what stands out
DRAWN = 80  # more marks than this cannot be told apart
SEARCHED = 60  # among so many every pair is tried for an introduction
BROKERS, INTRODUCTIONS = 5, 3
KEPT = 16  # networks whose measures stay in memory
Matrix: TypeAlias = sparse.csr_array


@dataclass(frozen=True, slots=True)
class Row:
    """The measures of one stakeholder; ``between`` is the share (0–1) of ways between others through it."""

    node: Node
    degree: int
    between: float
    closeness: float
    cuts_off: tuple[Node, ...] = ()

    @property
    def is_broker(self) -> bool:
        """Return whether some would lose their way to the rest without it."""
        return bool(self.cuts_off)


@dataclass(frozen=True, slots=True)
class Introduced:
    """Two who should meet; ``joins`` says that two parts of the network come together."""

    first: Node
    second: Node
    joins: bool


@dataclass(frozen=True)
class Findings:
    """What a network tells. ``rows`` are sorted: most links, then most ways, then name."""

    rows: Sequence[Row]
    brokers: Sequence[Row]
    isolated: Sequence[Node]
    balance: HelixBalance
    introductions: Sequence[Introduced]
    parts: int
    unlinked: int
    linked_pairs: int
    is_whole: bool


def matrix_of(network: StakeholderNetwork, *, planned: bool = False) -> Matrix:
    """Return who is linked with whom [n, n], whatever the relation and its direction; planned links only if asked."""
    links = [link for link in network.links if planned or not link.is_planned]
    pairs = {(min(link.giver, link.taker), max(link.giver, link.taker)) for link in links}
    source, target = zip(*sorted(pairs), strict=True) if pairs else ((), ())
    return engine.adjacency(len(network.nodes), engine.edges(source, target))


def findings(network: StakeholderNetwork, most: int = MEASURED) -> Findings:
    """Return the measures of a network and what stands out; of more than ``most`` with links, of the best linked."""
    return _findings(tuple(network.nodes), tuple(network.links), most)


@lru_cache(maxsize=KEPT)
def _findings(nodes: tuple[Node, ...], links: tuple[Link, ...], most: int) -> Findings:
    """Measure; what depends on nothing but its arguments is kept, so that turning pages does not measure again."""
    matrix = matrix_of(StakeholderNetwork(nodes, links))
    degree = engine.degree(matrix)
    linked = np.flatnonzero(degree)
    core = linked[np.lexsort((linked, -degree[linked]))][:most]
    core.sort()
    inner = matrix[core][:, core]
    paths = engine.path_measures(inner)
    pairs = (len(core) - 1) * (len(core) - 2) / 2
    between, closeness = np.zeros(len(nodes)), np.zeros(len(nodes))
    between[core] = paths.betweenness / pairs if pairs > 0 else 0.0
    closeness[core] = paths.closeness
    order = sorted(range(len(nodes)), key=lambda n: (-degree[n], -between[n], nodes[n].name))
    cut = {int(core[n]) for n in np.flatnonzero(engine.cut_points(inner).articulation)}
    told = sorted(cut, key=lambda n: (-between[n], nodes[n].name))[:BROKERS]
    lost = {n: tuple(nodes[m] for m in _cut_off(matrix, n)) for n in told}
    rows = [Row(nodes[n], int(degree[n]), float(between[n]), float(closeness[n]), lost.get(n, ())) for n in order]
    part = engine.components(inner)
    return Findings(
        rows=rows,
        brokers=[row for row in rows if row.is_broker],
        isolated=[nodes[n] for n in engine.isolated_key_actors(_as_nodes(nodes), degree, few=0)],
        balance=engine.helix_balance(_kinds(nodes)),
        introductions=_introductions(nodes, matrix, core),
        parts=int(part.max()) + 1 if part.size else 0,
        unlinked=len(nodes) - linked.size,
        linked_pairs=matrix.nnz // 2,
        is_whole=core.size == linked.size,
    )


def core_of(network: StakeholderNetwork, largest: int = DRAWN) -> StakeholderNetwork:
    """Return the part that is drawn: those with links (also planned ones), the best linked first."""
    degree = engine.degree(matrix_of(network, planned=True))
    order = np.lexsort((np.arange(degree.size), -degree))
    kept = sorted(int(n) for n in order[:largest] if degree[n])
    place = {n: number for number, n in enumerate(kept)}
    links = [
        replace(link, giver=place[link.giver], taker=place[link.taker])
        for link in network.links
        if link.giver in place and link.taker in place
    ]
    return StakeholderNetwork([network.nodes[n] for n in kept], links)


def balance_counts(balance: HelixBalance) -> dict[str, int]:
    """Return how many of each kind there are, by key."""
    return {kind: int(count) for kind, count in zip(KINDS, balance.count, strict=True)}


def _cut_off(matrix: Matrix, broker: int) -> list[int]:
    """Return who would be parted from the largest rest of a broker's part, had it never been there."""
    part = engine.components(matrix)
    members = np.flatnonzero(part == part[broker])
    members = members[members != broker]
    pieces = engine.components(matrix[members][:, members])
    largest = Counter(pieces.tolist()).most_common(1)[0][0]
    return [int(n) for n in members[pieces != largest]]


def _introductions(nodes: Sequence[Node], matrix: Matrix, core: np.ndarray) -> list[Introduced]:
    """Return whom to introduce among the best linked and those who have power but no link."""
    degree = engine.degree(matrix)
    alone = engine.isolated_key_actors(_as_nodes(nodes), degree, few=0)[: SEARCHED // 4]
    best = core[np.lexsort((core, -degree[core]))][: SEARCHED - alone.size]
    chosen = np.sort(np.concatenate([best, alone])).astype(np.intp)
    if chosen.size < 2:
        return []
    found = engine.introductions(matrix[chosen][:, chosen], INTRODUCTIONS)
    return [Introduced(nodes[chosen[one.first]], nodes[chosen[one.second]], one.joins) for one in found]


def _kinds(nodes: Sequence[Node]) -> np.ndarray:
    known = {kind: number for number, kind in enumerate(KINDS)}
    return np.array([known.get(node.helix, UNKNOWN) for node in nodes], dtype=np.intp)


def _as_nodes(nodes: Sequence[Node]) -> Nodes:
    power, interest = ([getattr(node, name) or np.nan for node in nodes] for name in ("power", "interest"))
    return Nodes(_kinds(nodes), np.array(power, dtype=np.float64), np.array(interest, dtype=np.float64))
