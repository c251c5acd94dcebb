"""Pages of people: how many queries, which language, which time, what they say when something is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.urls import reverse

from capacities.core.people.models import Person, RoleRequest
from capacities.core.people.roles import EVERYWHERE, country_scope, place_scope
from tests.cast import make_person

pytestmark = pytest.mark.django_db


def ask_for(number: int) -> None:
    for n in range(number):
        person = make_person(f"asker{n}", ("city_team", place_scope("ro", f"town-{n}")))
        RoleRequest.objects.create(person=person, scope="place:ro/suceava", country="RO", message="Me")


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("page", "queries"), [("requests", 6), ("people", 7), ("history", 4)])
def test_lists_ask_the_same_number_of_queries_for_any_length(
    client: Any, django_assert_num_queries: Any, page: str, queries: int, rows: int
) -> None:
    ask_for(rows)
    client.force_login(make_person("steward", ("steward", EVERYWHERE)))

    with django_assert_num_queries(queries):
        answer = client.get(reverse(page))

    assert answer.status_code == 200


def test_a_refusal_is_a_page_with_the_reason_and_the_way_forward(client: Any) -> None:
    client.force_login(make_person())

    answer = client.get("/requests/", headers={"Accept-Language": "ro"})

    assert answer.status_code == 403
    assert "Cererile sunt citite de echipa hubului național și de administratori." in answer.content.decode()
    assert "Întrebați un administrator al platformei." in answer.content.decode()


def test_a_visitor_comes_back_to_the_page_after_signing_in(client: Any, places: None) -> None:
    answer = client.get("/places/ro/suceava/join/")

    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/places/ro/suceava/join/")


def test_asking_under_an_address_in_capitals_is_the_same_town(client: Any, places: None) -> None:
    client.force_login(make_person())

    client.post("/places/RO/Suceava/join/", {"message": "Energy office"})

    assert RoleRequest.objects.get().scope == "place:ro/suceava"


def test_the_profile_keeps_what_was_typed_when_something_is_wrong(client: Any) -> None:
    client.force_login(make_person())

    answer = client.post("/account/", {"name": "", "language": "xx", "time_zone": "Europe/Bucharest"})

    assert answer.status_code == 400
    assert set(answer.context["form"].errors) == {"name", "language"}
    assert '<option value="Europe/Bucharest" selected>' in answer.content.decode()


def test_times_are_shown_in_the_zone_of_the_profile(client: Any) -> None:
    hub = make_person("hub", ("hub_team", country_scope("RO")))
    Person.objects.filter(pk=hub.pk).update(time_zone="Atlantic/Azores")
    ask_for(1)
    RoleRequest.objects.update(asked_at="2026-07-01T00:30:00Z")
    client.force_login(hub)

    body = client.get(reverse("request", args=[RoleRequest.objects.get().pk])).content.decode()

    assert "1 July 2026, 00:30 (Azores)" in body
    Person.objects.filter(pk=hub.pk).update(time_zone="Europe/Bucharest")
    answer = client.get(reverse("request", args=[RoleRequest.objects.get().pk]), {"lang": "ro"})
    assert "1 iulie 2026, 03:30 (București)" in answer.content.decode()


def test_the_export_holds_everything_but_secrets(client: Any) -> None:
    person = make_person("ana", ("city_team", place_scope("ro", "suceava")), password="a long and rare sentence")
    client.force_login(person)

    answer = client.get("/account/data.json")
    data = json.loads(answer.content)

    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert data["profile"]["email"] == "ana@example.org"
    assert data["roles"][0]["scope"] == "place:ro/suceava"
    assert data["sign_in"]["password"] is True
    assert person.password not in answer.content.decode()


def test_leaving_needs_the_own_address_and_ends_the_session(client: Any) -> None:
    client.force_login(make_person())

    wrong = client.post("/account/delete/", {"email": "someone@example.org"})
    right = client.post("/account/delete/", {"email": " ANA@example.org "})

    assert wrong.status_code == 400
    assert (right.status_code, right["Location"]) == (302, "/")
    assert not Person.objects.exists()


def test_a_grant_with_the_wrong_kind_of_scope_is_refused_in_words(client: Any) -> None:
    client.force_login(make_person("steward", ("steward", EVERYWHERE)))
    person = make_person()

    answer = client.post(reverse("person", args=[person.pk]), {"role": "hub_team", "scope": "place:ro/suceava"})
    client.post(reverse("person", args=[person.pk]), {"role": "hub_team", "scope": "country:ro"})

    assert answer.context["form"].errors["scope"] == ["The role “Hub team” needs a scope that begins with country."]
    assert [(g.role, g.scope) for g in person.grants.all()] == [("hub_team", "country:RO")]
