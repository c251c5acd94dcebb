"""How a network hangs together: components, cut points, bridges, density within and between kinds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from capacities.engines.activity import Floats
from capacities.engines.network.graph import UNKNOWN, Bools, Ints, canonical, undirected


def components(weights: sparse.csr_array) -> Ints:
    """Return the component [n] of each node, directions ignored: 0 is the largest, ties by the lowest node."""
    matrix = canonical(weights)
    n = matrix.shape[0]
    if n == 0:
        return np.zeros(0, dtype=np.intp)
    count, label = connected_components(matrix, directed=False)
    first = np.full(count, n)
    np.minimum.at(first, label, np.arange(n))
    rank = np.empty(count, dtype=np.intp)
    rank[np.lexsort((first, -np.bincount(label)))] = np.arange(count)
    return rank[label]


@dataclass(frozen=True)
class CutPoints:
    """``articulation`` [n]: nodes without which a part falls apart; ``bridges`` [k, 2]: such edges, low node first."""

    articulation: Bools
    bridges: Ints


def cut_points(weights: sparse.csr_array) -> CutPoints:
    """Return articulation points and bridges of an undirected graph in one depth-first walk.

    Low-link numbers of Tarjan (1972, SIAM J. Comput. 1, 146) without recursion, in O(nodes + edges). Raises
    ValueError where ``weights`` is not symmetric.
    """
    matrix = undirected(weights)
    n = matrix.shape[0]
    start, neighbour = matrix.indptr.tolist(), matrix.indices.tolist()
    found, low, parent = [-1] * n, [0] * n, [-1] * n
    articulation = np.zeros(n, dtype=bool)
    bridges: list[tuple[int, int]] = []
    clock = 0
    at = list(start[:n])
    for root in range(n):
        if found[root] >= 0:
            continue
        found[root] = low[root] = clock
        clock += 1
        walk, branches = [root], 0
        while walk:
            node = walk[-1]
            if at[node] < start[node + 1]:
                other = neighbour[at[node]]
                at[node] += 1
                if found[other] < 0:
                    found[other] = low[other] = clock
                    clock += 1
                    parent[other] = node
                    walk.append(other)
                elif other != parent[node]:
                    low[node] = min(low[node], found[other])
                continue
            walk.pop()
            above = parent[node]
            if above < 0:
                continue
            low[above] = min(low[above], low[node])
            if low[node] > found[above]:
                bridges.append((min(node, above), max(node, above)))
            branches += above == root
            articulation[above] |= above != root and low[node] >= found[above]
        articulation[root] = branches > 1
    return CutPoints(articulation, np.array(sorted(bridges), dtype=np.intp).reshape(-1, 2))


def density(weights: sparse.csr_array, kind: Ints, n_kinds: int) -> Floats:
    """Return the share of possible ties that exist, from kind (row) to kind (column): [n_kinds, n_kinds] in 0–1.

    The diagonal holds densities within a kind. NaN where no tie is possible (a kind without members, or with one).
    Nodes of unknown kind (-1) are left out.
    """
    matrix = canonical(weights)
    if kind.shape != (matrix.shape[0],):
        raise ValueError(f"kind has shape {kind.shape}, expected {(matrix.shape[0],)} as weights has rows")
    known = kind != UNKNOWN
    member = np.zeros((kind.size, n_kinds))
    member[np.flatnonzero(known), kind[known]] = 1.0
    matrix.data[:] = 1.0
    ties = member.T @ (matrix @ member)
    size = member.sum(axis=0)
    possible = np.outer(size, size) - np.diag(size)
    return np.divide(ties, possible, out=np.full_like(ties, np.nan), where=possible > 0)
