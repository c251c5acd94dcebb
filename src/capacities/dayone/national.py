"""A country's energy, waste and emissions per head by source of an inventory, with gaps filled and said so.

Turns the national tables into medians per head; what a town is like beyond its country is the estimate's job.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from statistics import median

from capacities.dayone.national_figures import Figures, Filled, figures_behind
from capacities.dayone.result import Tier
from capacities.facts.climate import (
    building_facts,
    emission_factors,
    grid_history,
    gwps,
)

BASE_YEAR = 2023  # year of the national energy statistics
GRID_YEAR = 2024  # year of the grid factors
GRID_YEARLY_EU = 1.035  # fall of the EU's grid factor a year 2010-2023 (EEA, own knowledge, as in trends.csv)
# Shares of final energy, EU-27 about 2022, after Eurostat's energy balances (nrg_bal_c; own knowledge, not re-read).
SERVICES_ELECTRICITY = 0.48
INDUSTRY_ELECTRICITY = 0.33
INDUSTRY_HEAT = 0.05
# How the CO2 of fuels burnt in industry divides (same source).
INDUSTRY_FUEL_CO2 = {"ind_gas": 0.60, "ind_oil": 0.20, "ind_coal": 0.20}
HEAT_FACTOR_LEAST = 0.03  # t CO2e per MWh from waste heat, wood, geothermal wells and pumps (assumption)
HEAT_WITHOUT_FUEL_T_CAP = 0.1  # a country whose power and heat emit less per head burns next to nothing for them
AGRICULTURE_FUEL_OF_ROAD = 0.08  # diesel of farms and forests against road fuel, EU-27 (same source)
# Energy of road transport by vehicle, EU-27 2019: cars 60.6 %, heavy lorries and buses 27.1 %, vans 11.0 % of CO2
# (EEA, greenhouse gases from transport); buses about 3 % of it, motorcycles with the cars.
ROAD_SHARES = {"car": 0.62, "bus": 0.03, "van": 0.11, "truck": 0.24}
CAR_PETROL_SHARE = 0.50  # of the energy burnt in cars, EU-27 (assumption: 51 % of cars, fewer km than diesel cars)
ROAD_OF_TRANSPORT_CO2 = 0.97  # road in the CO2 of inland transport, EU-27 (EEA)
RAIL_MWH_CAP = 0.10  # electricity of railways, trams and metros per head, EU-27: 53 TWh (Eurostat nrg_bal_c)
# Division of national waste emissions, EU-27 (EEA 2023: disposal 71 %, biological 5 %, burning 3 %, water 18 %).
WASTE_SHARES = {"waste_landfill": 0.73, "waste_biological": 0.06, "waste_incineration": 0.03, "wastewater": 0.18}
# t CO2e (AR5) per t of waste: landfilled waste by IPCC 2006 vol. 5 defaults (DOC 0.15, DOCf 0.5, F 0.5, MCF 1, half of
# the gas caught or oxidised); composting 4 kg CH4 and 0.24 kg N2O per t; burning 0.9 t CO2 per t, 40 % of it fossil.
LANDFILL_T_PER_T, BIOLOGICAL_T_PER_T, INCINERATION_T_PER_T = 0.70, 0.176, 0.36
# The national waste figures (CAIT 2021) stand under AR4: methane 25, nitrous oxide 298.
PRODUCT_USE_T_CAP = (
    0.18  # fluorinated gases, solvents and lubricants per head, EU-27 2018 (EEA inventory, own knowledge)
)
LIVESTOCK_OF_AGRICULTURE, SOILS_OF_AGRICULTURE = 0.62, 0.38  # EU-27 inventory 2018 (EEA, own knowledge)


@dataclass(frozen=True)
class National:
    """Per head and year: activity by source, t CO2e per unit by source; per-head drivers; what was filled and how."""

    activity: Mapping[str, float]
    factor_t: Mapping[str, float]
    drivers: Mapping[str, float]
    filled: Mapping[str, Filled] = field(default_factory=dict)

    def tier_of(self, source: str) -> Tier:
        """Return whose figure a source rests on: the country's own, or Europe's where one was filled."""
        return (
            Tier.EUROPEAN
            if any(self.filled[c].stands_in for c in figures_behind(source) & set(self.filled))
            else Tier.NATIONAL
        )

    @property
    def stand_ins(self) -> Mapping[str, str]:
        """Figures that are not the country's own -> whose they are."""
        return {name: f.stands_in for name, f in self.filled.items() if f.stands_in}


