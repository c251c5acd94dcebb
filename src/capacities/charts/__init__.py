"""Drawings as SVG from plain numbers: elastic for pages, of fixed size for documents. Knows no texts and no Django."""

from capacities.charts.europe import CityDot, country_frame, europe_map, project
from capacities.charts.frame import Number
from capacities.charts.heat import HeatCell, heat_cells, heat_class, heat_drawing
from capacities.charts.macc import CostBar, cost_curve
from capacities.charts.marks import part_bar, payer_bar, range_bar, share_bar
from capacities.charts.network import Mark, Tie, draw_network
from capacities.charts.paths import (
    Band,
    PathWords,
    Series,
    main_wedges,
    path_chart,
    series_colour,
    stacked_bars,
    wedge_chart,
)
from capacities.charts.radar import radar
from capacities.charts.tree import Branch, tree
from capacities.charts.trend import trend

__all__ = [
    "Band",
    "Branch",
    "CityDot",
    "CostBar",
    "HeatCell",
    "Mark",
    "Number",
    "PathWords",
    "Series",
    "Tie",
    "cost_curve",
    "country_frame",
    "draw_network",
    "europe_map",
    "heat_cells",
    "heat_class",
    "heat_drawing",
    "main_wedges",
    "part_bar",
    "path_chart",
    "payer_bar",
    "project",
    "radar",
    "range_bar",
    "series_colour",
    "share_bar",
    "stacked_bars",
    "tree",
    "trend",
    "wedge_chart",
]
