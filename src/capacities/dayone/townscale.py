"""What a town is like against its country: size, density, wealth, climate, and official local figures.

Returns activity per head by source; the coefficients come from the fitted table, never from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from capacities.dayone.national import National
from capacities.dayone.result import PlaceFacts, Tier
from capacities.engines.activity import SOURCES
from capacities.engines.downscale import open_land_share, pull, size_factor
from capacities.facts.climate import climate_by_country
from capacities.facts.regions import (
    MunicipalEmissions,
    areas,
    coefficients,
    municipal_emissions,
    municipal_means,
    regional_ratio,
)

ROAD = tuple(s.id for s in SOURCES if s.subsector == "II.1")
CARS = ("car_petrol", "car_diesel", "car_electricity")
HOME_FUELS = ("res_gas", "res_oil", "res_coal", "res_biomass")
SERVICES = ("ser_gas", "ser_oil", "ser_electricity", "ser_heat")
INDUSTRY_FUELS = ("ind_gas", "ind_oil", "ind_coal", "ind_heat")
WASTE = ("waste_landfill", "waste_biological", "waste_incineration")
FARMING = ("livestock", "soils")
# Sources that each part of the official municipal emissions speaks of.
OFFICIAL_PARTS: Mapping[str, tuple[str, ...]] = {
    "homes_electricity": ("res_electricity",),
    "homes_gas": ("res_gas",),
    "homes_fuel": ("res_oil", "res_coal"),
    "services_electricity": ("ser_electricity",),
    "services_fuel": ("ser_gas", "ser_oil"),
    "industry_electricity": ("ind_electricity",),
    "industry": ("ind_gas", "ind_oil", "ind_coal"),
    "transportation": ROAD,
    "machinery": ("agr_fuel",),
    "farming": FARMING,
}
FARMLAND_CAP = 20.0  # at most this many times the national emissions per head: empty mountains have few herds
HEATING_ELASTICITY = (
    0.7  # share of the energy of homes and services that follows the cold (assumption; EU: 63 % heating)
)


@dataclass(frozen=True)
class TownScale:
    """Activity per head by source in a place, whose figure each is, and what had to be assumed."""

    activity: Mapping[str, float]
    factor_t: Mapping[str, float]
    tier: Mapping[str, Tier]
    official: MunicipalEmissions | None
    official_sources: frozenset[str]
    density: float
    density_known: bool
    cars_ratio: float
    cars_tier: Tier


class Fitted:
    """The fitted coefficients; a country without its own value takes the median of those that have one."""

    def __init__(self, table: Mapping[tuple[str, str], float]) -> None:
        self.table = table

    def __call__(self, name: str, country: str = "") -> float:
        if (name, country) in self.table:
            return self.table[name, country]
        values = [value for (known, _), value in self.table.items() if known == name]
        if not values:
            raise KeyError(f"downscale_coefficients.csv has no row named {name}")
        return float(np.median(values))


def shipped() -> Fitted:
    """Return the coefficients that the project ships."""
    return Fitted(coefficients())


def density(place: PlaceFacts, fitted: Fitted) -> tuple[float, bool]:
    """Return persons per km² and whether it is a fact; else what places of like kind and size have.

    ln density = a(degree of urbanisation) + b · ln(population / 10,000), fitted on all municipalities with an area.
    """
    if place.density_per_km2 and place.density_per_km2 > 0:
        return place.density_per_km2, True
    area = place.area_km2 or areas().get((place.country, place.slug))
    if area:
        return place.population / area, True
    kind = place.degree_of_urbanisation or (1 if place.population >= 50_000 else 2 if place.population >= 5_000 else 3)
    typical = fitted(f"density_degurba_{kind}") + fitted("density_population_exponent") * np.log(place.population / 1e4)
    scale = fitted.table.get(("density_scale", place.country), 1.0)
    return float(np.exp(typical)) * scale, False


def town_scale(place: PlaceFacts, country: National, fitted: Fitted, *, use_official: bool = True) -> TownScale:
    """Return what the place has per head: the national figure times what sets the place apart."""
    persons_per_km2, known = density(place, fitted)
    activity = dict(country.activity)
    tier = {s.id: country.tier_of(s.id) for s in SOURCES}
    ratio = _ratios(place, country, persons_per_km2, fitted)
    official = municipal_emissions().get((place.country, place.codes.get("lau", ""))) if use_official else None
    measured = _official_ratios(official) if official else {}
    for source in activity:
        activity[source] *= measured.get(source, ratio.get(source, 1.0))
    for source in ROAD:
        tier[source] = max(tier[source], Tier.COMPARABLE) if not known else Tier.COMPARABLE
    tier |= dict.fromkeys(measured, Tier.CITY)
    cars, cars_tier = _cars(place)
    return TownScale(
        activity, country.factor_t, tier, official, frozenset(measured), persons_per_km2, known, cars, cars_tier
    )


def _ratios(place: PlaceFacts, country: National, persons_per_km2: float, fitted: Fitted) -> dict[str, float]:
    """Return per source the factor against the national figure per head."""
    size = size_factor(
        np.array(persons_per_km2),
        np.array(place.population),
        fitted("transport_density_exponent"),
        fitted("transport_population_exponent"),
    )
    road = float(size) * fitted("transport_norm", place.country)
    wealth = regional_ratio(place.codes.get("nuts3", ""), "gdp_per_head_eur", 0.5, 2.0) or 1.0
    services = wealth ** fitted("services_gdp_exponent")
    cold = _cold(place)
    land = min(fitted("density_per_km2", place.country) / persons_per_km2, FARMLAND_CAP)
    land *= float(open_land_share(np.array(persons_per_km2), fitted("open_land_half_density")))
    ratio = dict.fromkeys(ROAD, road)
    ratio |= dict.fromkeys((*HOME_FUELS, "res_heat"), cold)
    ratio |= {s: services * (cold if s != "ser_electricity" else 1.0) for s in SERVICES}
    ratio |= drawn_lower(country, fitted)
    ratio |= {s: ratio.get(s, 1.0) * level for s, level in country_levels(place.country, fitted).items()}
    return ratio | dict.fromkeys((*FARMING, "agr_fuel"), land)


def country_levels(country: str, fitted: Fitted) -> dict[str, float]:
    """Return per source of buildings and industry what the country's contracts lie above or below the estimate."""
    level = fitted.table.get(("stationary_country_level", country), 1.0)
    return {s.id: level for s in SOURCES if s.id.startswith(("res_", "ser_", "ind_"))}


