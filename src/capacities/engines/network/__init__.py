"""Stakeholder networks: who is central, who brokers, who stands alone, who is missing, whom to introduce."""

from capacities.engines.network.brokers import ROLES, StructuralHoles, brokerage, structural_holes
from capacities.engines.network.centrality import degree, eigenvector, strength
from capacities.engines.network.graph import KINDS, UNKNOWN, Edges, Nodes, adjacency, edges, join, project
from capacities.engines.network.introductions import Introduction, introductions
from capacities.engines.network.layout import layout
from capacities.engines.network.mapping import (
    QUADRANTS,
    HelixBalance,
    PatternGap,
    helix_balance,
    isolated_key_actors,
    missing_roles,
    pattern_gaps,
    quadrant,
)
from capacities.engines.network.paths import PathMeasures, path_measures
from capacities.engines.network.structure import CutPoints, components, cut_points, density

__all__ = [
    "KINDS",
    "QUADRANTS",
    "ROLES",
    "UNKNOWN",
    "CutPoints",
    "Edges",
    "HelixBalance",
    "Introduction",
    "Nodes",
    "PathMeasures",
    "PatternGap",
    "StructuralHoles",
    "adjacency",
    "brokerage",
    "components",
    "cut_points",
    "degree",
    "density",
    "edges",
    "eigenvector",
    "helix_balance",
    "introductions",
    "isolated_key_actors",
    "join",
    "layout",
    "missing_roles",
    "path_measures",
    "pattern_gaps",
    "project",
    "quadrant",
    "strength",
    "structural_holes",
]
