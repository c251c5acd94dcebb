"""Import of stakeholders: who may not, messy files, headings of many languages, duplicates, all or nothing, undo."""

from __future__ import annotations

import time
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone, translation

from capacities.core.files.models import StoredFile
from capacities.core.people.roles import country_scope
from capacities.core.permissions import Refused
from capacities.hub.stakeholders import services
from capacities.hub.stakeholders.imports.columns import guess_fields
from capacities.hub.stakeholders.imports.preparing import file_of, prepare, remembered_columns
from capacities.hub.stakeholders.imports.sheets import sheet_uses
from capacities.hub.stakeholders.imports.workbook import workbook as list_as_workbook
from capacities.hub.stakeholders.likeness import core_name
from capacities.hub.stakeholders.models import Contact, Office, Relation, Stakeholder, StakeholderMap
from tests.cast import make_person
from tests.hub.factories import make_hub
from tests.hub.stakeholders.files import brought, upload, workbook
from tests.paths import cases_dir

pytestmark = pytest.mark.django_db
KEPT = {"basis": "public_task", "expires": date(2028, 1, 1)}


@pytest.fixture
def officer() -> Any:
    return make_person("officer", ("hub_team", country_scope("RO")))


@pytest.fixture
def chosen(officer: Any) -> StakeholderMap:
    return services.make_map(by=officer, hub=make_hub(), name="Heating")


def test_nobody_outside_the_team_brings_a_file(chosen: StakeholderMap) -> None:
    other = make_person("other", ("hub_team", country_scope("AT")))

    with pytest.raises(Refused):
        services.bring_file(by=other, chosen=chosen, upload=upload(workbook({"A": [["Name", "Power"], ["X", 1]]})))

    assert StoredFile.objects.count() == 0


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (["Organisation", "Kind", "E-mail", "Next step"], ["name", "helix", "email", "next_step"]),
        (["Denumirea instituției", "Tip", "Putere", "Persoană de contact", "E-mail"],
         ["name", "helix", "power", "person", "person_email"]),
        (["Einrichtung", "Kürzel", "Einfluss", "Ansprechpartner", "Funktion", "Telefon"],
         ["name", "acronym", "power", "person", "office", "phone"]),
        (["Organisme", "Sigle", "Site web", "Intérêt"], ["name", "acronym", "url", "interest"]),
        (["Entidad", "Siglas", "Correo electrónico", "Cargo", "Teléfono"],
         ["name", "acronym", "person_email", "office", "phone"]),
        (["Ente", "Sito web", "Potere", "Interesse"], ["name", "url", "power", "interest"]),
        (["Φορέας", "Ιστοσελίδα", "Επιρροή", "Ονοματεπώνυμο", "Τηλέφωνο"], ["name", "url", "power", "person", "phone"]),
        (["Kurum adı", "Web sitesi", "İlgi", "Yetkili kişi", "E-posta"],
         ["name", "url", "interest", "person", "person_email"]),
        (["Instytucja", "Skrót", "Wpływ", "Osoba kontaktowa", "Stanowisko"],
         ["name", "acronym", "power", "person", "office"]),
        (["Instituce", "Zkratka", "Vliv", "Webové stránky"], ["name", "acronym", "power", "url"]),
        (["De la", "Relație", "Către"], ["giver", "relation", "taker"]),
        (["Organisation", "Name", "E-mail"], ["name", "person", "person_email"]),
        (["Nr.", "Name", "Rol"], ["", "name", "roles"]),
    ],
)  # fmt: skip
def test_headings_of_many_languages_are_guessed(headings: list[str], fields: list[str]) -> None:
    guessed = guess_fields(headings, {})

    assert [guessed.get(column, "") for column in range(len(headings))] == fields


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Delgaz Grid S.A.", "DELGAZ GRID SA"),
        ("S.C. Termoficare S.R.L.", "Termoficare"),
        ("Stadtwerke Musterstadt GmbH & Co. KG", "Stadtwerke Musterstadt"),
        ("ΔΕΗ Α.Ε.", "ΔΕΗ"),
        ("Energetyka Sp. z o.o.", "Energetyka"),
        ("Teplárna s.r.o.", "Teplarna"),
        ("Primăria Municipiului Suceava", "Municipality of Suceava"),
        ("Gemeinde Musterdorf", "Municipality of Musterdorf"),
        ("Δήμος Κοζάνης", "Municipality of Κοζάνης"),
        ("İzmir Büyükşehir Belediyesi", "Municipality of Izmir"),
    ],
)
def test_legal_forms_and_words_for_municipality_do_not_part_two_of_one(one: str, other: str) -> None:
    assert core_name(one) == core_name(other)


