"""How central each node is by its own ties: degree, strength and eigenvector centrality."""

from __future__ import annotations

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from capacities.engines.activity import Floats
from capacities.engines.network.graph import Ints, canonical, undirected

SMALL = 200  # components up to this size are solved densely


def degree(weights: sparse.csr_array) -> Ints:
    """Return the number of outgoing ties [n] of ``weights`` [n, n]; in an undirected graph, of all ties."""
    return np.diff(canonical(weights).indptr).astype(np.intp)


def strength(weights: sparse.csr_array) -> Floats:
    """Return the sum of outgoing weights [n] (Barrat et al. 2004, PNAS 101, 3747, eq. 2)."""
    return np.asarray(canonical(weights).sum(axis=1), dtype=np.float64)


def eigenvector(weights: sparse.csr_array) -> Floats:
    """Return the eigenvector centrality [n] of an undirected graph, 0–1 (Bonacich 1972, J. Math. Sociol. 2, 113).

    Each component has its own leading eigenvector, scaled so that its largest entry is 1, since one vector for a
    graph in parts would be zero in all parts but one. Isolated nodes have 0. Raises ValueError where ``weights``
    is not symmetric.
    """
    matrix = undirected(weights)
    n = matrix.shape[0]
    score = np.zeros(n)
    if n == 0:
        return score
    _, label = connected_components(matrix, directed=False)
    order = np.argsort(label, kind="stable")
    for members in np.split(order, np.flatnonzero(np.diff(label[order])) + 1):
        if members.size > 1:
            leading = _leading(matrix[members][:, members])
            score[members] = leading / leading.max()
    return score


def _leading(matrix: sparse.csr_array) -> Floats:
    """Return the eigenvector of the largest eigenvalue, which is positive in a connected graph (Perron)."""
    n = matrix.shape[0]
    if n <= SMALL:
        vectors = np.linalg.eigh(matrix.toarray())[1]
    else:
        from scipy.sparse.linalg import eigsh

        vectors = eigsh(matrix, k=1, which="LA", v0=np.ones(n), tol=1e-12)[1]
    return np.abs(vectors[:, -1])
