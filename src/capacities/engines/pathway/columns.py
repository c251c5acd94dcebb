"""The columns of a pathway's state: every source of the inventory, and the quantities that levers move besides.

A *helper* column belongs to a source (``parent``): what it holds is reported with that source.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from capacities.engines.activity import SOURCE_INDEX, SOURCES, ActivityDraws, Floats

ELECTRICITY = tuple(source.id for source in SOURCES if source.carrier == "electricity")
NEW_POWER = ("solar", "solar_park", "wind_park")
POWER_HOSTS = ("res_electricity", "ser_electricity", "ind_electricity")


@dataclass(frozen=True, slots=True)
class Column:
    """One quantity per draw and year. ``unit`` is per year; ``parent`` is empty for what emits nothing."""

    id: str
    unit: str
    carrier: str
    parent: str = ""


COLUMNS: tuple[Column, ...] = (
    *(Column(source.id, source.unit, source.carrier, source.id) for source in SOURCES),
    Column("res_heat_clean", "MWh", "district_heat", "res_heat"),
    Column("ser_heat_clean", "MWh", "district_heat", "ser_heat"),
    Column("ind_heat_clean", "MWh", "district_heat", "ind_heat"),
    Column("landfill_captured", "t", "municipal_waste", "waste_landfill"),
    Column("planted", "t", "land", "land"),  # t CO2 taken up by new trees
    Column("solar", "MWh", "solar"),  # from roofs of the town; stands against the electricity of POWER_HOSTS
    Column("solar_park", "MWh", "solar"),  # from parks of the town; as above
    Column("wind_park", "MWh", "wind"),  # from new wind parks under contract; as above
    Column("car_pkm", "pkm", ""),
    Column("bus_pkm", "pkm", ""),
    Column("rail_pkm", "pkm", ""),
    Column("active_pkm", "pkm", ""),
)
COLUMN_INDEX: Mapping[str, int] = {column.id: i for i, column in enumerate(COLUMNS)}
N_SOURCES = len(SOURCES)


def base_state(activity: ActivityDraws) -> Floats:
    """Return the base-year state [column, draw]: activities and passenger-km; helper columns are empty."""
    state = np.zeros((len(COLUMNS), activity.draws))
    state[:N_SOURCES] = activity.activity.T
    for id in ("car_pkm", "bus_pkm", "rail_pkm", "active_pkm"):
        state[COLUMN_INDEX[id]] = activity.drivers[id]
    return state


def emission_weights(activity: ActivityDraws, grid: Floats, clean_heat_cop: float) -> Floats:
    """Return t CO2e per unit of each column, [column, draw, year].

    ``grid`` [draw, year] is the grid factor relative to the base year. Clean district heat comes from large heat
    pumps, so it carries the grid's factor over their ``clean_heat_cop`` but never more than the heat it
    replaces; new solar and wind power stands against grid power; planted trees take up what they hold.
    """
    weights = np.zeros((len(COLUMNS), activity.draws, grid.shape[1]))
    weights[:N_SOURCES] = activity.factor_t.T[:, :, None]
    for id in ELECTRICITY:
        weights[SOURCE_INDEX[id]] *= grid
    power = weights[SOURCE_INDEX["res_electricity"]]
    for id in ("res_heat", "ser_heat", "ind_heat"):
        weights[COLUMN_INDEX[f"{id}_clean"]] = np.minimum(power / clean_heat_cop, weights[SOURCE_INDEX[id]])
    for id in NEW_POWER:
        weights[COLUMN_INDEX[id]] = -power
    weights[COLUMN_INDEX["planted"]] = -1.0
    return weights


def by_source(values: Floats) -> Floats:
    """Fold [column, …] emissions or energy into [source, …]: helpers join their parent, new power its hosts.

    ``values`` of the new-power columns are negative where they stand against grid power (emissions, grid draw).
    """
    folded = values[:N_SOURCES].copy()
    for i in range(N_SOURCES, len(COLUMNS)):
        parent = COLUMNS[i].parent
        if parent:
            folded[SOURCE_INDEX[parent]] += values[i]
    hosts = [SOURCE_INDEX[id] for id in POWER_HOSTS]
    total = values[hosts].sum(axis=0)
    share = np.divide(values[hosts], total, out=np.zeros_like(values[hosts]), where=total > 0)
    folded[hosts] += share * sum(values[COLUMN_INDEX[id]] for id in NEW_POWER)
    return folded
