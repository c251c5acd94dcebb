"""From the catalogue to a place's levers: effects, limits and costs worked out by hand."""

import numpy as np
import pytest

from capacities.dayone.levers import place_levers, unit_cost_eur
from capacities.dayone.valuation import damage_rates_eur, energy_prices_eur
from capacities.engines.activity import SOURCE_INDEX
from capacities.facts.measures import costs
from tests.engines.town import make_town


def levers_of(town, country="RO", seed=0):
    found = place_levers(town, country, seed)
    return found, dict(zip(found.ids, found.levers, strict=True))


def test_renovation_follows_inflation_and_the_price_level_of_the_country():
    (row,) = costs()["homes_renovation"]  # 140 EUR per m² of 2010, EU level, 80 % local
    hicp = np.prod([1 + c / 100 for c in (3.1, 2.6, 1.5, 0.6, 0.1, 0.2, 1.7, 1.9, 1.5, 0.7, 2.9, 9.2, 6.4, 2.6, 2.5)])

    assert unit_cost_eur(row, "RO")[1] == pytest.approx(140 * hicp * (1 + 0.8 * (0.486 - 1)), rel=0.01)
    assert unit_cost_eur(row, "DE")[1] == pytest.approx(140 * hicp * (1 + 0.8 * 0.041), rel=0.01)


def test_traded_goods_cost_the_same_everywhere():
    (row, _) = costs()["car_electric"]

    assert unit_cost_eur(row, "RO") == unit_cost_eur(row, "DE")
    assert unit_cost_eur(row, "RO")[1] == pytest.approx(5662.0)


def test_a_cost_without_a_range_gets_one():
    (row,) = costs()["street_trees"]

    low, central, high = unit_cost_eur(row, "BE")
    assert low == pytest.approx(0.7 * central)
    assert high == pytest.approx(1.4 * central)


def test_renovating_all_homes_is_floor_area_times_the_price_per_square_metre():
    found, _ = levers_of(make_town())
    (row,) = costs()["homes_renovation"]

    got = found.capex_eur[found.ids.index("homes_renovation"), 0]

    assert got == pytest.approx(1_600_000 * unit_cost_eur(row, "RO")[1])


def test_a_bus_carries_a_car_kilometre_with_less_energy():
    _, by_id = levers_of(make_town())
    petrol = next(flow for flow in by_id["public_transport"].flows if flow.source == "car_petrol")

    # 0.675 kWh per car-km and 1.45 people, against 0.95 kWh per bus-km and 12 people
    assert petrol.to[0][0] == "bus_electricity"
    assert petrol.to[0][1][0, 0] == pytest.approx(0.95 / 12 / (0.675 / 1.45))


def test_food_waste_is_conserved_between_landfill_and_compost():
    _, by_id = levers_of(make_town())
    (flow,) = by_id["food_waste"].flows

    composted = flow.share * flow.to[0][1]
    assert composted[0, 0] == pytest.approx(9_600 / 26_000)


def test_a_town_without_district_heat_gets_no_measures_for_it():
    found, _ = levers_of(make_town(res_heat=0.0, ser_heat=0.0))

    assert "district_heat_clean" not in found.ids


def test_solar_power_stays_below_what_the_town_uses():
    town = make_town()
    town.drivers["roof_potential_kwp"][:] = 1e9
    found, by_id = levers_of(town)
    use = sum(town.activity[0, SOURCE_INDEX[id]] for id in ("res_electricity", "ser_electricity", "ind_electricity"))

    roofs, parks = (by_id[id].adds[0][1][0, 0] for id in ("solar_roofs", "solar_parks"))
    most = dict(zip(found.ids, found.max_level, strict=True))
    assert roofs * most["solar_roofs"] + parks * most["solar_parks"] <= 0.6 * use + 1e-6


def test_draws_scatter_around_the_median_within_low_and_high():
    found, _ = levers_of(make_town(draws=4000, seed=5), seed=5)
    median, _ = levers_of(make_town())
    i = found.ids.index("car_electric")
    car, charger = costs()["car_electric"]
    per_car = found.capex_eur[i] / 35_000

    assert np.median(per_car) == pytest.approx(median.capex_eur[i, 0] / 35_000, rel=0.05)
    assert np.quantile(per_car, 0.05) == pytest.approx(
        unit_cost_eur(car, "RO")[0] + 0.09 * unit_cost_eur(charger, "RO")[1], abs=600
    )


def test_levers_come_in_the_order_avoid_shift_improve_supply():
    found, _ = levers_of(make_town())
    phases = [measure.phase for measure in found.measures]

    assert phases == sorted(phases, key=["avoid", "shift", "improve", "supply"].index)


def test_clean_heat_saves_fuel_less_power_at_the_plant():
    eur, foreign = energy_prices_eur("RO")

    # 2024 prices: business gas 0.0507 and power 0.1669 EUR/kWh; a year of inflation at 2.5 %
    saved = (50.7 / 0.9 - 166.9 / 3.5) * 1.025
    assert eur["res_heat"] - eur["res_heat_clean"] == pytest.approx(saved)
    assert foreign == ()


def test_damage_of_a_car_is_the_handbook_value_at_the_price_level():
    rates = damage_rates_eur("RO")
    hicp = np.prod([1 + c / 100 for c in (1.7, 1.9, 1.5, 0.7, 2.9, 9.2, 6.4, 2.6, 2.5)])

    assert rates["accidents"]["car_pkm"] == pytest.approx(0.045 * hicp * 0.486, rel=0.01)
    assert rates["activity"]["active_pkm"] < 0
