"""What a unit of each column costs its user and the public: energy prices and external costs of a country."""

from __future__ import annotations

from collections.abc import Mapping

from capacities.dayone.levers import CLEAN_HEAT_COP, PRICE_YEAR
from capacities.engines.downscale import CAR_OCCUPANCY, KWH_PER_VKM
from capacities.facts import prices

MARKET_EUR_PER_MWH = 50.0  # electricity at the exchange, reference_city.csv (electricity: spot price)
BOILER_EFFICIENCY = 0.9  # of the gas boilers that large heat pumps replace: assumption
DISCOUNT_RATE = 0.035  # real, per year; as the peer model in reference_city.csv (parameters: discount rate)

# Field of energy_prices per group of columns. Where no price is known for a fuel (heating oil outside the
# crisis, coal, wood, district heat in most countries) the household or business gas price stands in: assumption.
_PRICE_FIELDS: Mapping[str, tuple[str, ...]] = {
    "hh_electricity_eur_kwh": ("res_electricity", "car_electricity"),
    "hh_gas_eur_kwh": ("res_gas", "res_oil", "res_coal", "res_biomass", "res_heat", "res_heat_clean"),
    "nonhh_electricity_eur_kwh": (
        "ser_electricity",
        "ind_electricity",
        "bus_electricity",
        "van_electricity",
        "truck_electricity",
        "rail_electricity",
    ),
    "nonhh_gas_eur_kwh": (
        *("ser_gas", "ser_oil", "ser_heat", "ser_heat_clean"),
        *("ind_gas", "ind_oil", "ind_coal", "ind_heat", "ind_heat_clean"),
    ),
    "petrol_eur_l": ("car_petrol",),
    "diesel_eur_l": ("car_diesel", "bus_diesel", "van_diesel", "truck_diesel", "agr_fuel"),
}
_KWH_PER_LITRE = {"petrol_eur_l": 8.76, "diesel_eur_l": 9.97}  # net calorific values as in engines.downscale

# Share of a fuel's cost by who pays it: assumptions. The rest of a group of columns pays alone.
ENERGY_PAYERS: Mapping[str, Mapping[str, float]] = {
    "res_": {"households": 1.0},
    "ser_": {"municipality": 0.2, "business": 0.8},
    "ind_": {"business": 1.0},
    "agr_": {"business": 1.0},
    "car_": {"households": 0.75, "business": 0.25},
    "bus_": {"municipality": 1.0},
    "van_": {"business": 1.0},
    "truck_": {"business": 1.0},
    "rail_": {"state_eu": 1.0},
    "solar": {"households": 0.5, "business": 0.3, "municipality": 0.2},
    "wind": {"households": 0.05, "business": 0.9, "municipality": 0.05},
}


def energy_prices_eur(country: str) -> tuple[dict[str, float], tuple[str, ...]]:
    """Return EUR per MWh by column at ``PRICE_YEAR`` prices, and the fields for which the EU mean stood in.

    Solar power from roofs replaces grid power at the mean of the household and the business price for the half
    that is used on the spot (assumption); the other half and all power from parks earns the market price.
    Clean district heat costs its users the same; what the plant saves on fuel less its power counts as well.
    """
    found: dict[str, float] = {}
    foreign: list[str] = []
    for field, columns in _PRICE_FIELDS.items():
        value, own = prices.energy_price(country, field)
        if not own:
            foreign.append(field)
        per_mwh = value * 1000 / _KWH_PER_LITRE.get(field, 1.0) * prices.inflation(2024, PRICE_YEAR)
        found.update(dict.fromkeys(columns, per_mwh))
    made = found["ser_electricity"] / CLEAN_HEAT_COP - found["ser_gas"] / BOILER_EFFICIENCY
    for user in ("res", "ser", "ind"):
        found[f"{user}_heat_clean"] = found[f"{user}_heat"] + made
    found["solar_park"] = found["wind_park"] = -MARKET_EUR_PER_MWH
    found["solar"] = -(found["res_electricity"] + found["ser_electricity"]) / 4 - MARKET_EUR_PER_MWH / 2
    return found, tuple(foreign)


def payer_shares(column: str) -> Mapping[str, float]:
    """Return who pays for the energy of a column, in shares; empty for what has no price."""
    return next((shares for prefix, shares in ENERGY_PAYERS.items() if column.startswith(prefix)), {})


def damage_rates_eur(country: str) -> dict[str, dict[str, float]]:
    """Return EUR of damage per unit of each column at ``PRICE_YEAR`` prices; what does good is negative.

    Values are European means (external_costs.csv), scaled with the price level of the country: assumption.
    Heating emissions per MWh are those of reference_city.csv (local heating: 0.24 g NOx, 0.02 g PM2.5 per kWh);
    vans, trucks and buses: g per km of the same table. Walking and cycling count the mean of both benefits.
    """
    level = prices.price_level(country) or 1.0

    def value(id: str) -> float:
        cost = prices.external_costs()[id]
        return (cost.central or 0.0) * prices.inflation(cost.price_year or PRICE_YEAR, PRICE_YEAR) * level

    nox, pm = value("air_NOx_city_EU28"), value("air_PM25_city_EU28")  # EUR per kg
    heating = 0.24 * nox + 0.02 * pm
    per_vkm = {"van_diesel": (0.68, 0.04), "truck_diesel": (1.61, 0.05), "bus_diesel": (3.22, 0.07)}
    air = {f"{group}_{fuel}": heating for group in ("res", "ser") for fuel in ("gas", "oil")}
    air |= {"res_coal": heating, "res_biomass": heating}
    for column, (g_nox, g_pm) in per_vkm.items():
        air[column] = (g_nox * nox + g_pm * pm) / KWH_PER_VKM[column]
    for column in ("car_petrol", "car_diesel"):
        air[column] = value("car_air") / 100 * CAR_OCCUPANCY * 1000 / KWH_PER_VKM[column]
    return {
        "air_pollution": air,
        "noise": {"car_pkm": value("car_noise") / 100},
        "accidents": {"car_pkm": value("car_accidents") / 100, "bus_pkm": value("bus_accidents") / 100},
        "activity": {"active_pkm": -(value("cycling_goessling") + value("walking_goessling")) / 2},
    }