def drawn_lower(country: National, fitted: Fitted) -> dict[str, float]:
    """Return per source the share of the national figure that a typical town has: large works and plants stand apart.

    The same for every town of a country. Electricity of industry is drawn to Europe's, so it may lie above 1.
    """
    return {
        **_industry(country, fitted),
        **dict.fromkeys((*WASTE, "wastewater"), _waste(country, fitted)),
        "ippu_process": fitted("process_level"),
        "ippu_product": fitted("product_level"),
    }


def _industry(country: National, fitted: Fitted) -> dict[str, float]:
    """Return the typical town's share of national industry: drawn to Europe's, and without the large works.

    A few sites hold most of a country's heavy industry, so towns differ less between countries than means do.
    """
    weight = fitted("industry_pull")
    fuels_t = sum(country.activity[s] * country.factor_t[s] for s in INDUSTRY_FUELS)
    fuels = pull(fuels_t, fitted("industry_fuel_reference"), weight) * fitted("industry_fuel_level")
    electricity = country.activity["ind_electricity"]
    drawn = pull(electricity, fitted("industry_electricity_reference"), weight)
    return {
        **dict.fromkeys(INDUSTRY_FUELS, fuels / fuels_t if fuels_t else 0.0),
        "ind_electricity": drawn * fitted("industry_electricity_level") / electricity if electricity else 0.0,
    }


def _waste(country: National, fitted: Fitted) -> float:
    """Return the typical city's share of national waste emissions per head: drawn to Europe's, times a level.

    National figures hold old landfills and differ between countries more than what cities report does.
    """
    national_t = sum(country.activity[s] * country.factor_t[s] for s in (*WASTE, "wastewater"))
    drawn = pull(national_t, fitted("waste_reference"), fitted("waste_pull"))
    return drawn * fitted("waste_level") / national_t if national_t else 0.0


def _cold(place: PlaceFacts) -> float:
    """Return the factor of local degree days against the country's on heat, (HDD / HDD national)^0.7 within 0.6–1.6."""
    row = climate_by_country().get(place.country)
    if not row or not row.hdd or not place.heating_degree_days:
        return 1.0
    return min(max((place.heating_degree_days / row.hdd) ** HEATING_ELASTICITY, 0.6), 1.6)


def _official_ratios(official: MunicipalEmissions) -> dict[str, float]:
    """Return per source the municipality's official CO2 per head against the mean of its country's municipalities."""
    means = municipal_means(official.country)
    ratios: dict[str, float] = {}
    for part, sources in OFFICIAL_PARTS.items():
        value = getattr(official, part)
        if value is not None and means.get(part):
            ratios |= dict.fromkeys(sources, value / means[part])
    return ratios


def _cars(place: PlaceFacts) -> tuple[float, Tier]:
    """Return cars per head against the country's: the district's own (Germany), else the region's, capped."""
    nuts3 = place.codes.get("nuts3", "")
    own = regional_ratio(nuts3, "cars_per_1000", 0.5, 1.6)
    if own:
        return own, Tier.COMPARABLE
    region = regional_ratio(nuts3, "vehicles_per_1000", 0.6, 1.4)
    return (region, Tier.COMPARABLE) if region else (1.0, Tier.NATIONAL)
