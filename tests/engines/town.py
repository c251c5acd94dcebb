"""A Romanian town of 85,000 people, made by hand: round activities and factors that tests can do sums with."""

from __future__ import annotations

import numpy as np

from capacities.engines.activity import DRIVERS, SOURCE_INDEX, SOURCES, ActivityDraws
from capacities.engines.downscale import BUS_OCCUPANCY, CAR_OCCUPANCY, KWH_PER_VKM

_MWH_AND_FACTOR = {
    "res_gas": (135_000.0, 0.2026),
    "res_oil": (14_000.0, 0.268),
    "res_coal": (2_300.0, 0.375),
    "res_biomass": (150_000.0, 0.034),
    "res_electricity": (58_500.0, 0.2456),
    "res_heat": (29_000.0, 0.445),
    "ser_gas": (34_500.0, 0.2026),
    "ser_electricity": (51_000.0, 0.2456),
    "ser_heat": (7_500.0, 0.445),
    "ind_gas": (73_500.0, 0.2026),
    "ind_electricity": (88_000.0, 0.2456),
    "car_petrol": (118_000.0, 0.256),
    "car_diesel": (120_000.0, 0.268),
    "car_electricity": (1_500.0, 0.2456),
    "bus_diesel": (11_500.0, 0.268),
    "bus_electricity": (120.0, 0.2456),
    "van_diesel": (42_500.0, 0.268),
    "truck_diesel": (92_500.0, 0.268),
    "rail_electricity": (8_500.0, 0.2456),
    "waste_landfill": (20_500.0, 0.99),
    "waste_biological": (2_000.0, 0.19),
    "wastewater": (85_000.0, 0.06),
    "livestock": (47_000.0, 1.0),
}


def make_town(draws: int = 1, seed: int = 0, **activity: float) -> ActivityDraws:
    """Return the town; with more than one draw every activity and factor varies by 20 % (lognormal)."""
    rng = np.random.default_rng(seed)
    amounts, factors = np.zeros((draws, len(SOURCES))), np.zeros((draws, len(SOURCES)))
    for id, (amount, factor) in _MWH_AND_FACTOR.items():
        spread = np.exp(rng.normal(0, 0.2, (2, draws))) if draws > 1 else np.ones((2, 1))
        amounts[:, SOURCE_INDEX[id]] = activity.get(id, amount) * spread[0]
        factors[:, SOURCE_INDEX[id]] = factor * spread[1]
    electric = [i for i, source in enumerate(SOURCES) if source.carrier == "electricity"]
    factors[:, electric] = factors[:, electric[:1]]

    def km(*ids: str) -> np.ndarray:
        return sum(amounts[:, SOURCE_INDEX[id]] * 1000 / KWH_PER_VKM[id] for id in ids)

    values = {
        "population": 85_000.0,
        "floor_residential_m2": 1_600_000.0,
        "floor_services_m2": 540_000.0,
        "dwellings": 37_000.0,
        "cars": 35_000.0,
        "active_pkm": 60_000_000.0,
        "rail_pkm": 85_000_000.0,
        "waste_t": 26_000.0,
        "waste_organic_t": 9_600.0,
        "pv_kwp": 8_600.0,
        "roof_potential_kwp": 127_500.0,
        "pv_yield_kwh_per_kwp": 1_190.0,
    }
    drivers = {name: np.full(draws, values.get(name, 0.0)) for name in DRIVERS}
    drivers["car_vkm"] = km("car_petrol", "car_diesel", "car_electricity")
    drivers["bus_vkm"] = km("bus_diesel", "bus_electricity")
    drivers["van_vkm"], drivers["truck_vkm"] = km("van_diesel"), km("truck_diesel")
    drivers["car_pkm"] = drivers["car_vkm"] * CAR_OCCUPANCY
    drivers["bus_pkm"] = drivers["bus_vkm"] * BUS_OCCUPANCY
    return ActivityDraws(amounts, factors, drivers, 2023)
