"""Price levels, inflation and energy prices, against the published tables."""

import pytest

from capacities.facts import prices


def test_price_levels_are_those_of_eurostat():
    assert prices.price_level("RO") == pytest.approx(0.486)
    assert prices.price_level("DK") == pytest.approx(1.381)
    assert prices.price_level("EL") == prices.price_level("GR") == pytest.approx(0.818)
    assert prices.price_level("XX") is None


def test_inflation_compounds_the_yearly_changes_and_runs_backwards():
    # HICP of the EU: 2.6 % in 2024 and 2.5 % in 2025
    assert prices.inflation(2023, 2025) == pytest.approx(1.026 * 1.025)
    assert prices.inflation(2025, 2023) == pytest.approx(1 / (1.026 * 1.025))
    assert prices.inflation(2025, 2025) == 1.0


def test_inflation_outside_the_table_is_refused():
    with pytest.raises(ValueError, match="no HICP change for 1"):
        prices.inflation(1990, 2000)


def test_energy_prices_fall_back_to_the_union_and_say_so():
    assert prices.energy_price("RO", "hh_gas_eur_kwh") == (0.0541, True)
    value, own = prices.energy_price("XX", "hh_gas_eur_kwh")

    assert value == pytest.approx(0.1233)
    assert not own


def test_a_price_that_nobody_knows_is_refused():
    with pytest.raises(ValueError, match="no district_heat_eur_kwh"):
        prices.energy_price("RO", "district_heat_eur_kwh")
