"""Pages of the hub's cities: constant queries, files, the work list, totals, the form of a town."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from capacities.city.models import StoredDraft
from capacities.core.places.models import Place
from capacities.hub.cities.models import CityFile, RaisedHand
from capacities.hub.cities.totals import national_total
from tests.hub.factories import make_hub

pytestmark = pytest.mark.django_db


def store(slug: str, total: float, tier: int = 3, year: int = 2023) -> None:
    sectors = {"transportation": {"p5": 0, "p50": total / 4, "p95": 0}, "waste": {"p5": 0, "p50": total / 10, "p95": 0}}
    document = {"inventory": {"tier": tier, "sectors": sectors}, "find_first": [{"input": "fuel_sold"}]}
    StoredDraft.objects.create(
        place=Place.objects.get(country_id="RO", slug=slug), version="x", document=document, base_year=year,
        total_t=total, total_p5_t=0.8 * total, total_p95_t=1.2 * total, residual_t=0.4 * total, investment_eur=total,
    )  # fmt: skip


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("cities/", 9), ("totals/", 6)])
def test_pages_ask_the_same_few_queries_for_any_length(
    office: Any, places: None, django_assert_num_queries: Any, path: str, queries: int, rows: int
) -> None:
    hub = make_hub()
    for slug in ("reghin", "roman", "tulcea")[:rows]:
        place = Place.objects.get(country_id="RO", slug=slug)
        CityFile.objects.create(hub=hub, place=place, waits_for="x", waits_since="2026-01-01", message="y")
        RaisedHand.objects.create(place=place, text="x", name="y", email="z@example.org", state="waiting")
        store(slug, 100_000)

    with django_assert_num_queries(queries):
        assert office.get(f"/hubs/ro/{path}").status_code == 200


def test_the_work_list_asks_as_many_queries_for_three_cities_as_for_one(
    office: Any, places: None, django_assert_max_num_queries: Any
) -> None:
    hub = make_hub()
    for slug in ("reghin", "roman", "tulcea"):
        place = Place.objects.get(country_id="RO", slug=slug)
        CityFile.objects.create(hub=hub, place=place, waits_for="x", waits_since="2026-01-01")

    with django_assert_max_num_queries(15):
        assert office.get("/hubs/ro/work/").status_code == 200


def test_the_list_is_filtered_without_marks_and_comes_as_a_file(office: Any, places: None) -> None:
    make_hub()
    store("suceava", 300_000, tier=1)

    page = office.get("/hubs/ro/cities/?q=brasov")
    got = office.get("/hubs/ro/cities.csv?role=mission")

    assert [row.place.name for row in page.context["rows"]] == ["Brașov"]
    rows = list(csv.DictReader(io.StringIO(b"".join(got.streaming_content).decode("utf-8-sig"))))
    assert [row["town"] for row in rows] == ["București Sector 2", "Cluj-Napoca", "Suceava"]
    assert (rows[2]["emissions_t"], rows[2]["tier"], rows[2]["contract"]) == ("300000.0", "1", "EU Mission Label")


def test_a_city_is_noted_on_its_page(office: Any, places: None) -> None:
    make_hub()

    late = office.post("/hubs/ro/cities/ro/tulcea/edit/", {"contract": "drafting", "waits_since": "2099-01-01"})
    office.post(
        "/hubs/ro/cities/ro/tulcea/edit/",
        {"contract": "drafting", "phase": "system", "waits_for": "Fuel sold", "contact_email": "a@example.org"},
    )
    office.post("/hubs/ro/cities/ro/tulcea/act/contact/", {"day": "2026-01-01", "kind": "call", "summary": "Hello"})
    page = office.get("/hubs/ro/cities/ro/tulcea/")

    assert late.context["form"].errors["waits_since"] == ["A wait begins today or earlier."]
    assert CityFile.objects.get().phase == "system"
    assert "Hello" in page.text
    assert page.context["message_form"].initial["subject"] == "Tulcea: Fuel sold"
    assert [change.kind for change in page.context["changes"]][-1] == "insert"


def test_a_message_is_prepared_from_the_first_figure(office: Any, places: None) -> None:
    make_hub()
    store("roman", 200_000)

    text = office.get("/hubs/ro/cities/ro/roman/").context["message_form"].initial["text"]

    assert "Fuel sold" in text or "fuel sold" in text
    assert "/places/ro/roman/" in text


def test_totals_add_drafts_and_say_what_would_bring_the_others_in(client: Any, places: None) -> None:
    make_hub()
    store("suceava", 300_000, tier=1)
    store("roman", 100_000)
    store("tulcea", 50_000, year=2022)

    total = national_total("RO")
    own = national_total("RO", "own")
    page = client.get("/hubs/ro/totals/")

    assert total is not None
    assert own is not None
    assert (total.sum.total_t, total.tiers()) == (400_000, {1: 1, 3: 1})
    assert total.sum.sectors_t == {"transportation": 100_000, "waste": 40_000}
    assert [(left.inventory.city, left.fix) for left in total.sum.left_out] == [("Tulcea", "year")]
    assert {row.city for row in own.sum.cities} == {"Bucharest (District 2)"}  # the most people; no draft is stored
    assert next(left.fix for left in own.sum.left_out if left.inventory.city == "Suceava") == "inventory"
    assert "The first figure to find" in own.fix(next(x for x in own.sum.left_out if x.inventory.city == "Roman"))
    assert "Its figures are of 2022; those of 2023 are needed." in page.text
    assert 'class="tier t3"' in page.text


def test_a_town_asks_from_its_own_page_and_a_program_gets_nowhere(client: Any, places: None) -> None:
    make_hub()
    typed = {"text": "Help", "name": "Mayor, sample", "email": "a@example.org"}

    empty = client.post("/places/ro/reghin/help/", {**typed, "text": ""})
    trap = client.post("/places/ro/reghin/help/", {**typed, "website": "http://spam"})
    sent = client.post("/places/ro/reghin/help/", typed)

    assert "/places/ro/reghin/help/" in client.get("/places/ro/reghin/").text
    assert (empty.status_code, trap.status_code, sent.status_code) == (400, 302, 302)
    assert 'value="Mayor, sample"' in empty.text
    assert RaisedHand.objects.count() == 1


def test_opening_the_link_proves_nothing_until_the_button(client: Any, places: None) -> None:
    from capacities.hub.cities.services import _token

    client.post("/places/ro/reghin/help/", {"text": "Help", "name": "Mayor, sample", "email": "a@example.org"})
    hand = RaisedHand.objects.get()
    path = f"/h/{_token(hand)}/"

    client.get(f"{path}prove/")
    hand.refresh_from_db()
    before = hand.state
    client.post(f"{path}prove/")
    hand.refresh_from_db()

    assert (before, hand.state) == ("unproved", "waiting")
    assert "Help" in client.get(path).text
    assert client.get("/h/none/").status_code == 404
