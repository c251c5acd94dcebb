"""From the catalogue of measures and a place's activity to levers, their limits and their costs per draw.

Facts are looked up here; the arithmetic is in engines.pathway.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from capacities.engines.activity import SOURCE_INDEX, ActivityDraws, Floats
from capacities.engines.downscale import BUS_OCCUPANCY, CAR_OCCUPANCY, KWH_PER_VKM, Z90
from capacities.engines.pathway import Drift, Flow, Lever, Switch, in_order
from capacities.engines.pathway.columns import POWER_HOSTS
from capacities.facts import prices
from capacities.facts.measures import Measure, MeasureCost, MeasureEffect, costs, effects, measures, trends

PRICE_YEAR = 2025  # the last year of the inflation table
CLEAN_HEAT_COP = 3.5  # large heat pump on air, Danish Energy Agency (unit_costs dh_hp_air: 3.2 to 3.7)
SOLAR_LIMIT = 0.3  # of homes', services' and industry's electricity per solar measure: assumption, keeps the balance
RANGE_WITHOUT_FACT = (0.7, 1.4)  # low and high over central where a unit cost gives none: assumption
DEFAULT_FLATS_SHARE = 0.46  # of people in the EU living in flats (EU-SILC 2007 as in vehicle_and_building: 41 in RO)


@dataclass(frozen=True)
class PlaceLevers:
    """Levers of a place in the order in which they act; the arrays run along them.

    ``capex_eur`` and ``opex_eur`` (per year, without energy) are [lever, draw] for level 1 at prices of
    ``PRICE_YEAR``; ``max_level``, ``rate_per_year`` and ``lead_years`` are [lever].
    """

    levers: tuple[Lever, ...]
    measures: tuple[Measure, ...]
    capex_eur: Floats
    opex_eur: Floats
    max_level: Floats
    rate_per_year: Floats
    lead_years: Floats
    drift: Drift

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the measures."""
        return tuple(measure.id for measure in self.measures)


