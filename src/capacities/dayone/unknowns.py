"""What is unknown about a town's draft: independent inputs, each in the group of the figure that would settle it.

How wide each input spreads is fitted on published inventories; which sources it moves is set here.
"""

from __future__ import annotations

from math import log

from capacities.dayone.national import National
from capacities.dayone.result import Tier
from capacities.dayone.townscale import FARMING, INDUSTRY_FUELS, ROAD, WASTE, Fitted, TownScale
from capacities.engines.activity import SOURCES
from capacities.engines.downscale import Input

FREIGHT = tuple(s for s in ROAD if s.startswith(("van_", "truck_")))
ELECTRIC = tuple(s.id for s in SOURCES if s.carrier == "electricity")
HEAT = ("res_heat", "ser_heat", "ind_heat")
STATIONARY = tuple(s.id for s in SOURCES if s.subsector in ("I.1", "I.2", "I.3"))
# What an inventory counts at all (which works, which plants): no figure settles it, the rules of the inventory do.
BOUNDARY = "boundary"
NATIONAL_FIGURES = "national_figures"
OFFICIAL_SPREAD = 0.20  # official municipal statistics against a city's own inventory (Sweden, Britain: 7 contracts)
# 0.58 among British authorities about their area (CO2 alone, one way of counting); countries count farming each in
# their own way, which contracts show to weigh as much again: √(0.58² + 0.55²).
FARMING_SPREAD = 0.8
URBAN_FROM, URBAN_TO = 150.0, 1_000.0  # persons per km² between which farming turns from fields into city farms
DENSITY_SPREAD = 0.98  # ln density of municipalities about its imputation (fitted on all that have an area)
STAND_IN_SPREAD = 0.35  # a neighbour group's median against a country's own figure (assumption)
POPULATION_SPREAD = 0.01  # registers against census (assumption)


def inputs(scale: TownScale, country: National, fitted: Fitted) -> tuple[Input, ...]:
    """Return the unknown inputs of a place with their spreads."""
    spread = fitted
    official = scale.official_sources
    found = [
        Input("boundary", BOUNDARY, spread("spread_boundary"), _ones(*STATIONARY)),
        Input("gas_homes", "gas_homes", spread("spread_gas_homes"), _ones("res_gas")),
        Input("fuel_homes", "fuel_homes", spread("spread_fuel_homes"), _ones("res_oil", "res_coal", "res_biomass")),
        Input(
            "electricity", "electricity_use", spread("spread_electricity"), _ones("res_electricity", "ser_electricity")
        ),
        Input("grid_factor", "grid_factor", spread("spread_grid_factor"), factor=_ones(*ELECTRIC)),
        Input("district_heat", "district_heat", spread("spread_district_heat"), _ones("res_heat", "ser_heat")),
        Input("heat_factor", "district_heat", spread("spread_heat_factor"), factor=_ones(*HEAT)),
        Input("fuel_services", "fuel_services", spread("spread_fuel_services"), _ones("ser_gas", "ser_oil")),
        Input("works", "large_works", spread("spread_works"), _ones(*INDUSTRY_FUELS, "ind_electricity")),
        Input("fuel_sold", "fuel_sold", spread("spread_road"), _ones(*ROAD)),
        Input("freight", "fuel_sold", spread("spread_freight"), _ones(*FREIGHT)),
        Input("public_transport", "public_transport", 0.5, _ones("bus_diesel", "bus_electricity", "rail_electricity")),
        Input("waste", "waste_treatment", spread("spread_waste"), _ones(*WASTE), factor=_ones("wastewater")),
        Input("processes", "large_works", spread("spread_processes"), _ones("ippu_process")),
        Input("products", "product_use", spread("spread_products"), _ones("ippu_product")),
        Input("farming", "farming", FARMING_SPREAD, _ones(*FARMING, "agr_fuel")),
        Input("farming_in_cities", "farming", spread("spread_farming") * _urban(scale.density), _ones(*FARMING)),
        Input("waste_amount", "waste_treatment", 0.15, drivers=_ones("waste_t", "waste_organic_t")),
        Input("floor", "floor_area", 0.15, drivers=_ones("floor_residential_m2", "floor_services_m2")),
        Input("cars", "cars", 0.10, drivers=_ones("cars")),
        Input("roofs", "roofs", 0.30, drivers=_ones("roof_potential_kwp")),
        Input("pv", "pv", 0.50, drivers=_ones("pv_kwp")),
        Input("walking", "walking", 0.40, drivers=_ones("active_pkm")),
    ]
    found = [_narrowed(unknown, official) for unknown in found]
    return (*found, *_population(), *_density(scale, fitted), *_stand_ins(country))


def _urban(density_per_km2: float) -> float:
    """Return how urban a place is, 0 to 1, on the logarithm of its density."""
    return min(max(log(density_per_km2 / URBAN_FROM) / log(URBAN_TO / URBAN_FROM), 0.0), 1.0)


def _ones(*names: str) -> dict[str, float]:
    return dict.fromkeys(names, 1.0)


def _narrowed(unknown: Input, official: frozenset[str]) -> Input:
    """Return the input with the spread of official statistics where these cover all that it moves."""
    if unknown.id == BOUNDARY and official:
        return Input(unknown.id, unknown.group, unknown.spread, _rest(unknown, official))
    if unknown.activity and set(unknown.activity) <= official:
        return Input(unknown.id, unknown.group, min(unknown.spread, OFFICIAL_SPREAD), unknown.activity)
    if not set(unknown.activity) & official:
        return unknown
    return Input(unknown.id, unknown.group, min(unknown.spread, 1.5 * OFFICIAL_SPREAD), unknown.activity)


def _rest(unknown: Input, official: frozenset[str]) -> dict[str, float]:
    return {s: e for s, e in unknown.activity.items() if s not in official}


def _population() -> tuple[Input, ...]:
    moved = _ones(*(s.id for s in SOURCES if s.id != "land"))
    drivers = _ones("population", "floor_residential_m2", "floor_services_m2", "dwellings", "cars", "active_pkm")
    return (Input("population", "population", POPULATION_SPREAD, moved, drivers=drivers),)


def _density(scale: TownScale, fitted: Fitted) -> tuple[Input, ...]:
    """Return the unknown area where it is imputed: traffic and farmland hang on it, in opposite ways to size."""
    if scale.density_known:
        return ()
    road = {s: fitted("transport_density_exponent") for s in ROAD if s not in scale.official_sources}
    return (Input("area", "area", DENSITY_SPREAD, road | dict.fromkeys(FARMING, -1.0)),)


def _stand_ins(country: National) -> tuple[Input, ...]:
    """Return one input for all sources whose national figure is a neighbour's or Europe's."""
    moved = _ones(*(s.id for s in SOURCES if s.id in country.activity and country.tier_of(s.id) == Tier.EUROPEAN))
    return (Input(NATIONAL_FIGURES, NATIONAL_FIGURES, STAND_IN_SPREAD, moved),) if moved else ()
