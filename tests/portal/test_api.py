"""The interface for programs: its description, its answers and its refusals."""

from __future__ import annotations

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]


def test_the_description_names_every_address(client):
    document = client.get("/api/v1/openapi.json").json()

    assert document["info"]["title"] == "Capacities"
    assert set(document["paths"]) == {
        "/api/v1/places",
        "/api/v1/places/{country}/{slug}",
        "/api/v1/places/{country}/{slug}/plan",
        "/api/v1/countries",
        "/api/v1/organisations",
        "/api/v1/hubs",
        "/api/v1/hubs/{slug}",
        "/api/v1/instruments",
        "/api/v1/hubs/{slug}/portfolios",
        "/api/v1/programmes",
        "/api/v1/questionnaires",
        "/api/v1/questionnaires/{slug}",
        "/api/v1/capacity/rounds",
        "/api/v1/capacity/rounds/{slug}",
        "/api/v1/stakeholder-maps",
        "/api/v1/stakeholder-maps/{map_id}",
    }


def test_a_place_is_found_without_diacritics(client):
    answer = client.get("/api/v1/places", {"q": "campulung mold", "country": "ro"}).json()

    assert [place["name"] for place in answer] == ["Câmpulung Moldovenesc"]
    assert answer[0]["url"] == "/places/ro/campulung-moldovenesc/"


def test_the_plan_is_the_document_of_the_command(client):
    answer = client.get("/api/v1/places/ro/suceava/plan", {"known": "res_gas:123456", "language": "ro"}).json()

    gas = next(line for line in answer["inventory"]["lines"] if line["id"] == "res_gas")
    saved = sum(m["reduction_t"] for m in answer["plan"]["measures"])
    assert gas["activity"]["p50"] == pytest.approx(123_456)
    assert saved == pytest.approx(answer["plan"]["baseline_t"] - answer["plan"]["residual_t"], rel=1e-6)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("/api/v1/places/ro/nowhere", 404),
        ("/api/v1/places/ro/nowhere/plan", 404),
        ("/api/v1/places/ro/suceava/plan?target=500", 422),
        ("/api/v1/places/ro/suceava/plan?known=moon:1", 422),
        ("/api/v1/places/ro/suceava/plan?language=xx", 422),
        ("/api/v1/places", 422),
    ],
)
def test_what_cannot_be_answered_says_why(client, address, code):
    answer = client.get(address)

    assert answer.status_code == code
    assert answer.json()["detail"]


def test_countries_come_with_their_counts(client, django_assert_num_queries):
    with django_assert_num_queries(2):
        answer = client.get("/api/v1/countries").json()

    romania = next(country for country in answer if country["iso2"] == "RO")
    assert len(answer) == 36
    assert romania["mission_cities"] == 3
    assert romania["candidates"] == 9
