"""Inventories of every shape: recognised by their headings, added up by the rules of the GPC, checked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from capacities.tables.gpc import Where, find_sector, level_of, parse_ref
from capacities.tables.inventory_file import InventoryFile, NamedFile, read_all, read_inventory
from capacities.tables.layouts.columns import understand
from capacities.tables.problems import UnreadableTable
from capacities.tables.template import write_template
from tests.tables.files import workbook


def read(text: str | bytes, **options: Any) -> InventoryFile:
    data = text if isinstance(text, bytes) else text.encode()
    return read_inventory([NamedFile(data, "inventory")], **options)


def codes(inventory: InventoryFile, severity: str | None = None) -> list[str]:
    return [p.message_code for p in inventory.problems if severity in (None, p.severity)]


def filled(inventory: InventoryFile) -> dict[str, float]:
    return {ref: value for ref, value in inventory.totals.subsectors.items() if value is not None}


def test_romanian_matrix_below_title_rows_with_decimal_commas_and_notation_keys() -> None:
    inventory = read(
        "Inventarul emisiilor;;;;\nMunicipiul Exemplu;;;;\n\nSector;Scope 1 (t CO2e);Scope 2 (t CO2e);Scope 3 (t CO2e);Total (t CO2e)\n"
        "Clădiri rezidențiale;12.345,5;6.789;NE;19.134,5\nClădiri terțiare;1.000;2.000;;3.000\n"
        "Transport rutier;45.000;120,25;;45.120,25\nDeșeuri;IE;;3.000;3.000\nProcese industriale;500;NO;;500\n"
        "Agricultură, silvicultură și alte utilizări ale terenurilor;-1.200;;;-1.200\nTOTAL;57.645,5;8.909,25;3.000;69.554,75\n"
    )

    assert filled(inventory) == {"I.1": 19134.5, "I.2": 3000, "II.1": 45120.25, "IV.1": 500, "III": 3000, "V": -1200}
    assert inventory.totals.scopes == {"1": 57645.5, "2": 8909.25, "3": 3000}
    assert inventory.total_t == 69554.75
    assert inventory.totals.basic_t == 19134.5 + 3000 + 45120.25 + 3000
    assert inventory.notation == {"I.1 scope 3": "NE", "III scope 1": "IE", "IV.1": "NO"}
    assert codes(inventory, "warning") == []


def test_german_table_of_carriers_infers_scopes_and_checks_its_sum() -> None:
    rows = (
        "Sektor;Energieträger;Verbrauch [MWh];Emissionsfaktor [t CO2/MWh];Emissionen [t CO2]\n"
        "Private Haushalte;Erdgas;1.000;0,201;201\nPrivate Haushalte;Strom;500,5;0,4;200,2\n"
        "Gewerbe Handel Dienstleistungen;Fernwärme;200;0,18;36\nVerkehr;Diesel;400;0,266;106,4\n"
    )

    good, bad = read(rows + "Summe;;;;543,6\n"), read(rows + "Summe;;;;600\n")

    assert good.totals.scopes == {"1": pytest.approx(307.4), "2": pytest.approx(236.2), "3": None}
    assert "total_differs" not in codes(good)
    assert "total_differs" in codes(bad)


def test_french_kilotonnes_with_quoted_decimal_commas() -> None:
    inventory = read(
        'Secteur,Scope,Émissions (kt CO2e)\nRésidentiel,1,"12,5"\nTransport routier,1,"20,25"\nDéchets,3,"2,1"\n'
    )

    assert filled(inventory) == {"I.1": 12_500, "II.1": 20_250, "III": 2_100}


def test_gpc_summary_keeps_territorial_and_other_scope_3_out_of_basic() -> None:
    inventory = read(
        "GPC ref No.,Scope,GHG Emissions Source (By Sector),Total GHGs (metric tonnes CO2e)\nI,,STATIONARY ENERGY,\n"
        "I.1.1,1,fuel,1000\nI.1.2,2,grid,2000\nI.1.3,3,losses,50\nI.4.4,1,to the grid,9999\nII.1.1,1,road,500\n"
        "III.1.2,3,landfill outside,70\nIII.1.3,1,waste from outside,30\nIV.1,1,processes,40\nV.2,1,land,-10\nVI.1,3,other,5\n"
    )
    totals = inventory.totals

    assert totals.basic_t == 1000 + 2000 + 500 + 70
    assert totals.basic_plus_t == 3570 + 50 + 40 - 10
    assert totals.total_t == 3650 + 5
    assert totals.territorial_only_t == 9999 + 30
    assert totals.scopes == {"1": 1530, "2": 2000, "3": 125}


@pytest.mark.parametrize(("gwp", "ch4", "n2o"), [("ar4", 25, 298), ("ar5", 28, 265), ("ar6", 27, 273)])
def test_tonnes_per_gas_are_weighted_by_the_gwp_asked_for(gwp: str, ch4: float, n2o: float) -> None:
    inventory = read("GPC reference;Scope;CO2 [t];CH4 [kg];N2O [t]\nI.1.1;1;1000;500;0,1\nIII.1.1;1;;50000;\n", gwp=gwp)

    assert inventory.totals.subsectors["I.1"] == pytest.approx(1000 + 0.5 * ch4 + 0.1 * n2o)
    assert inventory.totals.subsectors["III.1"] == pytest.approx(50 * ch4)


def test_figures_already_in_co2e_are_converted_only_where_the_file_names_its_gwp() -> None:
    rows = [["GPC reference", "Scope", "CH4 [t CO2e]"], ["III.1.1", 1, 250]]

    stated = read(workbook(About=[["Global Warming Potential", "IPCC AR4"]], Data=rows), gwp="ar5")
    silent = read(workbook(Data=rows), gwp="ar5")

    assert stated.total_t == pytest.approx(250 / 25 * 28)
    assert silent.total_t == 250


def test_units_of_activity_and_factor_are_converted_to_each_other() -> None:
    inventory = read(
        "GPC reference,Scope,Source,Activity,Activity unit,Emission factor,Emission factor unit\n"
        "I.1.1,1,natural gas,3600,GJ,0.2,t CO2e/MWh\nI.1.2,2,electricity,1500,kWh,250,g CO2e/kWh\n"
        "II.1.1,1,diesel,1000,l,2.7,kg CO2e/l\n"
    )

    assert filled(inventory) == {"I.1": pytest.approx(200.375), "II.1": pytest.approx(2.7)}


def test_units_that_do_not_fit_leave_the_totals_unknown() -> None:
    inventory = read(
        "GPC reference,Scope,Activity,Activity unit,Emission factor,Emission factor unit\n"
        "I.1.1,1,100,MWh,0.2,t CO2e/MWh\nII.1.1,1,1000,l,0.26,t CO2e/MWh\n"
    )

    assert [(p.message_code, p.row) for p in inventory.problems if p.severity == "error"] == [("units_do_not_fit", 3)]
    assert inventory.total_t is None


def test_one_cell_that_cannot_be_read_makes_all_totals_unknown() -> None:
    inventory = read("GPC reference;Scope;Emissions [t CO2e]\nI.1.1;1;abc\nII.1.1;1;7\n")

    assert [(p.message_code, p.row) for p in inventory.problems if p.severity == "error"] == [("not_a_number", 2)]
    assert inventory.total_t is None
    assert set(inventory.totals.scopes.values()) == {None}


def test_factor_times_activity_that_differs_from_the_tonnes_is_flagged_and_the_tonnes_count() -> None:
    inventory = read(
        "sector,scope,Activity [MWh],EF [t CO2/MWh],Emissions [t CO2]\nBuildings,1,1000,0.2,250\nTransport,1,10,0.25,2.5\n"
    )

    assert [p.row for p in inventory.problems if p.message_code == "row_differs"] == [2]
    assert inventory.total_t == 252.5


def test_sectors_without_scope_leave_basic_and_scopes_unknown() -> None:
    inventory = read("Sector,Emissions (tCO2e)\nBuildings,100000\nTransport,50000\nWaste,7000\n")

    assert inventory.total_t == 157_000
    assert inventory.totals.basic_t is None
    assert set(inventory.totals.scopes.values()) == {None}
    assert "scope_unknown" in codes(inventory)


def test_an_unknown_sector_counts_in_the_total_only_and_is_said() -> None:
    inventory = read("sector,scope,t CO2e\nBuildings,1,100\nZeppelins,1,5\n")

    assert inventory.total_t == 105
    assert filled(inventory) == {"I": 100}
    assert inventory.totals.basic_t is None
    assert "unknown_sector" in codes(inventory, "warning")


def test_duplicate_rows_wrong_scopes_and_negative_values_are_named() -> None:
    inventory = read("GPC reference,Scope,t CO2e\nI.1.1,1,100\nI.1.1,1,100\nII.1.1,2,30\nII.2.1,1,-4\n")

    found = {(p.message_code, p.row) for p in inventory.problems}
    assert {("row_twice", 3), ("scope_differs", 4), ("negative_emissions", 5)} <= found
    assert inventory.total_t == 226


def test_implausible_figures_per_head_are_flagged() -> None:
    text = (
        "City,Year,Population,Total emissions (t CO2e)\nA,2020,100000,600000\nB,2020,100000,600\nC,2020,1000,600000\n"
    )

    flagged = [
        name for name, inventory in read_all([NamedFile(text.encode(), "x")]).items() if "per_head" in codes(inventory)
    ]

    assert flagged == ["B", "C"]


def test_a_file_for_one_city_over_several_years_takes_the_newest() -> None:
    text = "year,population,stationary energy (ktCO2e),transport (ktCO2e),total (ktCO2e)\n2020,100000,200,150,350\n2021,101000,190,140,330\n"

    assert (read(text).year, read(text).total_t, read(text).population) == (2021, 330_000, 101_000)
    assert read(text, year=2020).total_t == 350_000
    with pytest.raises(UnreadableTable, match="2020, 2021"):
        read(text, year=2019)


CITIES = "City,Organization,Account Number,Total Scope 1 Emissions (t CO2e),Total Scope 2 Emissions (t CO2e)\n"


def test_the_city_is_found_by_any_of_its_names() -> None:
    text = (
        CITIES
        + "Bucharest,Primăria Capitalei,77,100,50\nLisbon,Município de Lisboa,88,10,5\nSão Paulo,Prefeitura,99,1,1\n"
    )

    for asked, total in (("bucharest", 150), ("București", 150), ("Lisboa", 15), ("88", 15), ("sao paulo", 2)):
        assert read(text, city=asked).total_t == total
    with pytest.raises(UnreadableTable, match="not among the 3 cities"):
        read(text, city="Cluj-Napoca")


def test_two_cities_of_one_name_are_told_apart() -> None:
    text = CITIES + "Springfield,City of Springfield MO,1,100,50\nSpringfield,City of Springfield IL,2,10,5\n"

    with pytest.raises(UnreadableTable, match="Springfield MO"):
        read(text, city="Springfield")
    assert read(text, city="City of Springfield IL").total_t == 15


def test_a_total_of_a_list_that_is_basic_is_taken_as_basic() -> None:
    text = 'City,Total emissions (metric tonnes CO2e),Scopes Included ,Total Scope 1 Emissions (metric tonnes CO2e)\nX,500,"Total Scope 1, Scope 2 and Waste Scope 3 (Total BASIC emissions)",300\n'

    totals = read(text).totals

    assert (totals.total_t, totals.basic_t, totals.basic_plus_t, totals.scopes["1"]) == (500, 500, None, 300)


def test_tables_on_several_sheets_add_up_and_hidden_ones_are_left_out() -> None:
    head = ["GPC reference", "Scope", "t CO2e"]
    data = workbook(Energy=[head, ["I.1.1", 1, 100]], Waste=[["Waste of our town"], head, ["III.1.1", 1, 20]])

    assert read(data).total_t == 120


def test_two_tables_on_one_sheet_are_both_read() -> None:
    inventory = read("sector,scope,t CO2e\nBuildings,1,100\n\nWaste part,,\n\nsector,scope,t CO2e\nWaste,1,20\n")

    assert filled(inventory) == {"I": 100, "III": 20}


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "State,1970,1971\nAlabama,102.6,98.4\n", "name,phone\nAna,0722\n"])
def test_other_tables_are_refused_with_what_was_expected(text: str) -> None:
    with pytest.raises(UnreadableTable, match="no table that reads as a city's inventory"):
        read(text)


def test_no_file_and_an_unknown_gwp_are_refused() -> None:
    with pytest.raises(UnreadableTable, match="No file"):
        read_inventory([])
    with pytest.raises(ValueError, match="ar9"):
        read("sector,scope,t CO2e\nBuildings,1,1\n", gwp="ar9")


def test_the_json_document_has_the_agreed_fields() -> None:
    document = read("GPC reference,Scope,t CO2e\nI.1.1,1,100\n").as_json()

    assert {"total_t", "basic_t", "basic_plus_t", "scopes", "subsectors", "problems"} <= set(document)
    assert document["scopes"] == {"1": 100, "2": None, "3": None}
    assert document["subsectors"]["I.1"] == 100  # type: ignore[index]
    assert document["subsectors"]["II.1"] is None  # type: ignore[index]
    assert set(document["problems"][0]) >= {"sheet", "row", "field", "message", "severity"}  # type: ignore[index]


@pytest.mark.parametrize("language", ["en", "ro"])
@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_an_inventory_written_into_the_template_comes_back_without_loss(
    tmp_path: Path, language: str, suffix: str
) -> None:
    original = read(
        workbook(
            About=[
                ["Name of city", "Suceava"],
                ["Inventory year", 2021],
                ["Resident population", 92121],
                ["GWP", "AR5"],
            ],
            Data=[
                [
                    "GPC reference",
                    "Scope",
                    "Fuel",
                    "Notation key",
                    "Activity",
                    "Activity unit",
                    "Emission factor",
                    "Emission factor unit",
                    "t CO2e",
                ],
                ["I.1.1", 1, "natural gas", None, 1234.5, "MWh", 0.202, "t CO2e/MWh", None],
                ["I.1.2", 2, "electricity", None, 3600, "GJ", 250, "kg CO2e/MWh", None],
                ["II.2.1", 1, None, "NO", None, None, None, None, None],
                ["III.1.2", 3, None, None, None, None, None, None, 77.25],
                ["V.2", 1, None, None, None, None, None, None, -12.5],
                ["I.4.4", 1, None, None, None, None, None, None, 500],
            ],
        )
    )
    path = tmp_path / f"inventory{suffix}"

    write_template(path, language, original)
    again = read_inventory([path])

    assert (again.city, again.year) == ("Suceava", 2021)
    assert again.notation == original.notation == {"II.2.1": "NO"}
    assert filled(again) == pytest.approx(filled(original), rel=1e-12)
    assert again.totals.territorial_only_t == 500
    assert again.total_t == pytest.approx(1234.5 * 0.202 + 250 + 77.25 - 12.5, rel=1e-12)
    assert [(a.where, a.scope, a.carrier, a.activity) for a in again.rows] == [
        (a.where, a.scope, a.carrier, a.activity) for a in original.rows
    ]
    assert (
        codes(again, "error") == codes(again, "warning") == codes(original, "warning") == ["sector_missing"]
        or [p for p in again.problems if p.severity == "error"] == []
    )


@pytest.mark.parametrize("language", ["en", "ro"])
def test_the_empty_template_is_recognised_and_filled_by_hand(tmp_path: Path, language: str) -> None:
    path = tmp_path / "empty.xlsx"
    write_template(path, language)
    empty = read_inventory([path])

    book = load_workbook(path)
    table = book.worksheets[2]
    headings = [cell.value for cell in table[1]]
    row = next(r for r in table.iter_rows(min_row=2) if r[0].value == "II.1.1")
    row[6].value, row[7].value, row[8].value, row[9].value = 1000, "MWh", "0,267", "t CO2e/MWh"
    book.save(path)

    assert codes(empty) == ["no_amounts"]
    assert len(headings) == 18
    assert table.data_validations.count == 6
    assert filled(read_inventory([path])) == {"II.1": pytest.approx(267)}


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("Stationary energy > Residential buildings", "I.1"),
        ("Stationary energy > Agriculture", "I.5"),
        ("AFOLU > Land use", "V.2"),
        ("AFOLU sinks", "V"),
        ("IPPU > Produce Use", "IV.2"),
        ("Waste > Incineration and open burning", "III.3"),
        ("Generation of grid-supplied energy > CHP generation", "I.4"),
        ("Manufacturing industries and construction", "I.3"),
        ("Transportation > Off-road", "II.5"),
        ("Iluminat public", "I.2"),
        ("Ape uzate", "III.4"),
        ("Private Haushalte", "I.1"),
        ("Transporte por carretera", "II.1"),
        ("Trasporto stradale", "II.1"),
        ("Landwirtschaft", "V"),
        ("II.3.2", "II.3"),
    ],
)
def test_sectors_are_understood_in_several_languages(text: str, ref: str) -> None:
    where = find_sector(text)

    assert where is not None
    assert (where.subsector or where.sector) == ref


def test_levels_follow_the_gpc() -> None:
    assert level_of(Where("I"), 1) == level_of(Where("II"), 2) == level_of(Where("III"), 3) == "BASIC"
    assert level_of(Where("I"), 3) == level_of(Where("IV"), 1) == level_of(Where("V"), 1) == "BASIC+"
    assert level_of(Where("I"), None) is None
    ref = parse_ref("III.1.3")
    assert ref is not None
    assert level_of(ref, 1) == "territorial only"


@pytest.mark.parametrize(
    ("header", "concept", "scope"),
    [
        ("Total Scope 1 Emissions (metric tonnes CO2e)", "scope_emissions", 1),
        ("Emisii domeniul 2 [t CO2e]", "scope_emissions", 2),
        ("Émissions portée 3 (tCO2e)", "scope_emissions", 3),
        ("TOTAL BASIC+ Emissions (GPC)", "basic_plus", None),
        ("Per Person Emissions:t", "", None),
        ("target_2030_reduction_pct", "", None),
        ("Reason for increase/decrease in emissions", "", None),
        ("Consum de energie [MWh]", "activity", None),
        ("Factor de emisie (t CO2/MWh)", "factor", None),
        ("Direct emissions (metric tonnes CO2e) for Total generation of grid-supplied energy", "", None),
    ],
)
def test_headings_mean_what_they_say(header: str, concept: str, scope: int | None) -> None:
    column = understand(header)

    assert (column.concept, column.scope) == (concept, scope)


WORDS = [
    "sector",
    "scope",
    "t CO2e",
    "Buildings",
    "1",
    "12,5",
    "NE",
    "I.1.1",
    "Total",
    "City",
    "year",
    "2020",
    "",
    "abc",
    "-3",
    "Emissions (t CO2e)",
    "Scope 1 (t)",
    "MWh",
]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), max_size=6), min_size=1, max_size=7))
def test_no_table_crashes_the_reading(rows: list[list[str]]) -> None:
    text = "\n".join(";".join(cell.replace('"', "").replace("\n", " ") for cell in row) for row in rows)
    try:
        found = read(text.encode("utf-8", "replace"))
    except UnreadableTable as refusal:
        sentences = [problem.line("ro") for problem in refusal.problems]
    else:
        sentences = [problem.line("ro") for problem in found.problems] + [str(found.as_json("ro"))]

    assert all(sentences)
