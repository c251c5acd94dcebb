"""The pages of a town: what they show, what they refuse, and how much they ask of the database."""

from __future__ import annotations

import json
import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from capacities.city.models import StoredDraft
from capacities.core.places.models import Place
from capacities.dayone.document import plan_from_store
from capacities.dayone.texts import measure_name, measure_title

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]
TOWN = "/places/ro/suceava/"


def workbook(rows: list[list[object]]) -> SimpleUploadedFile:
    """Return an uploaded XLSX file with the given rows."""
    book, stream = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(stream)
    return SimpleUploadedFile("figures.xlsx", stream.getvalue())


def test_a_town_nobody_drafted_gets_its_draft_on_the_first_visit(client):
    response = client.get("/places/ro/reghin/")

    stored = StoredDraft.objects.get(place__slug="reghin")
    plan = plan_from_store(stored.document)
    assert response.status_code == 200
    assert "Reghin: a first climate plan" in response.content.decode()
    assert plan.place.name == "Reghin"
    assert stored.total_t == pytest.approx(sum(line.emissions_t.p50 for line in plan.inventory.lines))


def test_a_second_visit_asks_no_more_than_five_queries(client, django_assert_max_num_queries):
    client.get(TOWN)

    with django_assert_max_num_queries(5):
        client.get(TOWN)


def test_the_page_shows_each_measure_with_its_tonnes_adding_up_to_the_plan(client):
    html = client.get(TOWN).content.decode()

    plan = plan_from_store(StoredDraft.objects.get(place__slug="suceava").document).plan
    saved = sum(m.reduction_t for m in plan.measures)
    assert saved == pytest.approx(plan.baseline_t - plan.residual_t, rel=1e-9)
    assert all(f'id="measure-{m.id}"' in html for m in plan.measures)


@pytest.mark.parametrize("address", ["/places/ro/nowhere-at-all/", "/places/xx/suceava/", f"{TOWN}plan.exe"])
def test_what_is_not_there_answers_404(client, address):
    assert client.get(address).status_code == 404


def test_an_address_in_capitals_leads_to_the_usual_one(client):
    response = client.get("/places/RO/suceava/")

    assert response.status_code == 301
    assert response["Location"] == TOWN


def test_own_figures_replace_the_estimate_and_are_not_stored(client):
    client.get(TOWN)
    before = StoredDraft.objects.get(place__slug="suceava").document

    answer = client.get(f"{TOWN}plan.json?known=res_gas:123456")

    line = next(li for li in answer.json()["inventory"]["lines"] if li["id"] == "res_gas")
    assert line["activity"]["p50"] == pytest.approx(123_456, rel=1e-6)
    assert line["tier"] == 1
    assert StoredDraft.objects.get(place__slug="suceava").document == before


@pytest.mark.parametrize("known", ["nonsense:1", "res_gas:many", "res_gas", "res_gas:1:2:3", "res_gas:inf", ":::"])
def test_an_address_with_a_broken_figure_is_refused_with_the_reason(client, known):
    response = client.get(TOWN, {"known": known})

    assert response.status_code == 400
    assert known.split(":")[0] in response.content.decode()


def test_a_typed_figure_leads_to_the_plan_that_uses_it(client):
    response = client.post(f"{TOWN}figures/", {"res_gas": "123,456.5"})

    assert response.status_code == 302
    assert response["Location"] == f"{TOWN}?known=res_gas:123456.5"


def test_a_typed_figure_in_romanian_uses_the_decimal_comma(client):
    response = client.post(f"{TOWN}figures/", {"res_gas": "123.456,5"}, headers={"accept-language": "ro"})

    assert response["Location"] == f"{TOWN}?known=res_gas:123456.5"


@pytest.mark.parametrize(
    ("typed", "megawatt_hours"), [("61 GWh", "61000"), ("61,000 MWh", "61000"), ("219.6 TJ", "61000"), ("7", "7")]
)
def test_a_typed_figure_may_carry_its_unit(client, typed, megawatt_hours):
    response = client.post(f"{TOWN}figures/", {"res_gas": typed})

    assert response["Location"] == f"{TOWN}?known=res_gas:{megawatt_hours}"


@pytest.mark.parametrize(
    ("typed", "words"), [("lots", "Enter a number"), ("-5", "negative"), ("5 apples", "apples"), ("5 km", "km")]
)
def test_a_typed_figure_that_does_not_fit_keeps_what_was_typed(client, typed, words):
    response = client.post(f"{TOWN}figures/", {"res_gas": typed, "cars": "41000"})

    html = response.content.decode()
    assert response.status_code == 400
    assert words in html
    assert f'value="{typed}"' in html
    assert 'value="41000"' in html


def test_a_workbook_with_figures_is_taken_as_a_whole(client):
    file = workbook([["input", "value", "unit"], ["res_gas", 61, "GWh"], ["cars", 41_000, ""]])

    response = client.post(f"{TOWN}figures/", {"send_file": "1", "file": file})

    assert response["Location"] == f"{TOWN}?known=res_gas:61000&known=cars:41000"


def test_a_workbook_with_one_bad_row_is_refused_and_the_row_is_named(client):
    file = workbook([["input", "value", "unit"], ["res_gas", 61, "GWh"], ["cars", "many", ""]])

    response = client.post(f"{TOWN}figures/", {"send_file": "1", "file": file})

    assert response.status_code == 400
    assert "row 3" in response.content.decode()


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 50, b"PK\x03\x04 broken", b"a,b\n1,2\n"])
def test_a_file_that_is_no_table_of_figures_is_refused_politely(client, content):
    file = SimpleUploadedFile("figures.xlsx", content)

    assert client.post(f"{TOWN}figures/", {"send_file": "1", "file": file}).status_code == 400


