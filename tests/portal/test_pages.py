"""Home, countries and network: what they show, what is missing, and how many queries they ask."""

import csv
import io
import json

import openpyxl
import pytest

from capacities.city.models import StoredDraft
from capacities.core.organisations.models import Organisation
from capacities.core.places.models import Place

pytestmark = pytest.mark.django_db


def store(slug, *, year=2023, total=100_000.0, country="RO", tier=3):
    place = Place.objects.get(country_id=country, slug=slug)
    document = {"inventory": {"tier": tier}}
    StoredDraft.objects.create(
        place=place, version="x", document=document, base_year=year, total_t=total, total_p5_t=0.8 * total,
        total_p95_t=1.25 * total, residual_t=0.4 * total, investment_eur=1000 * total,
    )  # fmt: skip
    return place


def test_home_shows_the_map_the_counts_and_the_latest_events(client, places):
    page = client.get("/").text

    assert page.count('class="dot"') == 105 - 1 + 1  # Eilat lies outside the frame; one stands in the key
    assert page.count('class="dot no"') == 7 + 1
    assert "Outside the frame: Eilat." in page
    assert "No coming event is known to us." in page
    assert ">15 more countries with Mission cities<" in page


def test_home_shows_a_stored_draft_as_an_example_and_does_without(client, places):
    assert "For example" not in client.get("/").text

    store("suceava", total=552_345.0)

    assert '<p class="num">552,000 <small>t CO<sub>2</sub>e in 2023</small></p>' in client.get("/").text


def test_home_stands_on_an_empty_database(client):
    page = client.get("/")

    assert page.status_code == 200
    assert "The Mission cities are not loaded yet." in page.text
    assert "Events will stand here" in page.text


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("/", 11),
        ("/network/", 9),
        ("/network/?kind=ministry", 4),
        ("/countries/", 6),
        ("/countries/ro/", 11),
        ("/events/", 2),
    ],
)
def test_pages_ask_the_same_few_queries_with_all_data(client, places, path, queries, django_assert_num_queries):
    store("suceava")
    store("roman")

    with django_assert_num_queries(queries):
        assert client.get(path).status_code == 200


def test_a_country_shows_team_hub_cities_and_sums(client, places):
    store("suceava", total=500_000.0)
    store("roman", total=100_000.0)

    page = client.get("/countries/ro/").text

    assert "National hub or platform: Mirror Mission Cities Hub Romania (M100)." in page
    assert "EU Mission Label: 8 October 2024" in page
    assert "2 drafts with base year 2023" in page
    assert '<span class="num">600,000 <small>t CO<sub>2</sub>e</small></span>' in page
    assert '<span class="num">240,000 <small>' in page
    assert '<span class="num">€600 m</span>' in page
    assert page.count('class="dot cand"') == 9 + 1


def test_a_sum_is_marked_by_its_least_certain_part_and_says_what_it_is_made_of(client, places):
    store("suceava", tier=1)
    store("roman", tier=3)
    store("reghin", tier=3)

    (total,) = client.get("/countries/ro/").context["drafts"]
    page = client.get("/countries/ro/").text

    assert (total.tiers, total.weakest) == ({1: 1, 3: 2}, 3)
    assert "1 draft from the city’s own figures, 2 from national averages" in page
    assert page.count('class="tier t3"') == 1
    assert page.count('class="tier t4"') == 2


def test_sums_never_mix_base_years(client, places):
    store("suceava", total=500_000.0, year=2022)
    store("roman", total=100_000.0, year=2023)

    sums = client.get("/countries/ro/").context["drafts"]

    assert {(one.base_year, one.drafts, one.total_t) for one in sums} == {(2022, 1, 500_000.0), (2023, 1, 100_000.0)}