def test_a_name_that_is_only_a_legal_form_stays() -> None:
    assert (core_name("SA"), core_name("Gemeinde"), core_name("Stadtwerke A")) == ("sa", "gemeinde", "stadtwerke a")


MESSY = [
    ["Lista părților interesate – județul Suceava"],
    ["Actualizată la 12.03.2026"],
    [],
    ["Nr.", "Denumire", "Tip", "Putere", "Interes", "Contact", None, None],
    [None, None, None, None, None, "Nume și prenume", "Funcția", "E-mail"],
    ["AUTORITĂȚI", "AUTORITĂȚI", "AUTORITĂȚI", "AUTORITĂȚI", None, None, None, None],
    [1, "Primăria Suceava", "primărie", "5", "ridicat", "Persoana A, exemplu", "Manager energetic",
     "a@example.org; a2@example.org"],
    [None, None, None, None, None, "Persoana B, exemplu", "Arhitect-șef", "Persoana B <b@example.org>"],
    [2, "Termoficare S.A.", "companie", 4.0, "3/5", None, None, None],
    [None, "Sursa: evidența hubului", None, None, None, None, None, None],
]  # fmt: skip
MERGES = ["A1:H1", "A4:A5", "B4:B5", "C4:C5", "D4:D5", "E4:E5", "F4:H4", "A6:D6", "B7:B8"]


def test_titles_merged_cells_section_rows_and_notes_are_coped_with(officer: Any, chosen: StakeholderMap) -> None:
    one = brought(officer, chosen, workbook({"Foaie1": MESSY}, {"Foaie1": MERGES}), **KEPT)
    prepared = prepare(one)

    assert [fault.message for fault in prepared.faults] == []
    assert [(row.candidate.values["name"], row.act) for row in prepared.proposals] == [
        ("Primăria Suceava", "new"), ("Termoficare S.A.", "new"), ("Sursa: evidența hubului", "skip"),
    ]  # fmt: skip
    services.write_import(by=officer, brought=one)

    town = Stakeholder.objects.get(name="Primăria Suceava")
    assert (town.helix, town.power, town.interest) == ("public", 5, 5)
    assert {(c.office.title, c.name, tuple(c.emails)) for c in Contact.objects.all()} == {
        ("Manager energetic", "Persoana A, exemplu", ("a@example.org", "a2@example.org")),
        ("Arhitect-șef", "Persoana B, exemplu", ("b@example.org",)),
    }
    assert Stakeholder.objects.get(name="Termoficare S.A.").interest == 3
    assert StoredFile.objects.count() == 0


def test_faults_name_sheet_row_column_and_what_was_expected_and_stop_everything(
    officer: Any, chosen: StakeholderMap
) -> None:
    rows = [
        ["Organisation", "Power", "Website", "Person", "E-mail", "Roles"],
        ["One", 7, "not a website", "", "", ""],
        ["Two", 2, "", "Contact, sample", "no-address", "wizard"],
        ["Three", 3, "www.example.org", "", "", "financier, regulator"],
    ]
    one = brought(officer, chosen, workbook({"List": rows}))
    told = {(fault.row, fault.column): fault.message for fault in prepare(one).faults}

    assert sorted(told) == [(2, "Power"), (2, "Website"), (3, ""), (3, "E-mail"), (3, "Roles")]
    assert (
        told[2, "Power"] == "“7” does not fit. Expected: a whole number from 1 to 5, or low (1), medium (3), high (5)."
    )
    with pytest.raises(Refused):
        services.write_import(by=officer, brought=one)
    assert Stakeholder.objects.count() == 0

    services.leave_out_faulty(by=officer, brought=one)
    services.write_import(by=officer, brought=one)
    three = Stakeholder.objects.get()
    assert (three.name, three.url, three.roles) == ("Three", "https://www.example.org", ["financier", "regulator"])


