"""What sets a town apart: sums over all municipalities close, farmland follows area, official figures replace."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import numpy as np
import pytest

from capacities.dayone.national import national
from capacities.dayone.result import Tier
from capacities.dayone.townscale import FARMING, FARMLAND_CAP, ROAD, WASTE, density, shipped, town_scale
from capacities.engines.downscale import size_factor
from capacities.facts.places import read_places
from tests.factories import make_place


@pytest.fixture(scope="module")
def municipalities() -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Population and density of the municipalities of countries where the list has all areas."""
    rows = defaultdict(list)
    for p in read_places():
        if p.kind == "municipality" and p.population and p.area_km2 and p.country in ("ES", "PL", "RO", "SE", "NL"):
            rows[p.country].append((p.population, p.population / p.area_km2))
    return {country: tuple(np.array(pairs, float).T) for country, pairs in rows.items()}  # type: ignore[misc]


@pytest.mark.parametrize("country", ["ES", "PL", "RO", "SE", "NL"])
def test_traffic_of_all_municipalities_adds_up_to_the_country(country: str, municipalities) -> None:  # type: ignore[no-untyped-def]
    people, persons_per_km2 = municipalities[country]
    fitted = shipped()
    exponents = fitted("transport_density_exponent"), fitted("transport_population_exponent")

    ratio = size_factor(persons_per_km2, people, *exponents) * fitted("transport_norm", country)

    assert (people * ratio).sum() / people.sum() == pytest.approx(1.0, abs=0.002)


@pytest.mark.parametrize("country", ["ES", "PL", "RO", "SE", "NL"])
def test_farming_of_all_municipalities_adds_up_but_for_the_emptiest(country: str, municipalities) -> None:  # type: ignore[no-untyped-def]
    people, persons_per_km2 = municipalities[country]

    ratio = np.minimum(shipped()("density_per_km2", country) / persons_per_km2, FARMLAND_CAP)
    ratio *= 1 / (1 + persons_per_km2 / shipped()("open_land_half_density"))

    assert 0.83 < (people * ratio).sum() / people.sum() <= 1.01


def scale(**changes):  # type: ignore[no-untyped-def]
    place = make_place(**changes)
    return town_scale(place, national(place.country), shipped())


def test_a_denser_town_drives_and_farms_less_per_head() -> None:
    thin, dense = scale(density_per_km2=100.0, area_km2=None), scale(density_per_km2=4000.0, area_km2=None)

    assert dense.activity["car_petrol"] < thin.activity["car_petrol"]
    for source in FARMING:
        # 40 times the density; of the land 1 / (1 + 100/2500) = 0.9615 and 1 / (1 + 4000/2500) = 0.3846 is open
        assert dense.activity[source] / thin.activity[source] == pytest.approx(100 / 4000 * 0.3846 / 0.9615, rel=1e-3)
    assert dense.activity["res_gas"] == thin.activity["res_gas"]


def test_a_colder_town_heats_more_and_lights_the_same() -> None:
    mild, cold = scale(heating_degree_days=2764.0), scale(heating_degree_days=3500.0)

    assert cold.activity["res_gas"] / mild.activity["res_gas"] == pytest.approx((3500 / 2764) ** 0.7)
    assert cold.activity["res_electricity"] == mild.activity["res_electricity"]


def test_a_missing_area_is_replaced_by_a_typical_density_and_said() -> None:
    place = make_place(density_per_km2=None, area_km2=None, slug="nowhere")

    value, known = density(place, shipped())

    assert not known
    assert 50 < value < 2000


def test_a_known_area_beats_the_typical_density() -> None:
    assert density(make_place(density_per_km2=None, area_km2=29.7), shipped()) == (1000.0, True)


def test_official_municipal_figures_replace_the_national_ratio() -> None:
    place = make_place(country="SE", slug="gavle", codes={"lau": "2180", "nuts3": "SE313"}, population=102_418.0)

    own = town_scale(place, national("SE"), shipped())
    general = town_scale(place, national("SE"), shipped(), use_official=False)

    # Gävle's transport 1.56418 t per head against the mean of all Swedish municipalities, 1.28277
    assert own.activity["car_petrol"] / national("SE").activity["car_petrol"] == pytest.approx(
        1.56418 / 1.28277, rel=1e-4
    )
    assert own.tier["car_petrol"] is Tier.CITY
    assert set(ROAD) <= own.official_sources
    assert general.official is None
    assert general.tier["car_petrol"] is Tier.COMPARABLE


def test_german_districts_have_their_own_cars() -> None:
    place = make_place(country="DE", slug="leipzig", codes={"nuts3": "DED51"}, population=587_857.0)

    found = town_scale(place, national("DE"), shipped())

    assert 0.6 < found.cars_ratio < 0.9
    assert found.cars_tier is Tier.COMPARABLE


def test_waste_is_the_geometric_mean_of_country_and_europe_times_a_level() -> None:
    def waste_t(country: str) -> float:
        found = town_scale(make_place(country=country), national(country), shipped())
        return sum(found.activity[s] * found.factor_t[s] for s in (*WASTE, "wastewater"))

    # Climate Watch under AR4, per head: the ratio of towns is the root of the ratio of their countries
    nations = {
        c: sum(national(c).activity[s] * national(c).factor_t[s] for s in (*WASTE, "wastewater")) for c in ("PT", "SE")
    }

    assert waste_t("PT") / waste_t("SE") == pytest.approx((nations["PT"] / nations["SE"]) ** 0.5)
    assert nations["SE"] * 0.5 < waste_t("SE") < waste_t("PT") < nations["PT"] * 0.5


def test_a_wealthier_region_has_more_services() -> None:
    poor = replace(make_place(), codes={"nuts3": "RO216"})
    rich = replace(make_place(), codes={"nuts3": "RO321"})

    electricity = [town_scale(p, national("RO"), shipped()).activity["ser_electricity"] for p in (poor, rich)]

    assert electricity[0] < electricity[1]
