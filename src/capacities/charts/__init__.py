"""Drawings as SVG from plain numbers: elastic for pages, of fixed size for documents. Knows no texts and no Django."""

from capacities.charts.marks import payer_bar, range_bar, share_bar

__all__ = ["payer_bar", "range_bar", "share_bar"]