def test_the_same_are_found_and_merged_and_undo_puts_all_back(officer: Any, chosen: StakeholderMap) -> None:
    add = services.add_stakeholder
    by_form = add(by=officer, chosen=chosen, name="Delgaz Grid SA", power=2)
    by_acronym = add(by=officer, chosen=chosen, name="Energy regulator, sample", acronym="ANRE")
    by_site = add(by=officer, chosen=chosen, name="Agency, sample", url="https://www.agency.example.org/")
    by_mail = add(by=officer, chosen=chosen, name="Chamber, sample", email="office@chamber.example.org", wants="Grants")
    near = add(by=officer, chosen=chosen, name="Asociația Orașe Energie România")
    rows = [
        ["Name", "Acronym", "Website", "General e-mail", "Power", "What it wants"],
        ["DELGAZ GRID S.A.", "", "", "", 4, ""],
        ["Autoritatea de reglementare", "A.N.R.E.", "", "", 5, ""],
        ["Agenția", "", "agency.example.org", "", "", "Staff"],
        ["Camera", "", "", "OFFICE@chamber.example.org", "", "Training"],
        ["Asociatia Orase Energie din Romania", "", "", "", 1, ""],
        ["University, sample", "", "", "", "", ""],
    ]
    one = brought(officer, chosen, workbook({"List": rows}))
    proposals = prepare(one).proposals

    assert [row.target for row in proposals] == [by_form, by_acronym, by_site, by_mail, None, None]
    assert [bool(row.match) for row in proposals] == [True] * 5 + [False]
    assert proposals[4].needs_a_look
    assert proposals[4].match is not None
    assert proposals[4].match.of == near
    services.write_import(by=officer, brought=one)

    by_form.refresh_from_db()
    by_acronym.refresh_from_db()
    by_mail.refresh_from_db()
    assert (by_form.power, by_form.name) == (2, "Delgaz Grid SA")  # what stands on the map stays
    assert (by_acronym.power, by_mail.wants) == (5, "Grants")
    assert one.map.stakeholders.filter(removed_at=None).count() == 7

    services.change_stakeholder(by=officer, stakeholder=by_acronym, power=3)
    services.undo_import(by=officer, brought=one)
    by_site.refresh_from_db()
    by_acronym.refresh_from_db()
    assert one.map.stakeholders.filter(removed_at=None).count() == 5
    assert (by_site.wants, by_acronym.power) == ("", 3)  # changed since by hand: stays


def test_an_import_cannot_be_taken_back_after_thirty_days(officer: Any, chosen: StakeholderMap) -> None:
    one = brought(officer, chosen, workbook({"A": [["Name", "Power"], ["Office", 1]]}))
    services.write_import(by=officer, brought=one)

    with time_machine.travel(timezone.now() + timedelta(days=31)), pytest.raises(Refused):
        services.undo_import(by=officer, brought=one)


def test_the_file_wins_where_that_is_chosen_and_a_row_can_go_elsewhere(officer: Any, chosen: StakeholderMap) -> None:
    kept = services.add_stakeholder(by=officer, chosen=chosen, name="Office", power=2)
    rows = [["Name", "Power"], ["Office", 4], ["Another name of it", 5], ["Nobody", 1]]
    one = brought(officer, chosen, workbook({"List": rows}), file_wins=True)
    keys = [row.candidate.key for row in prepare(one).proposals]
    services.choose_rows(by=officer, brought=one, choices={keys[1]: f"merge:{kept.pk}", keys[2]: "skip"})
    services.write_import(by=officer, brought=one)

    kept.refresh_from_db()
    assert (kept.power, Stakeholder.objects.count()) == (5, 1)
    services.undo_import(by=officer, brought=one)
    kept.refresh_from_db()
    assert kept.power == 2


def test_corrected_columns_are_remembered_for_the_next_file_of_the_hub(officer: Any, chosen: StakeholderMap) -> None:
    rows = [["Firma noastră", "Cât de tare"], ["Termoficare", 4]]
    one = services.bring_file(by=officer, chosen=chosen, upload=upload(workbook({"A": rows})))
    uses = sheet_uses(file_of(one), {}, {})
    uses["0"].is_used, uses["0"].fields = True, {0: "name", 1: "power"}
    services.map_columns(by=officer, brought=one, uses=uses)

    assert remembered_columns(chosen.hub) == {"firma noastra": "name", "cat de tare": "power"}
    again = brought(officer, chosen, workbook({"A": rows}))
    assert [row.candidate.values for row in prepare(again).proposals] == [{"name": "Termoficare", "power": 4}]