@cache
def national(country: str, gwp: str = "ar5", year: int = BASE_YEAR) -> National:
    """Return the per-head figures of a country (ISO alpha-2) under a GWP set (ar4, ar5, ar6).

    An earlier ``year`` moves electricity and the fuels of buildings along the country's trend; all else stays.
    """
    figures = Figures(country)
    factor = _fuel_factors(gwp)
    grid = figures("grid_gco2e_kwh") / 1e3
    factor |= dict.fromkeys(_ELECTRIC, grid)
    activity = _homes(figures) | _services(figures) | _road(figures, country)
    heat = _heat_factor(figures, activity, factor)
    factor |= {"res_heat": heat, "ser_heat": heat, "ind_heat": heat}
    activity |= _industry(figures, grid, heat, factor)
    activity["agr_fuel"] = AGRICULTURE_FUEL_OF_ROAD * _road_mwh(figures)
    activity["rail_electricity"] = RAIL_MWH_CAP
    if year < BASE_YEAR:
        _move_back(figures, year, activity, factor)
    waste, waste_factor = _waste(figures, gwp)
    other, other_factor = _other(figures, gwp)
    return National(
        activity | waste | other,
        factor | waste_factor | other_factor,
        _drivers(figures, country),
        dict(figures),
    )


def _move_back(figures: Figures, year: int, activity: dict[str, float], factor: dict[str, float]) -> None:
    """Move electricity and the fuels of buildings from the base year to an earlier one, in place.

    Electricity: the yearly ratio of Ember's factors 2020 and 2024, between 0.97 and 1.10. Fuels of buildings: the
    ratio of direct emissions 2018 (Climate Watch) to today's, between 1.0 and 1.3, spread over five years; district
    heat follows the geometric mean of both.
    """
    history = {row.iso2: row for row in grid_history()}
    row = history.get(figures.country)
    yearly = GRID_YEARLY_EU
    if row:
        yearly = (row.gco2e_kwh / 1e3 / factor["res_electricity"]) ** (1 / (GRID_YEAR - row.year))
    electricity = min(max(yearly, 0.97), 1.10) ** (GRID_YEAR - year)
    fuels = [s for s in activity if s.startswith(("res_", "ser_")) and not s.endswith(("electricity", "heat"))]
    direct = sum(activity[s] * factor[s] for s in fuels)
    ratio = figures("ghg_buildings_direct_tco2e_cap") / direct if direct else 1.0
    burnt = min(max(ratio, 1.0), 1.3) ** ((BASE_YEAR - year) / 5)
    for source in _ELECTRIC:
        factor[source] *= electricity
    for source in fuels:
        activity[source] *= burnt
    for source in ("res_heat", "ser_heat", "ind_heat"):
        factor[source] *= (electricity * burnt) ** 0.5


_ELECTRIC = (
    "res_electricity", "ser_electricity", "ind_electricity", "car_electricity",
    "bus_electricity", "van_electricity", "truck_electricity", "rail_electricity",
)  # fmt: skip


def _fuel_factors(gwp: str) -> dict[str, float]:
    """Return t CO2e per MWh of everything that is burnt."""
    table = emission_factors()
    buildings = "residential/commercial"
    gas, oil = table["natural_gas", buildings], table["heating_oil", buildings]
    coal, wood = table["hard_coal", "residential"], table["wood", "residential"]
    diesel = table["diesel_road", "road transport"]
    petrol = table["petrol_road", "road transport, low-mileage light vehicle from 1995"]
    used = {
        "res_gas": gas, "res_oil": oil, "res_coal": coal, "res_biomass": wood, "ser_gas": gas, "ser_oil": oil,
        "ind_gas": gas, "ind_oil": oil, "ind_coal": table["hard_coal", "commercial"], "agr_fuel": diesel,
        "car_petrol": petrol, "car_diesel": diesel, "bus_diesel": diesel, "van_diesel": diesel, "truck_diesel": diesel,
    }  # fmt: skip
    return {source: row.co2e_kg_kwh(gwp) for source, row in used.items()}


