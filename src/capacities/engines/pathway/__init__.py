"""From the activity of a base year to yearly activity, emissions and energy, without and with levers.

Per sector a chain *activity × structure × intensity × factor*; see docs/methods/pathway.md.
"""

from capacities.engines.pathway.chain import depth, forward, gradient, only_where_it_helps
from capacities.engines.pathway.columns import COLUMN_INDEX, COLUMNS, base_state, by_source, emission_weights
from capacities.engines.pathway.drift import Drift, Switch, baseline_state
from capacities.engines.pathway.levers import PHASES, Flow, LevelPath, Lever, at_years, in_order, levels

__all__ = [
    "COLUMNS",
    "COLUMN_INDEX",
    "PHASES",
    "Drift",
    "Flow",
    "LevelPath",
    "Lever",
    "Switch",
    "at_years",
    "base_state",
    "baseline_state",
    "by_source",
    "depth",
    "emission_weights",
    "forward",
    "gradient",
    "in_order",
    "levels",
    "only_where_it_helps",
]
