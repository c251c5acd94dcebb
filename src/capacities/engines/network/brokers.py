"""Who stands between others: Burt's structural holes and the brokerage roles of Gould and Fernandez."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from capacities.engines.activity import Floats
from capacities.engines.network.graph import UNKNOWN, Ints, canonical

ROWS = 512  # rows of a matrix product at a time, which bounds the memory that hubs need

# Groups of a → broker → b: all the same; the broker outside theirs; a outside; b outside; all different.
ROLES = ("coordinator", "consultant", "gatekeeper", "representative", "liaison")


@dataclass(frozen=True)
class StructuralHoles:
    """Per node [n]: ``constraint`` (low: spans holes) and ``effective_size`` (ties that are not redundant).

    Both are NaN for a node without ties.
    """

    constraint: Floats
    effective_size: Floats


def structural_holes(weights: sparse.csr_array) -> StructuralHoles:
    """Return constraint and effective size (Burt 1992, Structural Holes, eq. 2.4 and 2.2) of a graph [n, n].

    z = a + aᵀ; p_ij = z_ij / Σ_q z_iq; m_jq = z_jq / max_k z_jk. Constraint is Σ_j (p_ij + Σ_q p_iq p_qj)², effective
    size Σ_j (1 − Σ_q p_iq m_jq), j over contacts in either direction.
    """
    matrix = canonical(weights)
    both = canonical(matrix + matrix.T)
    n = both.shape[0]
    degree = np.diff(both.indptr)
    tied = degree > 0
    total = np.asarray(both.sum(axis=1)).reshape(n)
    most = both.max(axis=1).toarray().reshape(n) if n else total
    part = sparse.csr_array(sparse.diags_array(1 / np.where(tied, total, 1.0)) @ both)
    marginal = sparse.csr_array(sparse.diags_array(1 / np.where(tied, most, 1.0)) @ both)
    constraint, redundant = np.zeros((2, n))
    linked = _pattern(both)
    for rows in _slices(n):
        indirect = (part[rows] @ part).multiply(linked[rows])
        constraint[rows] = np.asarray((part[rows] + indirect).power(2).sum(axis=1)).ravel()
        redundant[rows] = np.asarray((part[rows] @ marginal.T).multiply(linked[rows]).sum(axis=1)).ravel()
    return StructuralHoles(np.where(tied, constraint, np.nan), np.where(tied, degree - redundant, np.nan))


def brokerage(weights: sparse.csr_array, kind: Ints, n_kinds: int) -> Ints:
    """Return how often each node brokers in each of ``ROLES``: [n, 5] (Gould & Fernandez 1989, Sociol. Methodol. 19).

    Counted are paths a → v → b without a tie a → b. In an undirected graph every path is also its reverse; each
    unordered pair {a, b} then counts once, with gatekeeper and representative being one role that stands under
    gatekeeper. Paths that touch a node of unknown kind (-1) are left out.
    """
    matrix = canonical(weights)
    n = matrix.shape[0]
    if kind.shape != (n,):
        raise ValueError(f"kind has shape {kind.shape}, expected {(n,)} as weights has rows")
    ties = _pattern(matrix)
    back = sparse.csr_array(ties.T)
    symmetric = (ties != back).nnz == 0
    member = np.zeros((n, n_kinds))
    known = kind != UNKNOWN
    member[np.flatnonzero(known), kind[known]] = 1.0
    open_paths = np.einsum("va,vb->vab", back @ member, ties @ member)
    mutual = ties.multiply(back) @ member
    for group in range(n_kinds):
        open_paths[:, group, group] -= mutual[:, group]
        theirs = sparse.csr_array(sparse.diags_array(member[:, group]) @ ties)
        theirs_in = sparse.csr_array(theirs.T)
        for rows in _slices(n):  # a in the group with a → v, a → b and v → b
            closed = (theirs_in[rows] @ theirs).multiply(ties[rows])
            open_paths[rows, group, :] -= closed @ member
    counts = _by_role(open_paths, kind, n_kinds)
    if symmetric:
        counts[:, 2] += counts[:, 3]
        counts[:, 3] = 0
        counts = counts / 2
    return np.rint(counts).astype(np.intp)


def _by_role(paths: Floats, kind: Ints, n_kinds: int) -> Floats:
    """Return [n, 5] from the numbers of open paths [n, kind of a, kind of b] and the kind of the broker."""
    own, a, b = kind[:, None, None], np.arange(n_kinds)[None, :, None], np.arange(n_kinds)[None, None, :]
    roles = (
        (a == b) & (a == own),
        (a == b) & (a != own),
        (a != b) & (b == own),
        (a != b) & (a == own),
        (a != b) & (a != own) & (b != own),
    )
    counts = np.stack([(paths * role).sum(axis=(1, 2)) for role in roles], axis=1)
    counts[kind == UNKNOWN] = 0.0
    return counts


def _pattern(matrix: sparse.csr_array) -> sparse.csr_array:
    pattern = matrix.copy()
    pattern.data[:] = 1.0
    return pattern


def _slices(n: int) -> Iterator[slice]:
    for start in range(0, n, ROWS):
        yield slice(start, min(start + ROWS, n))