def _homes(figures: Figures) -> dict[str, float]:
    """Return MWh per head burnt or drawn in homes; a carrier without a national share counts as none."""
    energy = figures("fec_households_mwh_cap")
    carriers = {
        "res_gas": "gas", "res_oil": "oil", "res_coal": "coal", "res_biomass": "biofuel_waste",
        "res_electricity": "electricity", "res_heat": "district_heat",
    }  # fmt: skip
    known = figures.own("hh_share_electricity_pct")
    return {
        source: energy * figures(f"hh_share_{carrier}_pct") / 100
        if not known or figures.own(f"hh_share_{carrier}_pct")
        else 0.0
        for source, carrier in carriers.items()
    }


def _services(figures: Figures) -> dict[str, float]:
    """Return MWh per head of services: EU share of electricity, the rest divided like the heat of homes."""
    energy, homes = figures("fec_services_mwh_cap"), _homes(figures)
    heat = {s: homes[f"res_{s}"] for s in ("gas", "oil", "heat")}
    total = sum(heat.values()) + 0.25 * homes["res_biomass"]
    rest = energy * (1 - SERVICES_ELECTRICITY)
    shares = {f"ser_{s}": rest * v / total if total else 0.0 for s, v in heat.items()}
    return {"ser_electricity": energy * SERVICES_ELECTRICITY} | shares


def _road_mwh(figures: Figures) -> float:
    """Return MWh of road fuel per head: the national figure, or else what the CO2 of transport implies."""
    column = "fec_road_transport_mwh_cap"
    if figures.own(column):
        return figures(column)
    if figures.own("co2_transport_t_cap"):
        return figures("co2_transport_t_cap") * ROAD_OF_TRANSPORT_CO2 / 0.262
    if figures.own("ghg_transport_tco2e_cap"):
        return figures("ghg_transport_tco2e_cap") * ROAD_OF_TRANSPORT_CO2 / 0.265
    return figures(column)


def _road(figures: Figures, country: str) -> dict[str, float]:
    """Return MWh per head by vehicle and carrier; electric shares are shares of km, so their energy is smaller."""
    energy = _road_mwh(figures)
    result: dict[str, float] = {}
    for kind, share in ROAD_SHARES.items():
        facts = building_facts(f"bev_share_of_{kind}_stock")
        electric = (facts.get(country) or facts["EU"]).value or 0.0
        km_share = electric / 100
        per_km_ratio = {"car": 0.19 / 0.686, "bus": 0.95 / 2.87, "van": 0.30 / 0.90, "truck": 1.20 / 2.70}[kind]
        electricity = energy * share * km_share * per_km_ratio / (1 - km_share + km_share * per_km_ratio)
        fuel = energy * share - electricity
        result[f"{kind}_electricity"] = electricity
        if kind == "car":
            result |= {"car_petrol": fuel * CAR_PETROL_SHARE, "car_diesel": fuel * (1 - CAR_PETROL_SHARE)}
        else:
            result[f"{kind}_diesel"] = fuel
    return result


def _heat_factor(figures: Figures, activity: Mapping[str, float], factor: Mapping[str, float]) -> float:
    """Return t CO2e per MWh of district heat: what the national CO2 of buildings leaves after fuels and electricity.

    Bounded by HEAT_FACTOR_LEAST and the coal boiler of the factor table; the gas boiler stands in where
    the country has no such figure or little district heat.
    """
    if figures("ghg_electricity_heat_tco2e_cap") < HEAT_WITHOUT_FUEL_T_CAP:
        return HEAT_FACTOR_LEAST
    table = emission_factors()
    gas = table["district_heat_default", "derived"].co2e_ar5_kg_kwh
    top = table["district_heat_coal", "derived"].co2e_ar5_kg_kwh
    heat = activity["res_heat"] + activity["ser_heat"]
    if not figures.own("co2_buildings_incl_elec_heat_t_cap") or heat < 0.2:
        return gas
    other = sum(
        activity[s] * factor[s]
        for s in activity
        if s.startswith(("res_", "ser_")) and not s.endswith(("heat", "biomass"))
    )
    return min(max((figures("co2_buildings_incl_elec_heat_t_cap") - other) / heat, HEAT_FACTOR_LEAST), top)