def test_a_file_that_cannot_be_read_stays_with_the_reason(officer: Any, chosen: StakeholderMap) -> None:
    one = services.bring_file(by=officer, chosen=chosen, upload=upload(b"\n\n", "empty.csv"))

    assert (one.state, len(one.problems), one.file is not None) == ("rejected", 1, True)


def test_a_list_that_is_too_long_is_not_imported_in_part(officer: Any, chosen: StakeholderMap) -> None:
    data = "Organisation;Power\n" + "".join(f"Office {number};3\n" for number in range(20_001))
    one = brought(officer, chosen, data.encode(), "long.csv")

    assert [fault.message[:40] for fault in prepare(one).faults] == ["The sheet has more rows than are read (2"]
    with pytest.raises(Refused):
        services.write_import(by=officer, brought=one)


def test_a_csv_file_with_semicolons_and_old_letters_is_read(officer: Any, chosen: StakeholderMap) -> None:
    data = "Denumire;Putere;Pagina web\r\nPrimăria Tîrgu Mureş;4;tirgumures.example.org\r\n".encode("cp1250")
    one = brought(officer, chosen, data, "lista.csv")
    services.write_import(by=officer, brought=one)

    assert Stakeholder.objects.get().name == "Primăria Tîrgu Mureș"


@pytest.mark.parametrize("language", ["en", "ro"])
def test_the_exported_workbook_comes_back_without_loss(officer: Any, chosen: StakeholderMap, language: str) -> None:
    town = services.add_stakeholder(
        by=officer, chosen=chosen, name="=Town hall, sample", acronym="TH", helix="public", url="https://example.org",
        email="office@example.org", power=5, interest=4, stance="leans_against", roles=["convener", "data_owner"],
        wants="Heat that costs less\nStaff", gives="+ land", next_step="- call", next_on=date(2026, 12, 1),
        source="Register",
    )  # fmt: skip
    bank = services.add_stakeholder(by=officer, chosen=chosen, name="Bank, sample")
    services.relate(by=officer, giver=bank, taker=town, kind="funds", is_planned=True)
    common = {"stakeholder": town, "title": "Head of energy", "expires": date(2028, 1, 1)}
    services.name_successor(by=officer, name="First, sample", basis="contract", since=date(2025, 1, 1), **common)
    services.name_successor(
        by=officer, name="Second, sample", basis="consent", since=date(2026, 2, 3), phone="+40 230 000 000",
        emails=["one@example.org", "two@example.org"], **common,
    )  # fmt: skip
    services.add_office(by=officer, stakeholder=bank, title="Director")
    before = _state(chosen)
    with translation.override(language):
        data = list_as_workbook(
            Stakeholder.objects.filter(map=chosen),
            Office.objects.filter(stakeholder__map=chosen),
            Relation.objects.all(),
        )

    with translation.override("ro" if language == "en" else "en"):  # written in one language, read in the other
        copy = services.make_map(by=officer, hub=chosen.hub, name="Copy")
        services.write_import(by=officer, brought=brought(officer, copy, data))
        again = brought(officer, chosen, data, file_wins=True)
        again = services.write_import(by=officer, brought=again)

    assert _state(copy) == before
    assert _state(chosen) == before
    assert (again.undo["changed"], again.undo["people"]) == ({}, {})


def test_five_thousand_rows_take_a_few_seconds(officer: Any, chosen: StakeholderMap) -> None:
    words = ["Solar", "Heat", "Water", "Rail", "Housing", "Forest", "Waste", "Grid", "School", "Clinic"]
    rows: list[list[Any]] = [["Organisation", "Kind", "Power", "Interest", "Person", "E-mail"]]
    for number in range(5_000):
        name = f"{words[number % 10]} {words[number // 10 % 10]} {words[number // 100 % 10]} office {number}"
        rows.append([name, "public authority", number % 5 + 1, 3, f"Person {number}", f"p{number}@example.org"])
    Stakeholder.objects.bulk_create(Stakeholder(map=chosen, name=f"{row[0]} SA", folded="x") for row in rows[1:1000])
    data = workbook({"List": rows})

    started = time.monotonic()
    one = brought(officer, chosen, data, **KEPT)
    services.write_import(by=officer, brought=one)
    took_s = time.monotonic() - started

    assert Stakeholder.objects.filter(map=chosen).count() == 5_000
    assert Contact.objects.count() == 5_000
    assert took_s < 30, f"{took_s:.1f} s"  # about 6 s on two cores