def test_a_country_without_anything_says_what_is_missing(client, places):
    page = client.get("/countries/ch/").text

    for words in (
        "No city of Switzerland takes part yet.",
        "No organisation of Switzerland is listed yet.",
        "No draft of a town",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("path", "target"), [("/countries/RO/", "/countries/ro/"), ("/countries/el/", "/countries/gr/")]
)
def test_other_ways_to_write_a_country_lead_to_its_address(client, places, path, target):
    response = client.get(path)

    assert (response.status_code, response.headers["Location"]) == (301, target)


@pytest.mark.parametrize("path", ["/countries/zz/", "/countries/romania/", "/countries/%00/"])
def test_an_unknown_country_is_not_found(client, places, path):
    assert client.get(path).status_code == 404


def test_countries_stand_by_role_and_then_by_name_in_the_readers_language(client, places):
    names = [row.name for row in client.get("/countries/?lang=ro").context["rows"]]

    assert names[:3] == ["Austria", "Cehia", "Finlanda"]
    assert names[14:16] == ["Ungaria", "Belgia"]
    assert len(names) == 36


def test_the_network_lists_national_and_european_bodies_apart(client, places):
    context = client.get("/network/").context

    assert (context["page"].paginator.count, len(context["european"]), context["total"]) == (82, 11, 93)
    assert {row["item"].country == "EU" for row in context["rows"]} == {False}


def test_pages_of_the_list_keep_the_filter(client, places):
    response = client.get("/network/?q=national")

    assert (len(response.context["rows"]), response.context["page"].paginator.num_pages) == (30, 2)
    assert 'href="?q=national&amp;page=2"' in response.text


def test_a_filter_stands_in_the_address_and_keeps_its_values(client, places):
    response = client.get("/network/?country=RO&kind=ministry&q=research")

    assert [row["item"].acronym for row in response.context["rows"]] == ["MCID"]
    assert '<option value="RO" selected>Romania</option>' in response.text
    assert "/network/organisations.csv?country=RO&amp;kind=ministry&amp;q=research" in response.text


def test_a_filter_that_nothing_fits_offers_all(client, places):
    assert "No organisation fits this filter." in client.get("/network/?q=nonesuch").text


@pytest.mark.parametrize("query", ["country=XX", "kind=%27;drop", "page=-3", "page=abc", "q=" + "x" * 5000])
def test_a_filter_that_makes_no_sense_never_fails(client, places, query):
    assert client.get(f"/network/?{query}").status_code == 200


def test_the_three_files_hold_the_same_rows(client, places):
    read = {
        kind: b"".join(client.get(f"/network/organisations.{kind}?country=RO").streaming_content)
        for kind in ("csv", "json", "xlsx")
    }

    table = list(csv.DictReader(io.StringIO(read["csv"].decode("utf-8-sig"))))
    data = json.loads(read["json"])
    sheet = list(openpyxl.load_workbook(io.BytesIO(read["xlsx"])).active.values)
    names = [row["name"] for row in data]
    assert len(names) == Organisation.objects.filter(country="RO").count() == 8
    assert [row["name"] for row in table] == names
    assert [row[1] for row in sheet[1:]] == names
    assert list(table[0]) == list(data[0]) == list(sheet[0])
    assert [row["source"] for row in data if not row["source"]] == []


def test_a_cell_that_looks_like_a_formula_is_made_harmless(client):
    Organisation.objects.create(slug="x", name='=HYPERLINK("http://x")', country="RO", kind="ministry")

    text = b"".join(client.get("/network/organisations.csv").streaming_content).decode("utf-8-sig")
    assert next(csv.DictReader(io.StringIO(text)))["name"] == '\'=HYPERLINK("http://x")'


def test_cities_are_listed_once_for_each_programme(client, places):
    rows = json.loads(b"".join(client.get("/network/cities.json").streaming_content))

    assert sum(row["programme"].startswith("EU Mission") for row in rows) == 112
    assert {row["programme"] for row in rows if row["place"] == "ro/suceava"} == {
        "EU Mission for climate-neutral and smart cities",
        "M100 Mirror Mission Cities Hub Romania",
    }
    assert client.get("/network/cities.exe").status_code == 404
