"""Real inventories: reported totals are reproduced, and what does not add up in them is said."""

from __future__ import annotations

import csv
import json
import math
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from capacities.tables.inventory_file import InventoryFile, read_all, read_inventory
from capacities.tables.problems import UnreadableTable
from capacities.tables.reader import read_file
from tests.paths import cases_dir

pytestmark = pytest.mark.cases
MISSION = ("mission_city_bei_activity.csv", "mission_city_bei_emissions.csv")
CITIES = ("Suceava", "Bucharest", "Kozani", "Gabrovo", "Taurage", "Miskolc")


def folder() -> Path:
    return cases_dir() / "inventories"


def expected(name: str) -> Any:
    return json.loads((folder() / name).read_text(encoding="utf-8"))


def mission(city: str) -> InventoryFile:
    return read_inventory([folder() / name for name in MISSION], city=city)


@cache
def all_cities(name: str, year: int | None = None) -> dict[str, InventoryFile]:
    return read_all([cases_dir() / "inventories" / name], year=year)


def codes(inventory: InventoryFile) -> list[str]:
    return [problem.message_code for problem in inventory.problems]


@pytest.mark.parametrize("city", CITIES)
def test_published_totals_of_mission_cities_are_reproduced(city: str) -> None:
    facts = next(entry for entry in expected("mission_city_bei_expected.json") if entry["city"] == city)
    published = facts["published_totals"]

    totals = mission(city).totals

    assert totals.total_t == pytest.approx(published["total"], abs=0.5)
    for scope in ("1", "2", "3"):
        assert (totals.scopes[scope] or 0) == pytest.approx(published[f"scope{scope}"], abs=1.01)


@pytest.mark.parametrize("city", CITIES)
def test_activity_that_does_not_give_the_published_figure_is_flagged_and_only_that(city: str) -> None:
    facts = next(entry for entry in expected("mission_city_bei_expected.json") if entry["city"] == city)
    wrong = {(line["sector"], int(line["scope"])) for line in facts["activity_x_ef"] if not line["agrees"]}

    flagged = {
        (p.params["label"], p.params["scope"]) for p in mission(city).problems if p.message_code == "lines_differ"
    }

    assert flagged == wrong


def test_kozani_electricity_is_named_with_both_figures() -> None:
    message = next(p for p in mission("Kozani").problems if p.params.get("scope") == 2)

    assert message.params["computed"] == pytest.approx(287_964.88, abs=0.01)
    assert message.params["published"] == pytest.approx(86_017.87)
    assert "287,964.88 t" in message.message("en")
    assert "287.964,88 t" in message.message("ro")


def test_order_of_the_two_files_does_not_matter() -> None:
    files = [folder() / name for name in MISSION]

    for city in CITIES:
        forth, back = read_inventory(files, city=city), read_inventory(files[::-1], city=city)
        assert forth.totals == back.totals


def test_suceava_in_detail() -> None:
    totals = mission("Suceava").totals

    assert totals.total_t == 289_055
    assert totals.basic_t == 116_107 + 33_540 + 83_248 + 1_516 + 13_763 + 1_158
    assert totals.basic_plus_t == 289_055
    assert totals.subsectors["I"] == 149_647
    assert totals.subsectors["I.1"] is None


def test_sinks_stay_negative() -> None:
    totals = mission("Gabrovo").totals

    assert totals.sectors["afolu"] == -76_007
    assert totals.total_t == 324_566
    assert "sink" in codes(mission("Gabrovo"))


def test_energy_booked_under_ippu_stays_there_and_is_noted() -> None:
    inventory = mission("Miskolc")

    assert inventory.totals.sectors["ippu"] == 67_596 + 47_809
    assert "energy_elsewhere" in codes(inventory)


def test_several_cities_need_a_choice_and_the_message_names_them() -> None:
    with pytest.raises(UnreadableTable) as refused:
        read_inventory([folder() / MISSION[1]])

    assert refused.value.problems[0].params["n"] == 6
    assert all(city in refused.value.problems[0].message() for city in CITIES)