def _industry(figures: Figures, grid: float, heat: float, factor: Mapping[str, float]) -> dict[str, float]:
    """Return MWh per head of industry: fuels are what the national CO2 leaves after electricity and heat."""
    energy = figures("fec_industry_mwh_cap")
    electricity, steam = energy * INDUSTRY_ELECTRICITY, energy * INDUSTRY_HEAT
    if figures.own("co2_industry_incl_elec_heat_t_cap"):
        fuels_t = figures("co2_industry_incl_elec_heat_t_cap") - electricity * grid - steam * heat
    else:
        fuels_t = figures("ghg_manufacturing_energy_tco2e_cap")
    fuels_t = max(fuels_t, 0.25 * figures("ghg_manufacturing_energy_tco2e_cap"))
    burnt = {s: fuels_t * share / factor[s] for s, share in INDUSTRY_FUEL_CO2.items()}
    return burnt | {"ind_electricity": electricity, "ind_heat": steam}


def _waste(figures: Figures, gwp: str) -> tuple[dict[str, float], dict[str, float]]:
    """Return tonnes per head by treatment (persons for water) and t CO2e per tonne or person."""
    emissions = figures("ghg_waste_tco2e_cap") * gwps(gwp)["CH4"] / gwps("ar4")["CH4"]
    to_gwp = gwps(gwp)["CH4"] / gwps("ar5")["CH4"]
    per_t = {
        "waste_landfill": LANDFILL_T_PER_T * to_gwp,
        "waste_biological": BIOLOGICAL_T_PER_T * to_gwp,
        "waste_incineration": INCINERATION_T_PER_T,
    }
    tonnes = {s: emissions * WASTE_SHARES[s] / per_t[s] for s in per_t}
    municipal = figures("municipal_waste_kg_cap") / 1e3
    most = {"waste_landfill": 0.95, "waste_biological": 0.35, "waste_incineration": 0.6}
    bounded = {s: min(t, most[s] * municipal) for s, t in tonnes.items()}
    factor = {s: per_t[s] * tonnes[s] / bounded[s] for s in per_t}
    return bounded | {"wastewater": 1.0}, factor | {"wastewater": emissions * WASTE_SHARES["wastewater"]}


def _other(figures: Figures, gwp: str) -> tuple[dict[str, float], dict[str, float]]:
    """Return t CO2e per head of processes, products, livestock and soils (factor 1)."""
    processes = figures("ghg_industrial_processes_tco2e_cap")
    product = min(PRODUCT_USE_T_CAP, processes)
    farming = figures("ghg_agriculture_tco2e_cap")
    methane, nitrous = gwps(gwp)["CH4"] / gwps("ar4")["CH4"], gwps(gwp)["N2O"] / gwps("ar4")["N2O"]
    activity = {
        "ippu_process": processes - product,
        "ippu_product": product,
        "livestock": farming * LIVESTOCK_OF_AGRICULTURE * methane,
        "soils": farming * SOILS_OF_AGRICULTURE * nitrous,
    }
    return activity, dict.fromkeys(activity, 1.0)


HOUSEHOLD_SIZE_EU = 2.3
SERVICES_FLOOR_OF_RESIDENTIAL = 1 / 3  # 25 % of floor area is not residential (BPIE, Europe's buildings, 2011)
ACTIVE_KM_CAP = 700.0  # walking and cycling per head and year (assumption: 2 km a day)
ROOF_KWP_CAP = 1.5  # rooftop potential per head: 680 TWh a year in the EU (Bódis et al. 2019), about 1,000 kWh per kWp


def _drivers(figures: Figures, country: str) -> dict[str, float]:
    """Return persons, floors, dwellings, cars, waste and photovoltaics per head."""
    size = building_facts("household_size")
    dwelling = building_facts("dwelling_size")
    household = (size.get(country) or size["EU"]).value or HOUSEHOLD_SIZE_EU
    floor = building_facts("floor_area_per_head").get(country)
    per_dwelling = (dwelling.get(country) or dwelling["EU"]).value or 0.0
    floor_cap = floor.value if floor and floor.value else per_dwelling / household
    pv = building_facts("pv_kwp_per_head")
    return {
        "population": 1.0,
        "floor_residential_m2": floor_cap,
        "floor_services_m2": floor_cap * SERVICES_FLOOR_OF_RESIDENTIAL,
        "dwellings": 1.0 / household,
        "cars": figures("cars_per_1000") / 1e3,
        "active_pkm": ACTIVE_KM_CAP,
        "waste_t": figures("municipal_waste_kg_cap") / 1e3,
        "waste_organic_t": figures("municipal_waste_kg_cap") / 1e3 * 0.37,
        "pv_kwp": (pv[country].value if country in pv else median(row.value or 0.0 for row in pv.values())) or 0.0,
        "roof_potential_kwp": ROOF_KWP_CAP,
    }
