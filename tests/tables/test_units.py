"""Units of headings and cells, and conversion between them."""

from __future__ import annotations

import pytest

from capacities.tables.units import (
    FactorUnit,
    Unit,
    convert,
    mwh_per_unit,
    parse_factor_unit,
    parse_unit,
    unit_in_header,
)


@pytest.mark.parametrize(
    ("text", "dimension", "factor"),
    [
        ("kWh", "energy", 1e-3),
        ("MWh/year", "energy", 1),
        ("GJ", "energy", 1 / 3.6),
        ("TJ", "energy", 1000 / 3.6),
        ("toe", "energy", 11.63),
        ("ktoe", "energy", 11_630),
        ("t CO2e", "mass", 1),
        ("metric tonnes CO2e", "mass", 1),
        ("tone CO2 echivalent", "mass", 1),
        ("kt CO2", "mass", 1e3),
        ("ktCO2e", "mass", 1e3),
        ("Gg CO2 equivalent", "mass", 1e3),
        ("Mt CO2e", "mass", 1e6),
        ("MT", "mass", 1),
        ("million tones", "mass", 1e6),
        ("kgCO2e", "mass", 1e-3),
        ("litri", "volume", 1e-3),
        ("mii mc", "volume", 1e3),
        ("Nm3", "volume", 1),
        ("M€", "money", 1e6),
        ("mii euro", "money", 1e3),
        ("km²", "area", 1e6),
        ("000s", "count", 1e3),
    ],
)
def test_units_are_understood(text: str, dimension: str, factor: float) -> None:
    unit = parse_unit(text)

    assert unit is not None
    assert (unit.dimension, unit.factor) == (dimension, pytest.approx(factor))


@pytest.mark.parametrize("text", ["", "banana", "emissions", "x/y", "12"])
def test_what_is_no_unit_is_none(text: str) -> None:
    assert parse_unit(text) is None


@pytest.mark.parametrize(
    ("header", "symbol"),
    [
        ("Total City-wide Emissions (metric tonnes CO2e)", "t"),
        ("Industry Electricity:kt CO2", "kt"),
        ("published_t_co2e", "t"),
        ("total_tco2e", "t"),
        ("activity_mwh", "mwh"),
        ("Consum [MWh/an]", "mwh"),
        ("\u200bLand area (in square km)", "km2"),
        ("Emissions 2019 in kt", "kt"),
        ("Population:000s", "k"),
    ],
)
def test_the_unit_of_a_heading_is_found(header: str, symbol: str) -> None:
    unit = unit_in_header(header)

    assert isinstance(unit, Unit)
    assert unit.symbol == symbol


@pytest.mark.parametrize(
    "header", ["total_emissions", "emission", "TOTAL BASIC Emissions (GPC)", "Total in scope", "city"]
)
def test_a_heading_without_unit_has_none(header: str) -> None:
    assert unit_in_header(header) is None


@pytest.mark.parametrize(
    ("text", "t_per_mwh"),
    [("t CO2/MWh", 1), ("kg CO2e/kWh", 1), ("gCO2e per kWh", 1e-3), ("kg/TJ", 1e-3 * 3.6e-3), ("ef_t_co2_per_mwh", 1)],
)
def test_units_of_factors_give_tonnes_per_mwh(text: str, t_per_mwh: float) -> None:
    unit = parse_factor_unit(text) or unit_in_header(text)

    assert isinstance(unit, FactorUnit)
    assert unit.mass.factor / unit.per.factor == pytest.approx(t_per_mwh)


def test_conversion_refuses_different_dimensions() -> None:
    mwh, gj, tonne = parse_unit("MWh"), parse_unit("GJ"), parse_unit("t")
    assert mwh is not None
    assert gj is not None
    assert tonne is not None

    assert convert(36, gj, mwh) == pytest.approx(10)
    with pytest.raises(ValueError, match="gj is energy, t is mass"):
        convert(1, gj, tonne)


def test_fuels_by_volume_and_mass_use_the_directives_values() -> None:
    litre, tonne = parse_unit("l"), parse_unit("t")
    assert litre is not None
    assert tonne is not None

    assert mwh_per_unit("diesel", litre) == pytest.approx(0.010)  # 36 MJ
    assert mwh_per_unit("petrol", tonne) == pytest.approx(43 / 3.6)
    assert mwh_per_unit("natural_gas", litre) is None