def test_all_56_rows_of_activity_and_factors_give_the_tonnes_calculated_by_hand() -> None:
    path = folder() / "citycatalyst_activity_x_ef_stationary.csv"
    with path.open(encoding="utf-8") as stream:
        by_hand = [float(row["Final_emissions_CO2e_manually_tonnes"]) for row in csv.DictReader(stream)]

    inventory = read_inventory([path])

    assert len(inventory.rows) == len(by_hand) == 56
    for amount, tonnes in zip(inventory.rows, by_hand, strict=True):
        assert amount.computed_t == pytest.approx(tonnes, abs=0.01)
    assert "row_differs" not in codes(inventory)
    assert inventory.totals.scopes == {"1": pytest.approx(math.fsum(by_hand), abs=0.3), "2": None, "3": None}


def test_another_gwp_changes_methane_and_nitrous_oxide_only() -> None:
    path = folder() / "citycatalyst_activity_x_ef_stationary.csv"
    with path.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    ar4 = sum(
        float(r["total_fuel_value"])
        * (float(r["co2_global_api"]) + 25 * float(r["ch4_global_api"]) + 298 * float(r["n2o_global_api"]))
        / 1000
        for r in rows
    )

    inventory = read_inventory([path], gwp="ar4")

    assert inventory.total_t == pytest.approx(ar4)
    assert "row_differs" not in codes(inventory)


@pytest.mark.parametrize("year", [2016, 2017, 2019, 2020])
def test_cdp_columns_are_found_in_every_years_headings(year: int) -> None:
    name = f"cdp_{year}_citywide_emissions.csv"
    facts = expected("cdp_expected.json")[name]

    cities = all_cities(name)

    assert len(cities) == facts["rows"]
    for heading, figures in facts.items():
        if not isinstance(figures, dict):
            continue
        values = [value for city in cities.values() if (value := stated(city, heading)) is not None]
        assert len(values) == figures["numeric"], heading
        assert math.fsum(values) == pytest.approx(figures["sum"], abs=0.01), heading


def stated(city: InventoryFile, heading: str) -> float | None:
    """Return the figure that stands under a heading; a scope taken from the columns without generation does not."""
    if scope := next((n for n in "123" if f"Scope {n}" in heading), None):
        parts = [p for p in city.problems if p.message_code == "part_of_scope" and p.params["scope"] == int(scope)]
        return None if parts else city.totals.scopes[scope]
    if "BASIC" in heading:
        return city.totals.basic_t
    return None if "total_from_parts" in codes(city) else city.total_t


def test_unit_errors_of_cdp_2016_are_found() -> None:
    slips = {
        (name, p.field)
        for name, city in all_cities("cdp_2016_citywide_emissions.csv").items()
        for p in city.problems
        if p.message_code == "unit_slip"
    }

    scope_1, scope_2 = (f"Total Scope {n} Emissions (metric tonnes CO2e)" for n in (1, 2))
    assert slips == {
        ("Pingtung County Government", scope_1),
        ("Pingtung County Government", scope_2),
        ("City of Brasília", scope_1),
    }


def test_without_the_flagged_rows_the_scopes_of_cdp_2016_are_of_the_size_of_its_totals() -> None:
    sound = [c for c in all_cities("cdp_2016_citywide_emissions.csv").values() if "unit_slip" not in codes(c)]

    scopes = math.fsum(value for city in sound for value in city.totals.scopes.values() if value)
    totals = math.fsum(city.total_t for city in sound if city.total_t)

    assert 0.5 < scopes / totals < 1.1


def test_british_authorities_add_up_to_the_national_figures() -> None:
    facts = expected("uk_expected.json")

    cities = all_cities("uk_local_authority_co2_2015_2020.csv.gz", year=2020)

    assert len(cities) == facts["authorities"]
    assert math.fsum(c.total_t or 0 for c in cities.values()) == pytest.approx(facts["total_kt"] * 1000, abs=1)
    kt = facts["sector_totals_kt"]
    parts = {
        "I.1": kt["Domestic Total:kt CO2"],
        "I.2": kt["Commercial Total:kt CO2"] + kt["Public Sector Total:kt CO2"],
        "I.3": kt["Industry Total:kt CO2"],
        "I.5": kt["Agriculture Total:kt CO2"],
        "III": kt["Waste Management Total:kt CO2"],
    }
    for ref, total_kt in parts.items():
        added = math.fsum(c.totals.subsectors[ref] or 0 for c in cities.values())
        assert added == pytest.approx(total_kt * 1000, abs=1), ref
    transport = math.fsum(c.totals.sectors["transportation"] or 0 for c in cities.values())
    assert transport == pytest.approx(kt["Transport Total:kt CO2"] * 1000, abs=1)
    assert all("subtotal_differs" not in codes(city) and "co2_only" in codes(city) for city in cities.values())


