"""What a stakeholder map tells: power and interest, balance of the quadruple helix, isolated key actors, gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from capacities.engines.activity import Floats
from capacities.engines.network.graph import KINDS, UNKNOWN, Bools, Ints, Nodes

HIGH = 3.5  # on the scale 1–5, above the middle: 4 and 5 are high (assumption)
FEW_TIES = 1  # at most this many ties make a key actor isolated (assumption)

# Mendelow (1991): what to do with each corner of the power × interest matrix.
QUADRANTS = ("monitor", "keep_informed", "keep_satisfied", "manage_closely")


def quadrant(nodes: Nodes, high: float = HIGH) -> Ints:
    """Return the index into ``QUADRANTS`` [n] of each node; -1 where power or interest is not known."""
    corner = 2 * (nodes.power >= high) + (nodes.interest >= high)
    return np.where(np.isnan(nodes.power) | np.isnan(nodes.interest), -1, corner).astype(np.intp)


def isolated_key_actors(nodes: Nodes, degree: Ints, *, high: float = HIGH, few: int = FEW_TIES) -> Ints:
    """Return nodes of power ``high`` or more with at most ``few`` ties: most power, fewest ties, lowest index first."""
    if degree.shape != nodes.kind.shape:
        raise ValueError(f"degree has shape {degree.shape}, expected {nodes.kind.shape} as nodes has")
    found = np.flatnonzero((nodes.power >= high) & (degree <= few))
    return found[np.lexsort((found, degree[found], -nodes.power[found]))]


@dataclass(frozen=True)
class HelixBalance:
    """Shares of the four kinds among nodes of known kind.

    ``evenness`` is 0 (one kind only) to 1 (all equal); NaN without any known kind. ``missing`` names kinds without
    a node; ``weakest`` the kind or kinds with the smallest share; ``unknown`` counts nodes of unknown kind.
    """

    count: Ints
    share: Floats
    evenness: float
    missing: tuple[str, ...]
    weakest: tuple[str, ...]
    unknown: int


def helix_balance(kind: Ints) -> HelixBalance:
    """Return the balance of ``kind`` [n]; evenness is Pielou's H / ln 4 (1966, J. Theor. Biol. 13, 131)."""
    known = kind[kind != UNKNOWN]
    count = np.bincount(known, minlength=len(KINDS)).astype(np.intp)
    unknown = int(kind.size - known.size)
    if not known.size:
        return HelixBalance(count, np.full(len(KINDS), np.nan), float("nan"), KINDS, KINDS, unknown)
    share = count / known.size
    positive = share[share > 0]
    evenness = float(abs(-(positive * np.log(positive)).sum() / np.log(len(KINDS))))
    missing = tuple(name for name, number in zip(KINDS, count, strict=True) if number == 0)
    weakest = tuple(name for name, number in zip(KINDS, count, strict=True) if number == count.min())
    return HelixBalance(count, share, evenness, missing, weakest, unknown)


def missing_roles(needed: Sequence[str], present: Sequence[str]) -> tuple[str, ...]:
    """Return the roles that an action needs and no stakeholder has, in the order of ``needed``, each once."""
    return tuple(dict.fromkeys(role for role in needed if role not in set(present)))


@dataclass(frozen=True)
class PatternGap:
    """A role that we lack and others have: its index, the share of comparable networks with it, and which they are."""

    role: int
    share: float
    networks: tuple[int, ...]


def pattern_gaps(ours: Bools, others: Bools, least_share: float = 0.5) -> tuple[PatternGap, ...]:
    """Return roles that at least ``least_share`` (0–1) of the other networks have and ours has not.

    ``ours`` is [role], ``others`` [network, role]. The most widespread comes first, then the lowest index. Without
    other networks there is no pattern and nothing is returned.
    """
    if others.ndim != 2 or others.shape[1:] != ours.shape:
        raise ValueError(f"others has shape {others.shape}, expected [network, {ours.size}] as ours has roles")
    if not 0 <= least_share <= 1:
        raise ValueError(f"least_share is {least_share}, expected 0 to 1")
    if not others.shape[0]:
        return ()
    share = others.mean(axis=0)
    gaps = np.flatnonzero(~ours & (share >= least_share) & (share > 0))
    ranked = gaps[np.lexsort((gaps, -share[gaps]))]
    return tuple(PatternGap(int(r), float(share[r]), tuple(np.flatnonzero(others[:, r]).tolist())) for r in ranked)
