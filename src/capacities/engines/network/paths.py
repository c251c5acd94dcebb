"""Shortest paths counted in steps: betweenness, closeness and harmonic centrality in one exact pass."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from capacities.engines.activity import Floats
from capacities.engines.network.graph import Ints, canonical

BATCH = 32  # sources per block: blocks of 5,000 nodes then stay in a core's cache
DENSE = 0.6  # from this share of nodes on a level is kept whole rather than by its rows
LATE = 0.25  # below this share of open pairs only the rows that are still open are computed
DEEPEST = 40  # levels; deeper graphs are narrow, and lists of pairs are shorter than blocks
TINY = 1e-300


@dataclass(frozen=True)
class PathMeasures:
    """Per node [n], from paths that leave it: number of others reached, Σ distance, Σ 1/distance; and betweenness.

    ``betweenness`` is Σ over pairs of others of the share of their shortest paths that pass here; each unordered
    pair counts once in an undirected graph, each ordered pair in a directed one (Freeman 1977).
    """

    betweenness: Floats
    reached: Floats
    distance: Floats
    harmonic: Floats

    @property
    def closeness(self) -> Floats:
        """Closeness [n] in 0–1: reached / distance · reached / (n − 1) (Wasserman & Faust 1994, eq. 5.23)."""
        share = self.reached / max(self.reached.size - 1, 1)
        return np.divide(self.reached * share, self.distance, out=np.zeros_like(self.distance), where=self.distance > 0)


def path_measures(weights: sparse.csr_array, *, threads: int | None = None) -> PathMeasures:
    """Return the path measures of a graph [n, n], row → column; a step is a step whatever its weight.

    Brandes' accumulation (2001, J. Math. Sociol. 25, 163) for a block of sources at a time: one product of the
    sparse matrix with a block per level forward (numbers of paths) and backward (dependencies). Exact to rounding.
    The result does not depend on ``threads`` (all cores if None). Raises ValueError where the number of shortest
    paths between two nodes exceeds what a float holds.
    """
    out = canonical(weights)
    out.data[:] = 1.0
    into = sparse.csr_array(out.T)
    symmetric = (out != into).nnz == 0
    n = out.shape[0]
    order = sparse.csgraph.reverse_cuthill_mckee(out + into) if n else np.zeros(0, dtype=np.intp)
    blocks = [order[start : start + BATCH].astype(np.intp) for start in range(0, n, BATCH)]
    through, reached, distance, harmonic = np.zeros((4, n))
    with ThreadPoolExecutor(threads or os.cpu_count()) as pool:
        for sources, (part, per_level) in zip(blocks, pool.map(lambda s: _block(out, into, s), blocks), strict=True):
            steps = np.arange(1, per_level.shape[0] + 1, dtype=np.float64)
            through += part
            reached[sources] = per_level.sum(axis=0)
            distance[sources] = steps @ per_level
            harmonic[sources] = (1 / steps) @ per_level
    if not np.isfinite(through).all():
        raise ValueError("weights has more shortest paths between two nodes than can be counted")
    return PathMeasures(through / 2 if symmetric else through, reached, distance, harmonic)


@dataclass(frozen=True, slots=True)
class _Level:
    """Nodes at one distance: path counts [row, source] of ``rows`` (None: of all), and their rows of the matrix."""

    rows: Ints | None
    count: Floats
    matrix: sparse.csr_array


def _block(out: sparse.csr_array, into: sparse.csr_array, sources: Ints) -> tuple[Floats, Floats]:
    """Return the dependencies [n] owed to ``sources`` and the nodes reached [level, source]."""
    n, width = out.shape[0], sources.size
    unseen = np.ones((n, width))
    unseen[sources, np.arange(width)] = 0.0
    levels = [_Level(sources, np.eye(width), out[sources])]
    reached: list[Floats] = []
    left = float(n * width - width)
    while left:
        if len(levels) > DEEPEST:
            return _deep_block(out, sources)
        late = left < LATE * n * width
        rows, count, new = _step(levels[-1], into, unseen, np.flatnonzero(unseen.any(axis=1)) if late else None)
        if not new.any():
            break
        reached.append(new)
        left -= float(new.sum())
        levels.append(_Level(rows, count, into if rows is None else out[rows]))
    return _backward(levels, out), np.array(reached).reshape(-1, width)


def _step(
    last: _Level, into: sparse.csr_array, unseen: Floats, still_open: Ints | None
) -> tuple[Ints | None, Floats, Floats]:
    """Return rows and path counts of the next level and its size per source; strike its nodes from ``unseen``."""
    n = unseen.shape[0]
    if still_open is None:
        count = into @ last.count if last.rows is None else last.matrix.T @ last.count
        count *= unseen
        hit = np.sign(count)
        unseen -= hit
    else:
        count = into[still_open] @ _whole(last.rows, last.count, n)
        count *= unseen[still_open]
        hit = np.sign(count)
        unseen[still_open] -= hit
    new = np.ones(hit.shape[0]) @ hit
    keep = np.flatnonzero(hit @ np.ones(hit.shape[1]))
    if still_open is not None:
        return still_open[keep], count[keep], new
    if keep.size > DENSE * n:
        return None, count, new
    return keep, count[keep], new


def _backward(levels: list[_Level], out: sparse.csr_array) -> Floats:
    """Return Σ over sources of the dependencies [n], from the farthest level to the nearest."""
    n = out.shape[0]
    through = np.zeros(n)
    rows, coefficient = levels[-1].rows, _inverse(levels[-1].count)
    for level in reversed(levels[1:-1]):
        part = (out if level.rows is None else level.matrix) @ _whole(rows, coefficient, n)
        part *= level.count
        through[slice(None) if level.rows is None else level.rows] += part @ np.ones(part.shape[1])
        part += 1.0
        rows, coefficient = level.rows, _inverse(level.count)
        coefficient *= part
    return through


def _inverse(count: Floats) -> Floats:
    """Return 1/count, 0 where count is 0. Counts are 0 or from 1 to 1e150, so TINY changes nothing else."""
    square = count * count
    square += TINY
    return np.divide(count, square, out=square)


def _whole(rows: Ints | None, block: Floats, n: int) -> Floats:
    if rows is None:
        return block
    whole = np.zeros((n, block.shape[1]))
    whole[rows] = block
    return whole


def _deep_block(out: sparse.csr_array, sources: Ints) -> tuple[Floats, Floats]:
    """Do what ``_block`` does with lists of (source, node) pairs, for graphs of many narrow levels."""
    n, width = out.shape[0], sources.size
    paths, dependency, seen = np.zeros(width * n), np.zeros(width * n), np.zeros(width * n, dtype=bool)
    frontier = np.arange(width) * n + sources
    paths[frontier], seen[frontier] = 1.0, True
    steps, reached = [], []
    while True:
        node = frontier % n
        degree = out.indptr[node + 1] - out.indptr[node]
        parent = np.repeat(frontier, degree)
        offset = np.arange(parent.size) - np.repeat(np.cumsum(degree) - degree, degree)
        child = parent - parent % n + out.indices[np.repeat(out.indptr[node], degree) + offset]
        fresh = ~seen[child]
        parent, child = parent[fresh], child[fresh]
        if not child.size:
            break
        with np.errstate(over="ignore"):
            np.add.at(paths, child, paths[parent])
        frontier = np.unique(child)
        seen[frontier] = True
        steps.append((parent, child))
        reached.append(np.bincount(frontier // n, minlength=width).astype(np.float64))
    if not np.isfinite(paths).all():
        return np.full(n, np.nan), np.array(reached)
    for parent, child in reversed(steps):
        np.add.at(dependency, parent, paths[parent] / paths[child] * (1 + dependency[child]))
    dependency[np.arange(width) * n + sources] = 0.0
    return dependency.reshape(width, n).sum(axis=0), np.array(reached).reshape(-1, width)
