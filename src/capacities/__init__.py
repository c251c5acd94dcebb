"""Capacities: the open platform for countries and cities on the way to climate neutrality."""

__version__ = "0.1.0"