def test_newest_year_is_taken_and_said_and_another_can_be_asked_for() -> None:
    path = folder() / "uk_local_authority_co2_2015_2020.csv.gz"

    newest = read_inventory([path], city="Aberdeen City Council")
    oldest = read_inventory([path], city="ABE", year=2015)

    assert newest.year == 2020
    assert "newest_year" in codes(newest)
    assert oldest.total_t == pytest.approx(1_304_943.567)
    assert oldest.totals.sectors["transportation"] == pytest.approx(326_456.285, abs=0.01)
    assert oldest.population == 230_350


def test_brazilian_sectors_and_scopes_agree_and_basic_stays_unknown() -> None:
    cities = all_cities("brazil_cities_gpc_totals.csv")

    assert math.fsum(c.total_t or 0 for c in cities.values()) == pytest.approx(59_273_699.294, abs=0.01)
    for city in cities.values():
        assert city.totals.basic_t is None
        assert math.fsum(v or 0 for v in city.totals.scopes.values()) == pytest.approx(city.total_t, abs=1)
        assert math.fsum(v or 0 for v in city.totals.sectors.values()) == pytest.approx(city.total_t, abs=1)
        assert not {"scopes_differ", "sectors_differ"} & set(codes(city))


def test_contract_baselines_keep_the_published_total_and_name_what_the_sectors_leave_out() -> None:
    path = folder() / "contract_baselines.csv"
    with path.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    sectors = ("stationary_energy", "transport", "waste", "ippu", "afolu")
    gaps = {
        row["city"]
        for row in rows
        if (parts := [float(row[f"{s}_tco2e"]) for s in sectors if row[f"{s}_tco2e"]])
        and abs(sum(parts) - float(row["total_tco2e"])) > 0.01 * abs(float(row["total_tco2e"]))
    }

    cities = all_cities("contract_baselines.csv")

    for row in rows:
        assert cities[row["city"]].total_t == float(row["total_tco2e"])
        assert cities[row["city"]].totals.scopes == {"1": None, "2": None, "3": None}
    assert {name for name, city in cities.items() if "sectors_differ" in codes(city)} == gaps


def test_covenant_signatories_are_read_by_their_code() -> None:
    cities = read_all([cases_dir() / "targets" / "eucom_2022_emissions.csv"])

    assert len(cities) == 1356
    assert math.fsum(city.total_t or 0 for city in cities.values()) == 310_447_514
    assert "tonnes_assumed" in codes(cities["AT BRZ"])


def test_the_empty_ecrf_workbook_reads_as_empty_with_a_clear_notice() -> None:
    inventory = read_inventory([folder() / "citycatalyst_ecrf_template.xlsx"])

    assert inventory.total_t is None
    assert set(inventory.totals.scopes.values()) == {None}
    assert [p.severity for p in inventory.problems if p.message_code == "no_amounts"] == ["warning"]
    assert not [p for p in inventory.problems if p.severity == "error"]


def filled_ecrf(tmp_path: Path, *, summary: dict[str, Any], details: dict[str, dict[str, Any]]) -> Path:
    """Fill the real workbook: cells of the summary sheet, and columns by reference on the sheet of rows."""
    from openpyxl import load_workbook

    book = load_workbook(folder() / "citycatalyst_ecrf_template.xlsx")
    about = book["eCRF_1"]
    about["C2"], about["C7"], about["C12"], about["C20"] = "Brașov", 2022, 253_200, "IPCC AR5"
    for sheet in (book["eCRF_2"], book["eCRF_3"]):
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and "{{" in cell.value:
                    cell.value = None
    for cell, value in summary.items():
        book["eCRF_2"][cell] = value
    for row in book["eCRF_3"].iter_rows(min_row=2):
        for column, value in details.get(row[1].value, {}).items():
            book["eCRF_3"][f"{column}{row[0].row}"] = value
    path = tmp_path / "ecrf.xlsx"
    book.save(path)
    return path