@pytest.mark.parametrize(
    ("name", "sheet", "header_row", "heading", "rows"),
    [
        ("ceads_290_cities_1997_2019.xlsx", "emission matrix", 1, "city", 290),
        ("eia_state_co2_table1.xlsx", "Table 1", 5, "State", 53),
        ("unfccc_bih_ghg_profile.xlsx", "Data_by_gas", 1, "GHG emissions, Gg CO2 equivalent", 41),
    ],
)
def test_the_tables_of_real_messy_workbooks_are_found_under_their_titles(
    officer: Any, chosen: StakeholderMap, name: str, sheet: str, header_row: int, heading: str, rows: int
) -> None:
    data = (cases_dir() / "messy" / name).read_bytes()
    one = services.bring_file(by=officer, chosen=chosen, upload=upload(data, name))
    uses = {use.table.sheet: use for use in sheet_uses(file_of(one), {}, {}).values()}

    found = uses[sheet].table
    assert (found.header_row, found.headings[0], len(found.rows)) == (header_row, heading, rows)
    assert [use.is_used for use in uses.values()] == [False] * len(uses)  # no list of stakeholders: nothing is taken


def test_a_real_messy_workbook_is_imported_once_its_columns_are_named(officer: Any, chosen: StakeholderMap) -> None:
    data = (cases_dir() / "messy" / "eia_state_co2_table1.xlsx").read_bytes()
    one = services.bring_file(by=officer, chosen=chosen, upload=upload(data, "eia.xlsx"))
    uses = sheet_uses(file_of(one), {}, {})
    uses["0"].is_used, uses["0"].fields = True, {0: "name"}
    services.map_columns(by=officer, brought=one, uses=uses)
    services.write_import(by=officer, brought=one)

    names = set(Stakeholder.objects.values_list("name", flat=True))
    assert {"Alabama", "District of Columbia", "Wyoming"} <= names
    assert not [name for name in names if name.startswith(("Table", "million", "Note", "Source"))]


def _state(chosen: StakeholderMap) -> Any:
    """Return all that a map holds, without ids."""
    fields = (
        "name", "acronym", "helix", "url", "email", "power", "interest", "stance", "roles", "wants", "gives",
        "next_step", "next_on", "source",
    )  # fmt: skip
    people = Contact.objects.filter(office__stakeholder__map=chosen).prefetch_related("addresses")
    return (
        list(chosen.stakeholders.order_by("name").values_list(*fields)),
        sorted(chosen.stakeholders.exclude(offices=None).values_list("name", "offices__title")),
        sorted(
            (
                c.office.title,
                c.name,
                tuple(c.emails),
                c.phone,
                c.basis,
                c.expires,
                c.valid_from,
                c.valid_until or date.max,
            )
            for c in people
        ),
        list(
            Relation.objects.filter(giver__map=chosen).values_list("giver__name", "kind", "taker__name", "is_planned")
        ),
    )


def test_a_firm_that_stands_twice_in_a_file_comes_once_and_a_council_beside_its_town_hall(
    officer: Any, chosen: StakeholderMap
) -> None:
    rows = [
        ["Denumire", "Putere", "Interes"],
        ["Căldura, exemplu S.A.", 5, None],
        ["CALDURA, EXEMPLU SA", None, 2],
        ["Primăria Suceava", 4, None],
        ["Consiliul Local Suceava", 5, None],
    ]
    one = brought(officer, chosen, workbook({"Actori": rows}))
    services.write_import(by=officer, brought=one)

    found = {row.name: (row.power, row.interest) for row in Stakeholder.objects.all()}
    assert found == {
        "Căldura, exemplu S.A.": (5, 2), "Primăria Suceava": (4, None), "Consiliul Local Suceava": (5, None),
    }  # fmt: skip
