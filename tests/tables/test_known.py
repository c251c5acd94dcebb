"""What a town knows: tolerant of names, strict about values, all or nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from capacities.engines.activity import DRIVERS, SOURCES
from capacities.tables.known import DEFAULT_UNCERTAINTY, KnownData, read_known
from capacities.tables.known_inputs import askable
from capacities.tables.template import write_known_template
from tests.tables.files import workbook

TODAY = date(2026, 11, 24)


def read(text: str) -> KnownData:
    return read_known(text.encode(), "known.csv", today=TODAY)


def errors(data: KnownData) -> list[tuple[str, int]]:
    return [(p.message_code, p.row) for p in data.problems if p.severity == "error"]


def test_every_source_and_driver_of_the_engines_can_be_stated_in_its_unit() -> None:
    units = {known.id: known.unit for known in askable().values()}

    assert {source.id: source.unit for source in SOURCES}.items() <= units.items()
    assert set(DRIVERS) <= set(units)
    sources = {source.id for source in SOURCES}
    for known in askable().values():
        if known.kind in ("activity", "factor"):
            assert set(known.sources) <= sources


def test_names_of_inputs_mean_one_thing_each() -> None:
    from capacities.tables.names import fold

    names: dict[str, str] = {}
    for known in askable().values():
        for name in {fold(n) for n in (*known.synonyms, *known.names.values(), known.id)}:
            assert names.setdefault(name, known.id) == known.id, name


def test_english_file_with_decimal_points() -> None:
    data = read(
        'input,value,unit,year,source,uncertainty_pct\nres_gas,"120,000.5",MWh,2022,Delgaz,8\npopulation,92121,,,,\n'
    )

    assert errors(data) == []
    gas = data.values["res_gas"]
    assert (gas.value, gas.unit, gas.year, gas.source) == (120_000.5, "MWh", 2022, "Delgaz")
    assert gas.relative_uncertainty == pytest.approx(0.08)
    assert data.values["population"].value == 92_121
    assert data.values["population"].relative_uncertainty == DEFAULT_UNCERTAINTY


def test_romanian_file_with_decimal_commas_in_a_windows_encoding() -> None:
    text = "Denumire;Valoare;Unitate;An\nGaz natural;120.000,5;MWh;2022\nDeşeuri municipale;30,5;kt;2023\nMotorină;1.000.000;litri;\n"

    data = read_known(text.encode("cp1250"), "ce-stim.csv", today=TODAY)

    assert errors(data) == []
    assert data.values["gas_total"].value == 120_000.5
    assert data.values["waste_t"].value == 30_500
    assert data.values["diesel_total"].value == pytest.approx(10_000)


def test_thousands_follow_the_column_not_the_cell() -> None:
    data = read("input;value;unit\ncars;31.500;\nres_gas;2,5;GWh\n")

    assert data.values["cars"].value == 31_500
    assert data.values["res_gas"].value == 2_500


def test_gas_by_volume_needs_its_calorific_value() -> None:
    without = read("input,value,unit\ngas_total,1000000,m3\n")
    stated = read("input;value;unit\ngas_total;1000000;m3 la 10,55 kWh/m3\n")

    assert errors(without) == [("gas_volume", 2)]
    assert stated.values["gas_total"].value == pytest.approx(10_550)


def test_all_or_nothing_and_every_problem_at_its_place() -> None:
    data = read(
        "input,value,unit,year\nres_gas,100,MWh,2022\nres_coal,-5,MWh,\nfoo bar,3,t,\ncars,abc,,\nres_oil,5,EUR,\n"
        "res_gas,7,MWh,\npopulation,0,,\nwaste_t,5,t,2030\n"
    )

    assert data.values == {}
    assert errors(data) == [
        ("negative", 3),
        ("known_name_unknown", 4),
        ("not_a_number", 5),
        ("wrong_unit", 6),
        ("known_twice", 7),
        ("population_zero", 8),
        ("year_range", 9),
    ]


def test_near_names_are_taken_when_clear_and_offered_when_not() -> None:
    clear = read("input,value,unit\nelectricty consumption,5,GWh\n")
    unclear = read("input,value,unit\nres_gaz,5,GWh\n")

    assert clear.values["electricity_total"].value == 5000
    assert [p.message_code for p in clear.problems] == ["known_name_close"]
    assert unclear.values == {}
    assert "res_gas" in unclear.problems[0].message("ro")


def test_land_may_be_a_sink_and_factors_need_a_factor_unit() -> None:
    data = read("input,value,unit\nland,-5000,t CO2e\ngrid_factor,250,g CO2/kWh\n")

    assert data.values["land"].value == -5000
    assert data.values["grid_factor"].value == pytest.approx(0.25)
    assert errors(read("input,value,unit\ngrid_factor,250,MWh\n")) == [("wrong_unit", 2)]


def test_a_missing_unit_is_assumed_and_said_where_it_matters() -> None:
    data = read("input,value\nres_gas,100\ncars,5000\n")

    assert [(p.message_code, p.row, p.severity) for p in data.problems] == [("unit_assumed", 2, "warning")]


def test_a_unit_in_the_heading_of_values_holds_for_all_rows() -> None:
    assert read("input,value [GWh]\nres_gas,1.5\n").values["res_gas"].value == 1500


def test_table_below_title_rows_in_a_workbook_with_a_formula_not_calculated() -> None:
    rows = [["What our town knows"], [], ["input", "value", "unit"], ["res_gas", 5, "MWh"], ["cars", "=1+1", None]]

    data = read_known(workbook(Data=rows), "known.xlsx", today=TODAY)

    assert ("cell_formula", 5) in errors(data)


def test_a_file_without_the_headings_says_which_ones() -> None:
    assert errors(read("a,b\n1,2\n")) == [("known_no_header", 0)]


@pytest.mark.parametrize("language", ["en", "ro"])
@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_the_template_filled_in_comes_back(tmp_path: Path, language: str, suffix: str) -> None:
    path = tmp_path / f"known{suffix}"
    write_known_template(path, language)
    ids = list(askable())
    if suffix == ".xlsx":
        book = load_workbook(path)
        for row in range(2, len(ids) + 2):
            book.active.cell(row, 3, row * 1.5)
        book.save(path)
    else:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        rows = [line.replace(",,", f",{number * 1.5},", 1) for number, line in enumerate(lines[1:], start=2)]
        path.write_text("\n".join([lines[0], *rows]), encoding="utf-8")

    data = read_known(path, today=TODAY)

    assert errors(data) == []
    assert [value.value for value in data.values.values()] == [pytest.approx(n * 1.5) for n in range(2, len(ids) + 2)]
    assert list(data.values) == ids


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.sampled_from(["res_gas", "cars", "gaz", "x", ""]), st.text(max_size=12), st.text(max_size=8)),
        max_size=5,
    )
)
def test_no_cells_crash_the_reading(rows: list[tuple[str, str, str]]) -> None:
    data = read_known(workbook(A=[["input", "value", "unit"], *[[_safe(c) for c in row] for row in rows]]), "a.xlsx")

    assert all(problem.message("ro") for problem in data.problems)


def _safe(text: str) -> str:
    """Leave out control characters, which no workbook can hold."""
    return "".join(char for char in text if char.isprintable())
