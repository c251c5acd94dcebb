"""The draft activity data of one municipality: facts are looked up, gaps filled and said, known values put in.

The arithmetic is in engines.downscale; nothing here knows of pages, commands or Django.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from capacities.dayone.national import National, national
from capacities.dayone.result import Notice, PlaceFacts, PublishedFigure, SourceNote, Tier
from capacities.engines.activity import SOURCE_INDEX, SOURCES, ActivityDraws, Floats
from capacities.engines.downscale import Draft, Input, downscale, evaluate, standard_normals

BASE_YEAR = 2023  # year of the national energy statistics
NATIONAL_SOURCE = "national-energy-2023"


@dataclass(frozen=True)
class Estimate:
    """The draft of a place: medians (1 draw) and draws, and per source whose figure it is."""

    median: ActivityDraws
    draws: ActivityDraws
    draft: Draft
    normals: Floats
    tier: Mapping[str, Tier]
    source_ids: Mapping[str, tuple[str, ...]]
    notes: Mapping[str, str]
    sources: tuple[SourceNote, ...]
    notices: tuple[Notice, ...]
    published: tuple[PublishedFigure, ...] = ()


def estimate(
    place: PlaceFacts, *, draws: int, seed: int, known: Mapping[str, object] | None = None, gwp: str = "ar5"
) -> Estimate:
    """Return the draft activity data of a place; ``seed`` makes the draws repeatable."""
    country = national(place.country, gwp)
    draft = _draft(place, country)
    normals = standard_normals(draft, draws, np.random.default_rng(seed))
    return Estimate(
        median=downscale(draft),
        draws=evaluate(draft, normals),
        draft=draft,
        normals=normals,
        tier={s.id: Tier.NATIONAL for s in SOURCES},
        source_ids={s.id: (NATIONAL_SOURCE,) for s in SOURCES},
        notes={},
        sources=(SourceNote(NATIONAL_SOURCE, "IEA Energy End-uses and Efficiency Indicators", 2023, ""),),
        notices=tuple(
            Notice("fallback_figure", {"figure": name, "group": group}) for name, group in country.stand_ins.items()
        ),
    )


def _draft(place: PlaceFacts, country: National) -> Draft:
    activity, factor = np.zeros(len(SOURCES)), np.zeros(len(SOURCES))
    for source, value in country.activity.items():
        activity[SOURCE_INDEX[source]] = value * place.population
        factor[SOURCE_INDEX[source]] = country.factor_t[source]
    drivers = {name: value * place.population for name, value in country.drivers.items()}
    drivers["pv_yield_kwh_per_kwp"] = max(800.0, 1451.0 - 36.0 * (place.latitude - 39.5))
    return Draft(activity, factor, drivers, _inputs(), BASE_YEAR, not_estimated={"land": "NE"})


def _ones(*sources: str) -> dict[str, float]:
    return dict.fromkeys(sources, 1.0)


def _inputs() -> tuple[Input, ...]:
    electric = [s.id for s in SOURCES if s.carrier == "electricity"]
    return (
        Input("homes_gas", "homes_gas", 0.4, _ones("res_gas")),
        Input("homes_other_fuel", "homes_other_fuel", 0.5, _ones("res_oil", "res_coal", "res_biomass")),
        Input("electricity", "electricity", 0.25, _ones("res_electricity", "ser_electricity", "ind_electricity")),
        Input("grid_factor", "grid_factor", 0.1, factor=_ones(*electric)),
        Input("district_heat", "district_heat", 0.5, _ones("res_heat", "ser_heat", "ind_heat")),
        Input("heat_factor", "district_heat", 0.3, factor=_ones("res_heat", "ser_heat", "ind_heat")),
        Input("services_fuel", "services_fuel", 0.5, _ones("ser_gas", "ser_oil")),
        Input("industry", "industry", 0.8, _ones("ind_gas", "ind_oil", "ind_coal", "ind_heat", "ind_electricity")),
        Input(
            "road_fuel",
            "road_fuel",
            0.35,
            _ones(
                "car_petrol",
                "car_diesel",
                "car_electricity",
                "van_diesel",
                "van_electricity",
                "truck_diesel",
                "truck_electricity",
            ),
        ),
        Input("freight", "freight", 0.4, _ones("van_diesel", "van_electricity", "truck_diesel", "truck_electricity")),
        Input("public_transport", "public_transport", 0.5, _ones("bus_diesel", "bus_electricity", "rail_electricity")),
        Input(
            "waste",
            "waste",
            0.4,
            _ones("waste_landfill", "waste_biological", "waste_incineration"),
            drivers=_ones("waste_t", "waste_organic_t"),
        ),
        Input("wastewater", "wastewater", 0.4, factor=_ones("wastewater")),
        Input("processes", "processes", 1.2, _ones("ippu_process")),
        Input("products", "products", 0.3, _ones("ippu_product")),
        Input("farming", "farming", 0.6, _ones("livestock", "soils", "agr_fuel")),
        Input("floor", "floor", 0.15, drivers=_ones("floor_residential_m2", "floor_services_m2")),
        Input("cars", "cars", 0.15, drivers=_ones("cars")),
        Input("roofs", "roofs", 0.3, drivers=_ones("roof_potential_kwp", "pv_kwp")),
    )
