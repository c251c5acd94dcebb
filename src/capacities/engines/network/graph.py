"""Stakeholder networks as arrays: nodes, typed edges, memberships, and the matrices that the measures take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from capacities.engines.activity import Floats

Ints = NDArray[np.intp]
Bools = NDArray[np.bool_]

# The quadruple helix (Carayannis & Campbell 2009). -1 stands for a kind that is not known.
KINDS = ("public", "business", "research", "civil_society")
UNKNOWN = -1


@dataclass(frozen=True)
class Nodes:
    """Stakeholders: ``kind`` [n] is an index into ``KINDS`` or -1; ``power`` and ``interest`` [n] are 1–5 or NaN."""

    kind: Ints
    power: Floats
    interest: Floats

    def __post_init__(self) -> None:
        if self.kind.size and not (self.kind.min() >= UNKNOWN and self.kind.max() < len(KINDS)):
            raise ValueError(f"kind must lie between -1 and {len(KINDS) - 1}, got {self.kind.min()}–{self.kind.max()}")
        for name in ("power", "interest"):
            values = getattr(self, name)
            if values.shape != self.kind.shape:
                raise ValueError(f"{name} has shape {values.shape}, expected {self.kind.shape} as kind has")
            known = values[~np.isnan(values)]
            if known.size and not (known.min() >= 1 and known.max() <= 5):
                raise ValueError(f"{name} must lie between 1 and 5 or be NaN, got {known.min():g}–{known.max():g}")

    def __len__(self) -> int:
        return self.kind.size


@dataclass(frozen=True)
class Edges:
    """Relations: ``source``, ``target`` [m] are node indices, ``weight`` [m] > 0, ``relation`` [m] a type index.

    ``directed`` [m] says that source acts on target (funds, regulates, …); ``planned`` [m] that the relation is
    wanted and not there yet.
    """

    source: Ints
    target: Ints
    weight: Floats
    relation: Ints
    directed: Bools
    planned: Bools

    def __post_init__(self) -> None:
        for name in ("target", "weight", "relation", "directed", "planned"):
            got = getattr(self, name).shape
            if got != self.source.shape:
                raise ValueError(f"{name} has shape {got}, expected {self.source.shape} as source has")
        if not (np.isfinite(self.weight) & (self.weight > 0)).all():
            raise ValueError("weight must be positive and finite: leave out an edge whose weight is not known")
        loops = np.flatnonzero(self.source == self.target)
        if loops.size:
            raise ValueError(f"edge {loops[0]} joins node {self.source[loops[0]]} to itself")


def edges(
    source: ArrayLike,
    target: ArrayLike,
    weight: ArrayLike = 1.0,
    *,
    relation: ArrayLike = 0,
    directed: ArrayLike = False,
    planned: ArrayLike = False,
) -> Edges:
    """Return Edges from sequences [m]; single values hold for all edges. Raises ValueError as Edges does."""
    start = np.atleast_1d(np.asarray(source, dtype=np.intp))

    def spread(values: ArrayLike, dtype: type) -> NDArray:
        given: NDArray = np.asarray(values, dtype=dtype)
        return np.full(start.shape, given) if given.ndim == 0 else given

    return Edges(
        start,
        np.atleast_1d(np.asarray(target, dtype=np.intp)),
        spread(weight, np.float64),
        spread(relation, np.intp),
        spread(directed, np.bool_),
        spread(planned, np.bool_),
    )


def adjacency(
    n: int, ties: Edges, *, directed: bool = False, planned: bool = False, relations: Sequence[int] | None = None
) -> sparse.csr_array:
    """Return the weights [n, n] of ``n`` nodes, row → column, with parallel edges added up.

    Undirected edges stand in both directions; with ``directed`` False all do, so the matrix is symmetric. Planned
    edges count only if ``planned``; ``relations`` keeps the types that are named. Raises ValueError at an edge to a
    node that is not there.
    """
    for name in ("source", "target"):
        ends = getattr(ties, name)
        outside = np.flatnonzero((ends < 0) | (ends >= n))
        if outside.size:
            raise ValueError(f"{name} of edge {outside[0]} is node {ends[outside[0]]}, but there are {n} nodes")
    keep = ~ties.planned if not planned else np.ones(ties.source.size, dtype=bool)
    if relations is not None:
        keep &= np.isin(ties.relation, np.asarray(relations, dtype=np.intp))
    back = keep & ~ties.directed if directed else keep
    rows = np.concatenate([ties.source[keep], ties.target[back]])
    columns = np.concatenate([ties.target[keep], ties.source[back]])
    weights = np.concatenate([ties.weight[keep], ties.weight[back]])
    order = np.lexsort((weights, columns, rows))  # the order of rows given must not move a rounding error
    matrix = sparse.coo_array((weights[order], (rows[order], columns[order])), shape=(n, n)).tocsr()
    return canonical(matrix)


def project(
    n: int, node: ArrayLike, group: ArrayLike, *, weighting: str = "newman", relation: int = 0, largest: int = 500
) -> Edges:
    """Return edges between nodes that were in the same group (event, agreement, application).

    ``node`` and ``group`` [k] are memberships; repeated ones count once. ``weighting`` "newman" adds 1/(k − 1) for
    each joint group of k members, so a member's strength is the number of its groups with company (Newman 2001,
    Phys. Rev. E 64, 016132, eq. 2); "count" adds 1. Groups of more than ``largest`` members are refused with
    ValueError: a mailing list of thousands tells nothing about who knows whom.
    """
    if weighting not in ("newman", "count"):
        raise ValueError(f"weighting is {weighting!r}, expected 'newman' or 'count'")
    member, of = np.asarray(node, dtype=np.intp), np.asarray(group, dtype=np.intp)
    if member.shape != of.shape:
        raise ValueError(f"node has shape {member.shape} but group has {of.shape}")
    if member.size == 0:
        return edges([], [], relation=relation)
    if member.min() < 0 or member.max() >= n:
        raise ValueError(f"node must lie between 0 and {n - 1}, got {member.min()}–{member.max()}")
    _, of = np.unique(of, return_inverse=True)
    member, of = np.unique(np.stack([member, of]), axis=1)
    size = np.bincount(of)
    if size.max() > largest:
        raise ValueError(f"a group has {size.max()} members, more than {largest}")
    share = np.where(size > 1, 1 / np.maximum(size - 1, 1), 0.0) if weighting == "newman" else (size > 1) * 1.0
    inside = sparse.csr_array((np.ones(member.size), (member, of)), shape=(n, size.size))
    joint = sparse.triu(inside @ sparse.diags_array(share) @ inside.T, k=1).tocoo()
    met = joint.data > 0
    return edges(joint.row[met], joint.col[met], joint.data[met], relation=relation)


def join(*parts: Edges) -> Edges:
    """Return all edges of ``parts`` as one, for example drawn by hand and projected from records."""
    names = ("source", "target", "weight", "relation", "directed", "planned")
    return Edges(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def canonical(weights: sparse.csr_array) -> sparse.csr_array:
    """Return ``weights`` [n, n] with sorted rows, merged duplicates and 32-bit indices.

    Raises ValueError where it is not square, has self loops, or holds weights that are not positive and finite.
    """
    if weights.ndim != 2 or weights.shape[0] != weights.shape[1]:
        raise ValueError(f"weights has shape {weights.shape}, expected a square matrix")
    matrix = sparse.csr_array(weights, dtype=np.float64, copy=True)
    matrix.sum_duplicates()
    if not (np.isfinite(matrix.data) & (matrix.data >= 0)).all():
        raise ValueError("weights must be positive and finite")
    matrix.eliminate_zeros()
    if matrix.diagonal().any():
        raise ValueError(f"node {np.flatnonzero(matrix.diagonal())[0]} has an edge to itself")
    index = (matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32))
    return sparse.csr_array((matrix.data, *index), shape=matrix.shape)


def undirected(weights: sparse.csr_array) -> sparse.csr_array:
    """Return ``canonical(weights)``; raises ValueError where it is not symmetric."""
    matrix = canonical(weights)
    gap = abs(matrix - matrix.T)
    if gap.nnz and gap.max() > 1e-12 * matrix.max():
        raise ValueError("weights is not symmetric: this measure needs undirected edges")
    return matrix
