"""The pages of an import as a hub officer uses them, in both languages, in a browser."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page

from capacities.core.people.roles import country_scope
from capacities.hub.stakeholders import services
from capacities.hub.stakeholders.models import Contact, Stakeholder, StakeholderImport, StakeholderMap
from tests.cast import make_person
from tests.hub.factories import make_hub
from tests.hub.stakeholders.files import brought, upload, workbook
from tests.journeys.axe import assert_accessible
from tests.journeys.entering import enter

ROWS = [
    ["List of the hub, spring"],
    [],
    ["Organizație", "Putere", "Persoană de contact", "E-mail"],
    ["Termoficare S.A.", 4, "Contact, sample", "a@example.org; b@example.org"],
    ["Bank, sample", 3, None, None],
]


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["en", "ro"])
def test_an_officer_brings_a_list_looks_at_it_and_takes_it_back(page: Page, live_server: Any, language: str) -> None:
    officer = make_person("officer", ("hub_team", country_scope("RO")), language=language)
    chosen = services.make_map(by=officer, hub=make_hub(), name="Heating")
    services.add_stakeholder(by=officer, chosen=chosen, name="Termoficare")
    enter(page, live_server, officer)

    page.goto(f"{live_server.url}/hubs/ro/stakeholders/{chosen.pk}/import/")
    page.set_input_files("[name=file]", {"name": "list.xlsx", "mimeType": "", "buffer": workbook({"Foaie": ROWS})})
    submit(page)
    assert page.locator("[name=sheet0-0]").input_value() == "name"
    assert_accessible(page)
    page.select_option("[name=basis]", "public_task")
    page.fill("[name=expires]", "2030-01-01")
    submit(page)
    first, second = page.locator("select[name^=row-]").all()
    assert first.input_value().startswith("merge:")
    assert second.input_value() == "new"
    assert_accessible(page)
    page.locator("form[action$='/act/write/'] .btn").first.click()
    page.wait_for_url("**/import/*/")
    assert_accessible(page)
    assert Contact.objects.get().emails == ["a@example.org", "b@example.org"]
    assert Stakeholder.objects.filter(removed_at=None).count() == 2

    page.locator("form[action$='/act/undo/'] button").click()
    page.wait_for_load_state()
    assert Stakeholder.objects.get(removed_at=None).power is None
    assert not Contact.objects.exists()


@pytest.mark.django_db
def test_a_rejected_file_can_be_fetched_as_it_came_and_another_hub_cannot(client: Any) -> None:
    officer = make_person("officer", ("hub_team", country_scope("RO")))
    chosen = services.make_map(by=officer, hub=make_hub(), name="Heating")
    one = services.bring_file(by=officer, chosen=chosen, upload=upload(b"\n \n", "empty.csv"))
    address = f"/hubs/ro/stakeholders/{chosen.pk}/import/{one.pk}/"
    client.force_login(make_person("other", ("hub_team", country_scope("AT"))))
    assert client.get(f"{address}file/").status_code == 404

    client.force_login(officer)
    page = client.get(address).content.decode()
    assert "empty.csv is empty" in page
    client.cookies.load({settings.LANGUAGE_COOKIE_NAME: "ro"})
    assert "empty.csv este gol" in client.get(address).content.decode()
    assert b"".join(client.get(f"{address}file/").streaming_content) == b"\n \n"
    client.post(f"{address}act/drop/")
    assert not StakeholderImport.objects.exists()


@pytest.mark.django_db
def test_wrong_columns_are_told_at_their_fields_with_everything_kept(client: Any) -> None:
    officer = make_person("officer", ("hub_team", country_scope("RO")))
    chosen = services.make_map(by=officer, hub=make_hub(), name="Heating")
    one = brought(officer, chosen, workbook({"A": [["Name", "Power"], ["Bank, sample", 3]]}))
    client.force_login(officer)
    address = f"/hubs/ro/stakeholders/{chosen.pk}/import/{one.pk}/columns/"

    answer = client.post(address, {"sheet0": "on", "sheet0-0": "power", "sheet0-1": "power", "basis": "consent"})

    errors = answer.context["form"].errors
    assert (answer.status_code, sorted(errors)) == (400, ["sheet0", "sheet0-1"])
    assert answer.context["form"]["basis"].value() == "consent"


@pytest.mark.django_db
def test_on_a_long_map_the_one_to_join_with_is_typed(client: Any) -> None:
    officer = make_person("officer", ("hub_team", country_scope("RO")))
    chosen = services.make_map(by=officer, hub=make_hub(), name="Heating")
    Stakeholder.objects.bulk_create(
        Stakeholder(map=chosen, name=f"{number:05} {number * 7919}", folded=str(number)) for number in range(201)
    )
    kept = services.add_stakeholder(by=officer, chosen=chosen, name="Town hall", acronym="TH")
    one = brought(officer, chosen, workbook({"A": [["Name", "Power"], ["Something else", 3]]}))
    client.force_login(officer)
    address = f"/hubs/ro/stakeholders/{chosen.pk}/import/{one.pk}/"

    assert "or join with" in client.get(address).content.decode()
    client.post(address, {"row-0:2": "new", "into-0:2": "Town hall (TH)"})

    one.refresh_from_db()
    assert one.choices == {"0:2": f"merge:{kept.pk}"}


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_of_a_map_ask_the_same_few_queries(client: Any, django_assert_num_queries: Any, rows: int) -> None:
    officer = make_person("officer", ("hub_team", country_scope("RO")))
    chosen: StakeholderMap = services.make_map(by=officer, hub=make_hub(), name="Heating")
    for number in range(rows):
        for word in ("Alpha", "Alpha SA"):
            services.add_stakeholder(by=officer, chosen=chosen, name=f"{word} {number}")
        gone = services.add_stakeholder(by=officer, chosen=chosen, name=f"Removed {number}")
        services.remove_stakeholder(by=officer, stakeholder=gone)
    client.force_login(officer)

    for part, count in (("duplicates", 9), ("removed", 10), ("import", 6)):
        with django_assert_num_queries(count):
            assert client.get(f"/hubs/ro/stakeholders/{chosen.pk}/{part}/").status_code == 200


def submit(page: Page) -> None:
    """Press the main button of the form on the page."""
    page.locator("main form .btn:not(.two):not(.link)").first.click()
    page.wait_for_load_state()


@pytest.mark.django_db
def test_the_row_of_headings_can_be_corrected_and_a_list_without_headings_read(client: Any) -> None:
    officer = make_person("officer", ("hub_team", country_scope("RO")))
    chosen = services.make_map(by=officer, hub=make_hub(), name="Heating")
    rows = [["Bank, sample", "3"], ["Town hall, sample", "5"]]
    one = services.bring_file(by=officer, chosen=chosen, upload=upload(workbook({"A": rows})))
    client.force_login(officer)
    address = f"/hubs/ro/stakeholders/{chosen.pk}/import/{one.pk}/columns/"
    assert client.get(address).context["form"]["row0"].value() == 1

    again = client.post(address, {"row0": "0", "shown0": "1", "sheet0": "on", "sheet0-0": "name"})
    assert [column.heading for sheet in again.context["form"].sheets() for column in sheet.columns] == ["A", "B"]
    sent = {"row0": "0", "shown0": "0", "sheet0": "on", "sheet0-0": "name", "sheet0-1": "power"}
    assert client.post(address, sent).status_code == 302
    one.refresh_from_db()
    services.write_import(by=officer, brought=one)
    assert list(chosen.stakeholders.values_list("name", "power")) == [("Bank, sample", 3), ("Town hall, sample", 5)]