class _Sampler:
    """Two-piece normals whose p5, median and p95 are the low, central and high value; one draw is the median."""

    def __init__(self, draws: int, seed: int) -> None:
        self.draws = draws
        self._rng = np.random.default_rng(seed) if draws > 1 else None

    def __call__(self, low: float, central: float, high: float) -> Floats:
        if self._rng is None:
            return np.full((1, 1), central)
        half = self._rng.standard_normal(((self.draws + 1) // 2, 1)) / Z90
        z = np.concatenate([half, -half])[: self.draws]
        return central + np.where(z > 0, (high - central) * z, (central - low) * z)


def place_levers(activity: ActivityDraws, country: str, seed: int = 0) -> PlaceLevers:
    """Return the levers that can act in a place; those whose columns are empty there are left out."""
    sample = _Sampler(activity.draws, seed)
    drivers = _drivers(activity, country)
    rows: list[tuple[Measure, Lever, Floats, Floats]] = []
    for id, measure in measures().items():
        lever = _lever(measure, effects()[id], activity, drivers, sample)
        capex, opex = _cost(costs()[id], country, drivers, sample)
        if lever is not None and (np.median(capex) > 0 or np.median(opex) != 0):
            rows.append((measure, lever, capex, opex))
    rows = [rows[i] for i in in_order([row[1] for row in rows])]
    return PlaceLevers(
        levers=tuple(row[1] for row in rows),
        measures=tuple(row[0] for row in rows),
        capex_eur=np.array([row[2] for row in rows]),
        opex_eur=np.array([row[3] for row in rows]),
        max_level=np.array([row[0].max_level for row in rows]),
        rate_per_year=np.array([row[0].rate_per_year for row in rows]),
        lead_years=np.array([row[0].lead_years for row in rows]),
        drift=_drift(sample),
    )


def _lever(
    measure: Measure,
    rows: Sequence[MeasureEffect],
    activity: ActivityDraws,
    drivers: Mapping[str, Floats],
    sample: _Sampler,
) -> Lever | None:
    flows: list[Flow] = []
    adds: list[tuple[str, Floats]] = []
    for row in rows:
        share = np.clip(sample(row.share_low, row.share, row.share_high), 0.0, None)
        if row.kind == "add":
            adds.append((row.to or "", share * (row.conversion or 0.0) * drivers[row.basis or ""]))
            continue
        for column in row.columns:
            if column in SOURCE_INDEX and not (activity.activity[:, SOURCE_INDEX[column]] > 0).any():
                continue
            flows.append(_flow(row, column, share, activity, drivers))
    acts = any(flow.source in SOURCE_INDEX for flow in flows) or any((amount > 0).any() for _, amount in adds)
    return Lever(measure.id, measure.phase, tuple(flows), tuple(adds)) if acts else None


def _flow(
    row: MeasureEffect, column: str, share: Floats, activity: ActivityDraws, drivers: Mapping[str, Floats]
) -> Flow:
    conversion = np.full((1, 1), row.conversion or 0.0)
    if row.basis == "per_vkm":
        conversion = np.full((1, 1), _per_vkm(column, row.to or ""))
    elif row.basis == "per_pkm":
        conversion = np.full((1, 1), _per_vkm(column, row.to or "") * CAR_OCCUPANCY / BUS_OCCUPANCY)
    elif row.basis == "per_person":
        stock = activity.activity[:, SOURCE_INDEX[column], None]
        wanted = share * (row.conversion or 0.0) * drivers["population"]
        return Flow(column, np.clip(np.divide(wanted, stock, out=np.zeros_like(wanted), where=stock > 0), 0.0, 0.5))
    elif row.basis == "organic_share":
        organic = drivers["waste_organic_t"] / np.maximum(drivers["waste_t"], 1e-9)
        conversion = np.clip(organic, 0.0, 1.0) / np.maximum(share, 0.01)
    share = np.clip(share, 0.0, 1.0)
    return Flow(column, share, ((row.to, conversion),) if row.to else ())


def _per_vkm(source: str, to: str) -> float:
    return KWH_PER_VKM[to] / KWH_PER_VKM[source]


def _drivers(activity: ActivityDraws, country: str) -> dict[str, Floats]:
    """Return [draw, 1] per driver: those of the activity, and what follows from them."""

    def mwh(*ids: str) -> Floats:
        return sum((activity.activity[:, SOURCE_INDEX[id], None] for id in ids), np.zeros((activity.draws, 1)))

    found = {id: values[:, None] for id, values in activity.drivers.items()}
    flats = prices.indicator("flats_share", country)
    flats_share = flats / 100 if flats is not None else DEFAULT_FLATS_SHARE
    fossil = mwh("res_gas", "res_oil", "res_coal")
    homes_heat = mwh("res_gas", "res_oil", "res_coal", "res_biomass", "res_heat")
    found["homes_fossil_house_mwh"] = fossil * (1 - flats_share)
    found["homes_fossil_flat_mwh"] = fossil * flats_share
    found["services_fossil_mwh"] = mwh("ser_gas", "ser_oil")
    found["industry_fuel_mwh"] = mwh("ind_gas", "ind_oil", "ind_coal")
    found["district_heat_mwh"] = mwh("res_heat", "ser_heat", "ind_heat")
    found["homes_gas_mwh"] = mwh("res_gas")
    gas_share = np.divide(mwh("res_gas"), homes_heat, out=np.zeros_like(homes_heat), where=homes_heat > 0)
    found["homes_gas_dwellings"] = found["dwellings"] * gas_share
    found["waste_landfill_t"] = mwh("waste_landfill")
    town = mwh(*POWER_HOSTS)
    solar_yield = np.maximum(found["pv_yield_kwh_per_kwp"], 1.0) / 1000
    roofs = np.maximum(found["roof_potential_kwp"] - found["pv_kwp"], 0.0) * solar_yield
    limit = SOLAR_LIMIT * town / max(measures()["solar_roofs"].max_level, 1e-9)
    found["roof_usable_mwh"] = np.minimum(roofs, limit)
    found["roof_usable_kwp"] = found["roof_usable_mwh"] / solar_yield
    found["town_electricity_mwh"] = town
    found["town_electricity_kwp"] = town / solar_yield
    return found


def _cost(
    rows: Sequence[MeasureCost], country: str, drivers: Mapping[str, Floats], sample: _Sampler
) -> tuple[Floats, Floats]:
    """Return investment and yearly running cost for level 1, [draw], at ``PRICE_YEAR`` prices of the country."""
    capex, opex = np.zeros((sample.draws, 1)), np.zeros((sample.draws, 1))
    for row in rows:
        quantity = drivers[row.driver] * np.maximum(sample(row.quantity_low, row.quantity, row.quantity_high), 0.0)
        unit = unit_cost_eur(row, country)
        part = quantity * np.maximum(sample(*unit), 0.0)
        capex = capex + part
        opex = opex + part * (row.opex_share_per_year or 0.0) + quantity * (row.opex_eur_per_quantity or 0.0)
    return capex[:, 0], opex[:, 0]


def unit_cost_eur(row: MeasureCost, country: str) -> tuple[float, float, float]:
    """Return low, central and high EUR per unit in the country at ``PRICE_YEAR`` prices.

    The ``local_share`` of a cost (wages, building work) follows the price level of the country relative to
    that of the country of the figure; the rest is traded across Europe. Raises ValueError for an unknown cost.
    """
    cost = prices.unit_costs()[row.unit_cost_id]
    if cost.capex_central is None or cost.price_year is None:
        raise ValueError(f"unit_costs.csv, {row.unit_cost_id}: no central value or price year")
    reference = 1.0 if row.cost_level == "EU" else prices.price_level(row.cost_level) or 1.0
    level = (prices.price_level(country) or 1.0) / reference
    factor = row.eur_per_unit * prices.inflation(cost.price_year, PRICE_YEAR) * (1 + row.local_share * (level - 1))
    low = cost.capex_low if cost.capex_low is not None else cost.capex_central * RANGE_WITHOUT_FACT[0]
    high = cost.capex_high if cost.capex_high is not None else cost.capex_central * RANGE_WITHOUT_FACT[1]
    return low * factor, cost.capex_central * factor, high * factor


def _drift(sample: _Sampler) -> Drift:
    rates = {trend.id: sample(trend.rate_low, trend.rate, trend.rate_high) for trend in trends()}
    rows = {trend.id: trend for trend in trends()}
    return Drift(
        population=rates["population"],
        grid=rates["grid_factor"],
        columns={c: rates[id] for id, row in rows.items() if row.kind == "column" for c in row.columns},
        switches=tuple(
            Switch(c, row.to or "", np.maximum(rates[id], 0.0), np.full((1, 1), _per_vkm(c, row.to or "")))
            for id, row in rows.items()
            if row.kind == "switch"
            for c in row.columns
        ),
    )