def test_a_filled_ecrf_workbook_is_read_with_its_notation_keys(tmp_path: Path) -> None:
    summary = {"B4": 1000.5, "D4": 200, "B7": 50, "C12": "NO", "F17": 300, "B11": 700, "B25": 12, "B26": -40}
    details = {
        "I.1.1": {
            "F": "natural gas",
            "H": 5000,
            "I": "MWh",
            "M": "kg/MWh",
            "N": 200,
            "O": 0,
            "P": 0.1 / 265,
            "AB": 1000.5,
        },
        "I.1.2": {"F": "electricity", "H": 1000, "I": "MWh", "M": "t/MWh", "Q": 0.2, "AB": 200},
    }

    inventory = read_inventory([filled_ecrf(tmp_path, summary=summary, details=details)])

    assert (inventory.city, inventory.year, inventory.population) == ("Brașov", 2022, 253_200)
    totals = inventory.totals
    assert totals.subsectors["I.1"] == pytest.approx(1200.5)
    assert totals.subsectors["II.1"] == 700
    assert totals.subsectors["V.2"] == -40
    assert totals.subsectors["II.2"] is None
    assert inventory.notation["II.2 scope 1"] == "NO"
    assert totals.scopes == {"1": pytest.approx(1722.5), "2": 200, "3": 300}
    assert totals.total_t == pytest.approx(2222.5)
    assert totals.basic_t == pytest.approx(1000.5 + 200 + 50 + 300 + 700)
    assert totals.basic_plus_t == pytest.approx(2222.5)
    assert "lines_differ" not in codes(inventory)


def test_summary_and_rows_of_an_ecrf_workbook_that_disagree_are_flagged(tmp_path: Path) -> None:
    path = filled_ecrf(tmp_path, summary={"B4": 1000, "B11": 500}, details={"I.1.1": {"AB": 900}})

    inventory = read_inventory([path])

    flagged = [p.params for p in inventory.problems if p.message_code == "lines_differ"]
    assert [(p["published"], p["computed"]) for p in flagged] == [(1000, 900)]
    assert inventory.total_t == 1500


@pytest.mark.parametrize(
    "name", ["ceads_290_cities_1997_2019.xlsx", "eia_state_co2_table1.xlsx", "unfccc_bih_ghg_profile.xlsx"]
)
def test_messy_workbooks_are_read_to_the_cell(name: str) -> None:
    facts = json.loads((cases_dir() / "messy" / "expected.json").read_text(encoding="utf-8"))[name]["sheets"]

    sheets = {sheet.name: sheet for sheet in read_file(cases_dir() / "messy" / name).sheets}

    assert set(sheets) == set(facts)
    for title, figures in facts.items():
        _, cells, added = sheets[title].summary()
        assert cells == figures["non_empty_cells"]
        assert added == pytest.approx(figures["sum_of_numbers"], abs=0.001)
        assert len(sheets[title].merged) == figures["merged_ranges"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("ceads_290_cities_1997_2019.xlsx", "choose_city"),
        ("eia_state_co2_table1.xlsx", "not_an_inventory"),
        ("unfccc_bih_ghg_profile.xlsx", "not_an_inventory"),
    ],
)
def test_messy_workbooks_that_are_no_inventory_of_one_city_are_refused_politely(name: str, code: str) -> None:
    with pytest.raises(UnreadableTable) as refused:
        read_inventory([cases_dir() / "messy" / name])

    assert refused.value.problems[0].message_code == code


def test_a_list_in_million_tonnes_is_converted_by_what_its_note_sheet_says() -> None:
    inventory = read_inventory([cases_dir() / "messy" / "ceads_290_cities_1997_2019.xlsx"], city="北京", year=1997)

    assert inventory.total_t == pytest.approx(61_918_115.152, abs=0.01)


def test_no_city_of_the_lists_is_read_with_an_error() -> None:
    found = Counter(
        problem.message_code
        for name in ("cdp_2016", "cdp_2017", "cdp_2019", "cdp_2020")
        for city in all_cities(f"{name}_citywide_emissions.csv").values()
        for problem in city.problems
        if problem.severity == "error"
    )

    assert found == {}
