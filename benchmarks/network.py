"""Speed of the network measures on graphs of 5,000 stakeholders, and of a drawing of 300."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from capacities.engines import network
from measure import Figure, best_of

NODES, TIES = 5_000, 20_000
DRAWN = 300
SEED = 1


def figures() -> list[Figure]:
    """Return seconds, best of five: path measures of two kinds of graph, all other measures, a drawing."""
    even, uneven = random_ties(NODES, TIES, 0.0), random_ties(NODES, TIES, 0.5)
    kind = np.arange(NODES) % len(network.KINDS)

    def others() -> None:
        network.degree(uneven), network.strength(uneven), network.eigenvector(uneven)
        network.components(uneven), network.cut_points(uneven)
        network.density(uneven, kind, len(network.KINDS))
        network.structural_holes(uneven), network.brokerage(uneven, kind, len(network.KINDS))

    small = random_ties(DRAWN, 4 * DRAWN, 0.5)
    return [
        Figure("network: paths of 5,000 nodes, even ties", best_of(5, lambda: network.path_measures(even)), "s", 1.0),
        Figure("network: paths of 5,000 nodes, hubs", best_of(5, lambda: network.path_measures(uneven)), "s", 1.0),
        Figure("network: all other measures", best_of(5, others), "s", 1.0),
        Figure("network: one introduction among 5,000", best_of(1, lambda: network.introductions(uneven, 1)), "s"),
        Figure("network: drawing of 300 nodes", best_of(5, lambda: network.layout(small)), "s", 0.3),
    ]


def random_ties(n: int, ties: int, tilt: float) -> sparse.csr_array:
    """Return a random graph of about ``ties`` ties; node k is drawn in proportion to (k + 1) ** −tilt."""
    rng = np.random.default_rng(SEED)
    chance = np.arange(1, n + 1) ** -tilt
    ends = rng.choice(n, size=(2, ties), p=chance / chance.sum())
    source, target = ends[:, ends[0] != ends[1]]
    return network.adjacency(n, network.edges(source, target))
