"""Whom to introduce to whom: ties that would most shorten the network's distances or join its parts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from capacities.engines.activity import Floats
from capacities.engines.network.graph import Ints, undirected

EXACT_UP_TO = 100  # nodes: below, every pair is tried
CANDIDATES = 60  # nodes considered in larger networks
TRIED = 12  # pairs tried of those, the most promising by their bound
FAR = float("inf")  # distance between parts
DEEPEST = 64  # distances beyond are counted with this one in the bound, which only raises it

Steps = NDArray[np.float32]


@dataclass(frozen=True)
class Introduction:
    """A tie ``first``–``second`` (first < second) to make.

    ``gain`` is what it adds to Σ over pairs of 1/distance, after the ties suggested before it; ``bound`` is what the
    best tie could add at most (equal to ``gain`` where all were tried); ``joins`` says that it links two parts.
    """

    first: int
    second: int
    gain: float
    bound: float
    joins: bool


def introductions(
    weights: sparse.csr_array, count: int = 5, *, candidates: Ints | None = None
) -> tuple[Introduction, ...]:
    """Return up to ``count`` introductions, each the best after the ones before it; fewer if none helps.

    The aim is the network's efficiency Σ 1/distance (Latora & Marchiori 2001, PRL 87, 198701), which counts parts
    that are not linked as infinitely far. Up to 100 nodes each step tries all pairs; above, the pairs of 60 nodes (the
    nearest to all others and the hub of each large part, or ``candidates``) are ranked by an upper bound of their
    gain and the best twelve evaluated. Among equal gains the lowest nodes win. Raises ValueError where ``weights``
    is not symmetric or ``count`` is negative. Memory: 4 bytes per pair of nodes.
    """
    if count < 0:
        raise ValueError(f"count is {count}, expected 0 or more")
    matrix = undirected(weights)
    distance = all_distances(matrix)
    found: list[Introduction] = []
    for _ in range(count):
        best = _best(distance, candidates)
        if best is None or best.gain <= 1e-12:
            break
        found.append(best)
        _add(distance, best.first, best.second)
    return tuple(found)


def all_distances(weights: sparse.csr_array) -> Steps:
    """Return steps [n, n] between all nodes; ``FAR`` where there is no path. A level is one sparse product."""
    n = weights.shape[0]
    ties = sparse.csr_array((np.ones(weights.nnz, dtype=np.float32), weights.indices, weights.indptr), shape=(n, n))
    distance = np.full((n, n), FAR, dtype=np.float32)
    for start in range(0, n, 64):
        width = min(64, n - start)
        block = np.full((n, width), FAR, dtype=np.float32)
        frontier = np.zeros((n, width), dtype=np.float32)
        frontier[start + np.arange(width), np.arange(width)] = 1.0
        level = 0
        while frontier.any():
            block[frontier > 0] = level
            level += 1
            frontier = ((ties @ frontier) > 0).astype(np.float32)
            frontier[block < FAR] = 0.0
        distance[start : start + width] = block.T
    return distance


def gain(distance: Steps, first: int, second: int) -> float:
    """Return what a tie first–second adds to Σ 1/distance over unordered pairs, exactly.

    Only a pair with s nearer to ``first`` and t nearer to ``second``, each by more than one step, can gain.
    """
    near_first = np.flatnonzero(distance[first] + 1 < distance[second])
    near_second = np.flatnonzero(distance[second] + 1 < distance[first])
    new = distance[first, near_first, None] + 1 + distance[second, near_second][None, :]
    old = distance[np.ix_(near_first, near_second)].astype(np.float64)
    return float(np.maximum(1 / new.astype(np.float64) - 1 / old, 0.0).sum())


def gain_bound(distance: Steps, first: int, second: int) -> float:
    """Return an upper bound of ``gain`` from the distances of both ends alone; exact where they lie in two parts.

    A pair (s, t) has at most d(s, first) + d(first, second) + d(second, t) steps today.
    """
    near_first = distance[first] + 1 < distance[second]
    near_second = distance[second] + 1 < distance[first]
    a = np.bincount(np.minimum(distance[first, near_first], DEEPEST).astype(np.intp))
    b = np.bincount(np.minimum(distance[second, near_second], DEEPEST).astype(np.intp))
    steps = np.arange(a.size)[:, None] + np.arange(b.size)[None, :]
    return float(a @ (1 / (steps + 1.0) - 1 / (steps + float(distance[first, second]))) @ b)


def _best(distance: Steps, candidates: Ints | None) -> Introduction | None:
    n = distance.shape[0]
    exact = candidates is None and n <= EXACT_UP_TO
    pool = np.arange(n) if exact else _promising(distance) if candidates is None else np.unique(candidates)
    rows, columns = np.triu_indices(pool.size, k=1)
    first, second = pool[rows], pool[columns]
    apart = distance[first, second] > 1
    first, second = first[apart], second[apart]
    if not first.size:
        return None
    bound = np.array([gain_bound(distance, int(i), int(j)) for i, j in zip(first, second, strict=True)])
    order = np.lexsort((second, first, -np.round(bound, 9)))
    best, chosen = -1.0, 0
    for rank, at in enumerate(order):
        if bound[at] < best - 1e-9 or (not exact and rank >= TRIED):
            break
        value = gain(distance, int(first[at]), int(second[at]))
        equal = abs(value - best) <= 1e-9 and (first[at], second[at]) < (first[chosen], second[chosen])
        if value > best + 1e-9 or equal:
            best, chosen = value, int(at)
    u, v = int(first[chosen]), int(second[chosen])
    most = best if exact else max(best, _bound_of_all(distance))
    return Introduction(u, v, best, most, bool(distance[u, v] >= FAR))


def _promising(distance: Steps) -> Ints:
    """Return the hub (largest Σ 1/distance) of each of the largest parts and the most central nodes, 60 in all."""
    near = _closeness(distance)
    part = (distance < FAR).argmax(axis=1)  # the lowest node of its part names it
    order = np.lexsort((np.arange(near.size), -np.round(near, 9)))
    _, hub = np.unique(part[order], return_index=True)
    hubs = order[np.sort(hub)][: CANDIDATES // 2]
    rest = order[~np.isin(order, hubs)][: CANDIDATES - hubs.size]
    return np.sort(np.concatenate([hubs, rest]))


def _closeness(distance: Steps) -> Floats:
    return np.array([(1 / row[row > 0].astype(np.float64)).sum() for row in distance])


def _bound_of_all(distance: Steps) -> float:
    """Return an upper bound of the gain of any tie, from the histograms of distances of all nodes."""
    n = distance.shape[0]
    finite = np.where(distance < FAR, np.minimum(distance, DEEPEST), -1).astype(np.intp)
    deepest = int(finite.max())
    histogram = np.stack([(finite == level).sum(axis=1) for level in range(deepest + 1)], axis=1).astype(np.float64)
    level = np.arange(deepest + 1)
    steps = level[:, None] + level[None, :]
    linked = bool((finite >= 0).all())
    today = 1 / (steps + float(distance.max())) if linked else np.zeros_like(steps, dtype=np.float64)
    weight = 1 / (steps + 1.0) - today
    best = 0.0
    for start in range(0, n, 512):
        best = max(best, float((histogram[start : start + 512] @ weight @ histogram.T).max()))
    return best


def _add(distance: Steps, first: int, second: int) -> None:
    """Shorten ``distance`` in place by a new tie."""
    to_first, to_second = distance[first].copy(), distance[second].copy()
    for start in range(0, distance.shape[0], 512):
        rows = slice(start, start + 512)
        np.minimum(distance[rows], to_first[rows, None] + 1 + to_second, out=distance[rows])
        np.minimum(distance[rows], to_second[rows, None] + 1 + to_first, out=distance[rows])
