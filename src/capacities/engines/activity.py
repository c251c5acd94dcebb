"""The shared arrays of the engines: which sources a place has, how much of each, and what each unit emits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SECTORS = ("stationary_energy", "transportation", "waste", "ippu", "afolu")


@dataclass(frozen=True, slots=True)
class Source:
    """One row of an inventory: a GPC sub-sector, a scope and a carrier.

    ``unit`` is the unit of the activity per year: MWh for everything that is burnt or drawn from a
    network, t for waste and for sources known only by their emissions, person for wastewater.
    """

    id: str
    subsector: str
    scope: int
    sector: str
    carrier: str
    unit: str


def _s(id: str, subsector: str, scope: int, carrier: str, unit: str = "MWh") -> Source:
    sector = dict(zip("I II III IV V".split(), SECTORS, strict=True))[subsector.split(".")[0]]
    return Source(id, subsector, scope, sector, carrier, unit)


SOURCES: tuple[Source, ...] = (
    _s("res_gas", "I.1", 1, "natural_gas"),
    _s("res_oil", "I.1", 1, "heating_oil"),
    _s("res_coal", "I.1", 1, "coal"),
    _s("res_biomass", "I.1", 1, "biomass"),
    _s("res_electricity", "I.1", 2, "electricity"),
    _s("res_heat", "I.1", 2, "district_heat"),
    _s("ser_gas", "I.2", 1, "natural_gas"),
    _s("ser_oil", "I.2", 1, "heating_oil"),
    _s("ser_electricity", "I.2", 2, "electricity"),
    _s("ser_heat", "I.2", 2, "district_heat"),
    _s("ind_gas", "I.3", 1, "natural_gas"),
    _s("ind_oil", "I.3", 1, "heating_oil"),
    _s("ind_coal", "I.3", 1, "coal"),
    _s("ind_electricity", "I.3", 2, "electricity"),
    _s("ind_heat", "I.3", 2, "district_heat"),
    _s("agr_fuel", "I.5", 1, "diesel"),
    _s("car_petrol", "II.1", 1, "petrol"),
    _s("car_diesel", "II.1", 1, "diesel"),
    _s("car_electricity", "II.1", 2, "electricity"),
    _s("bus_diesel", "II.1", 1, "diesel"),
    _s("bus_electricity", "II.1", 2, "electricity"),
    _s("van_diesel", "II.1", 1, "diesel"),
    _s("van_electricity", "II.1", 2, "electricity"),
    _s("truck_diesel", "II.1", 1, "diesel"),
    _s("truck_electricity", "II.1", 2, "electricity"),
    _s("rail_electricity", "II.2", 2, "electricity"),
    _s("waste_landfill", "III.1", 1, "municipal_waste", "t"),
    _s("waste_biological", "III.2", 1, "organic_waste", "t"),
    _s("waste_incineration", "III.3", 1, "municipal_waste", "t"),
    _s("wastewater", "III.4", 1, "wastewater", "person"),
    _s("ippu_process", "IV.1", 1, "process", "t"),
    _s("ippu_product", "IV.2", 1, "product_use", "t"),
    _s("livestock", "V.1", 1, "livestock", "t"),
    _s("land", "V.2", 1, "land", "t"),
    _s("soils", "V.3", 1, "managed_soils", "t"),
)
SOURCE_INDEX: Mapping[str, int] = {source.id: i for i, source in enumerate(SOURCES)}

# Physical quantities behind the activities, one value per draw, from which levers and costs are counted.
DRIVERS = (
    "population",  # persons
    "floor_residential_m2",
    "floor_services_m2",
    "dwellings",
    "cars",
    "car_pkm",  # passenger-km per year by car and motorcycle
    "bus_pkm",
    "rail_pkm",
    "active_pkm",  # walking and cycling
    "car_vkm",
    "bus_vkm",
    "van_vkm",
    "truck_vkm",
    "waste_t",  # municipal waste per year
    "waste_organic_t",
    "pv_kwp",  # installed
    "roof_potential_kwp",
    "pv_yield_kwh_per_kwp",
)


@dataclass(frozen=True)
class ActivityDraws:
    """Base-year activity and factors of a place.

    ``activity`` is [draw, source] in ``SOURCES[i].unit`` per year; ``factor_t`` is [draw, source] in
    t CO2e per unit. NaN never occurs: what is not estimated has activity 0 and stands in ``not_estimated``.
    ``drivers`` maps each name in ``DRIVERS`` to an array [draw]. One draw holds the medians.
    """

    activity: Floats
    factor_t: Floats
    drivers: Mapping[str, Floats]
    base_year: int
    not_estimated: Mapping[str, str] = field(default_factory=dict)  # source id -> notation key (NE, NO, IE)

    def __post_init__(self) -> None:
        expected = (self.activity.shape[0], len(SOURCES))
        for name in ("activity", "factor_t"):
            got = getattr(self, name).shape
            if got != expected:
                raise ValueError(f"{name} has shape {got}, expected {expected} ([draw, source])")
            if not np.isfinite(getattr(self, name)).all():
                raise ValueError(f"{name} holds values that are not finite")

    @property
    def draws(self) -> int:
        """Number of draws; 1 means the medians."""
        return self.activity.shape[0]

    @property
    def emissions_t(self) -> Floats:
        """Emissions [draw, source] in t CO2e per year."""
        return self.activity * self.factor_t
