"""Where to draw each node: stress majorisation for small networks, the best-linked names kept apart."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from capacities.engines.activity import Floats
from capacities.engines.network.graph import Ints, undirected
from capacities.engines.network.introductions import FAR, all_distances

LARGEST = 300
ROUNDS = 60
NAMED = 10
OVERPUSH = 0.05  # hundredths of the drawing: chains of names then part in finitely many rounds
LABEL = (16.0, 4.0)  # width and height of a name, in hundredths of the drawing


def layout(
    weights: sparse.csr_array, *, seed: int = 0, label: tuple[float, float] = LABEL, named: int = NAMED
) -> Floats:
    """Return positions [n, 2] in 0–100 of at most 300 nodes, the same for the same ``seed``.

    Stress Σ (|x_i − x_j| − d_ij)² / d_ij² is lowered by majorisation (Gansner, Koren & North 2005, LNCS 3383, eq. 7)
    from random positions; d are steps, parts that are not linked stand one step more than the longest apart. The
    ``named`` nodes with most ties (lowest index first among equals) are then moved until boxes of ``label`` (width,
    height) around them no longer overlap, where there is room. Raises ValueError above 300 nodes or where
    ``weights`` is not symmetric.
    """
    matrix = undirected(weights)
    n = matrix.shape[0]
    if n > LARGEST:
        raise ValueError(f"weights has {n} nodes, a drawing takes at most {LARGEST}")
    if n < 2:
        return np.full((n, 2), 50.0)
    steps = all_distances(matrix).astype(np.float64)
    linked = steps < FAR
    steps[~linked] = steps[linked].max() + 1
    start = np.random.default_rng(seed).random((n, 2)) * steps.max()
    place = _fit(_majorise(steps, start), label)
    degree = np.diff(matrix.indptr)
    first = np.lexsort((np.arange(n), -degree))[:named]
    place[first] = _apart(place[first], label)
    return place


def _majorise(steps: Floats, start: Floats) -> Floats:
    """Return positions of locally least stress; each round solves the same linear system, inverted once."""
    n = steps.shape[0]
    off = ~np.eye(n, dtype=bool)
    weight = np.divide(1.0, steps**2, out=np.zeros_like(steps), where=off)
    laplacian = np.diag(weight.sum(axis=1)) - weight
    solve = np.linalg.inv(laplacian + 1.0 / n) - 1.0 / n
    pull = weight * steps
    place = start
    for _ in range(ROUNDS):
        dot = place @ place.T
        square = np.diag(dot)
        gap = np.sqrt(np.maximum(square[:, None] + square[None, :] - 2 * dot, 1e-12))
        part = np.where(off, pull / gap, 0.0)
        place = solve @ (part.sum(axis=1)[:, None] * place - part @ place)
    return place


def _fit(place: Floats, label: tuple[float, float]) -> Floats:
    """Return positions turned so that the longest spread lies level, filling 0–100 but for half a name at the edges."""
    centred = place - place.mean(axis=0)
    axes = np.linalg.svd(centred, full_matrices=False)[2]
    turned = centred @ (axes * np.sign(axes[np.arange(2), np.abs(axes).argmax(axis=1)])[:, None]).T
    low, high = turned.min(axis=0), turned.max(axis=0)
    room = 100 - np.asarray(label)
    spread = np.where(high - low > 1e-9, high - low, np.inf)
    return np.asarray(50 + room * (turned - (low + high) / 2) / spread)


def overlaps(place: Floats, label: tuple[float, float]) -> Ints:
    """Return the pairs [k, 2] of positions [n, 2] whose boxes of ``label`` (width, height) overlap."""
    first, second = np.triu_indices(place.shape[0], k=1)
    gap = np.abs(place[first] - place[second])
    close = (gap < np.asarray(label) - 1e-9).all(axis=1)
    return np.stack([first[close], second[close]], axis=1)


def _apart(place: Floats, label: tuple[float, float], rounds: int = 200) -> Floats:
    """Return positions moved up and down, both of a pair by half, until no boxes overlap or ``rounds`` are over."""
    moved = place.copy()
    margin = np.asarray(label) / 2
    for _ in range(rounds):
        pairs = overlaps(moved, label)
        if not pairs.size:
            break
        for one, other in pairs:
            up, down = (one, other) if (moved[one, 1], one) <= (moved[other, 1], other) else (other, one)
            push = max(0.0, (label[1] - (moved[down, 1] - moved[up, 1])) / 2 + OVERPUSH)
            moved[up, 1] -= push
            moved[down, 1] += push
        moved = np.clip(moved, margin, 100 - margin)
    return moved