def test_a_higher_level_lowers_the_emissions_of_the_fragment(client):
    client.get(TOWN)
    plan = plan_from_store(StoredDraft.objects.get(place__slug="suceava").document).plan
    strongest = max(plan.measures, key=lambda m: m.reduction_t).id

    none = client.get(f"{TOWN}levels/", {strongest: "0"}, headers={"hx-request": "true"})
    whole = client.get(f"{TOWN}levels/", {strongest: "0"})

    assert none.status_code == whole.status_code == 200
    assert "tonnes more than the draft plan" in none.content.decode()
    assert "<html" not in none.content.decode()
    assert "<html" in whole.content.decode()


@pytest.mark.parametrize("level", ["101", "-1", "lots", "nan"])
def test_a_level_outside_its_scale_is_refused(client, level):
    client.get(TOWN)
    plan = plan_from_store(StoredDraft.objects.get(place__slug="suceava").document).plan
    strongest = max(plan.measures, key=lambda m: m.reduction_t).id

    assert client.get(f"{TOWN}levels/", {strongest: level}).status_code == 400


def test_the_json_file_is_the_interface_for_scripts(client):
    answer = client.get(f"{TOWN}plan.json")

    document = json.loads(answer.content)
    assert set(document) >= {"place", "inventory", "baseline", "plan", "find_first", "sources", "warnings"}
    assert document["place"]["country"] == "RO"
    assert len(document["find_first"]) == 3


def test_another_goal_chooses_another_plan_and_stores_nothing(client):
    client.get(TOWN)
    stored = StoredDraft.objects.get(place__slug="suceava").document["plan"]

    less = client.get(f"{TOWN}plan.json", {"target": "30"}).json()["plan"]
    poor = client.get(f"{TOWN}plan.json", {"budget": "50"}).json()["plan"]

    assert less["residual_t"] <= 0.7 * less["reference_t"] * (1 + 1e-9)
    assert sum(m["capex_eur"] for m in less["measures"]) < stored["investment_eur"]["p50"]
    assert sum(m["capex_eur"] for m in poor["measures"]) <= 50e6 * (1 + 1e-9)
    assert poor["residual_t"] > stored["residual_t"]
    assert StoredDraft.objects.get(place__slug="suceava").document["plan"] == stored


@pytest.mark.parametrize(
    "asked",
    [{"target": "0"}, {"target": "120"}, {"year": "2020"}, {"year": "2099"}, {"budget": "-1"}, {"year": "soon"}],
)
def test_a_goal_that_cannot_be_is_refused_with_the_reason(client, asked):
    response = client.get(TOWN, asked)

    assert response.status_code == 400
    assert "This cannot be computed" in response.content.decode()


def test_sliders_keep_own_figures_and_goal(client):
    html = client.get(TOWN, {"known": "res_gas:123456", "target": "60"}).content.decode()

    assert '<input type="hidden" name="known" value="res_gas:123456">' in html
    assert '<input type="hidden" name="target" value="60">' in html


def test_a_place_without_population_asks_for_it_and_then_gets_its_plan(client):
    place = Place.objects.filter(population__isnull=True, country_id="DE").first()
    address = place.get_absolute_url()

    page, form = client.get(address), client.get(f"{address}figures/")
    with_people = client.get(address, {"known": "population:320"})

    assert page.status_code == form.status_code == with_people.status_code == 200
    assert "Enter the population" in page.content.decode()
    assert 'name="population"' in form.content.decode()
    assert "a first climate plan" in with_people.content.decode()


def test_a_file_of_a_hundred_megabytes_is_dropped_while_it_arrives(client):
    file = SimpleUploadedFile("figures.csv", b"input,value\n" + b"x" * 100_000_000)

    response = client.post(f"{TOWN}figures/", {"send_file": "1", "file": file})

    assert response.status_code == 400
    assert "The file is larger than 20 MB." in response.content.decode()


def test_what_is_missing_to_the_goal_and_what_published_figures_include_is_said_once(client):
    html = client.get(TOWN).content.decode()

    assert html.count("What is still missing to reach 80%") == 1
    assert "miss the target" not in html
    assert html.count('What these figures include, as the facts note it: <q lang="en">') == 1


def test_a_negative_cost_has_its_minus_before_the_currency(client):
    english = client.get(TOWN).content.decode()
    romanian = client.get(TOWN, headers={"Accept-Language": "ro"}).content.decode()

    assert re.search(r"−€\d+ per tonne", english)
    assert "€−" not in english
    assert re.search(r"−\d+\s€ pe tonă", romanian)


def test_the_cost_curve_numbers_measures_as_the_table_does(client):
    html = client.get(TOWN).content.decode()

    first = re.search(r">1\. ([^<]+)<small>", html[html.index('id="measures"') :])[1]
    plan = plan_from_store(StoredDraft.objects.get(place__slug="suceava").document).plan
    largest = max(plan.measures, key=lambda m: m.reduction_t)
    curve = html[html.index("Measures by cost per tonne") :]
    assert first == measure_title(largest.id, largest.level, "en")
    assert f">1. {measure_name(largest.id, 'en')}<" in curve
