"""Inventory lines grouped for tables, and how near to the town a group of them is."""

from __future__ import annotations

from collections.abc import Iterable

from capacities.dayone.result import InventoryLine, Tier


def tier_of(lines: Iterable[InventoryLine]) -> Tier:
    """Return the tier that carries most of the activity of some lines."""
    weight: dict[Tier, float] = {}
    for line in lines:
        weight[line.tier] = weight.get(line.tier, 0.0) + abs(line.emissions_t.p50)
    return max(weight, key=lambda tier: (weight[tier], tier))


def by_subsector(lines: Iterable[InventoryLine]) -> dict[str, list[InventoryLine]]:
    """Return lines by GPC sub-sector, in the order of the lines."""
    found: dict[str, list[InventoryLine]] = {}
    for line in lines:
        found.setdefault(line.subsector, []).append(line)
    return found
