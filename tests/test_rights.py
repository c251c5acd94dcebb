"""Every address × everybody, against the literal table in rights.toml. Who must not see something comes first.

A new page fails here until it stands in the table. Add a line `{ get = "/path/", codes = "302 403 …" }` under the
name of the address; codes are in the order of `cast.EVERYBODY`. `{request}`, `{grant}`, `{citizen}` are filled in.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver

from capacities.core.people.models import RoleRequest
from tests.cast import EVERYBODY, enter, make_cast

TABLE: dict[str, list[dict[str, Any]]] = tomllib.loads(Path(__file__).with_name("rights.toml").read_text())
CASES = [(name, case) for name, cases in TABLE.items() for case in cases]


def addresses(patterns: list[URLPattern | URLResolver], namespace: str = "") -> Iterator[str]:
    """Yield the name of every address, with its namespace; one without a name by its route."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern.url_patterns, inner)
        else:
            yield f"{namespace}{pattern.name or pattern.pattern}"


def known_names() -> set[str]:
    return set(addresses(get_resolver().url_patterns))


def objects() -> dict[str, Any]:
    """Return the objects that addresses of the table name."""
    cast = make_cast()
    asked = RoleRequest.objects.create(person=cast["citizen"], scope="place:ro/suceava", country="RO", message="Me")
    own = cast["city_team"].grants.get()
    return {"cast": cast, "request": asked.pk, "grant": own.pk, "citizen": cast["citizen"].pk}


def test_every_address_is_in_the_table_and_every_line_has_an_address() -> None:
    names = {name for name in known_names() if not name.startswith("admin:")}

    assert sorted(names - TABLE.keys()) == []
    assert sorted(TABLE.keys() - names) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "case"), CASES, ids=[f"{n}-{next(iter(c))}-{i}" for i, (n, c) in enumerate(CASES)])
def test_everybody_gets_the_answer_of_the_table(name: str, case: dict[str, Any], client: Any, places: None) -> None:
    known = objects()
    method = "post" if "post" in case else "get"
    path = case[method].format_map(known)
    answers = {}

    for who in EVERYBODY:
        with transaction.atomic():
            enter(client, known["cast"], who)
            answers[who] = getattr(client, method)(path, case.get("data", {})).status_code
            transaction.set_rollback(method == "post")

    assert answers == dict(zip(EVERYBODY, map(int, case["codes"].split()), strict=True))


@pytest.mark.django_db
def test_the_back_room_opens_to_stewards_only(client: Any) -> None:
    known = objects()
    closed, opened = set(), set()
    pages = [f"/admin/{name}" for name in ("", "people/person/", "people/grant/", "people/rolerequest/", "jsi18n/")]

    for who in EVERYBODY:
        enter(client, known["cast"], who)
        answers = {client.get(page).status_code for page in pages}
        (opened if who == "steward" else closed).update(answers)

    assert closed == {302}
    assert opened == {200}


@pytest.mark.django_db
def test_the_back_rooms_door_does_not_exist_for_people_without_the_key(client: Any) -> None:
    known = objects()

    enter(client, known["cast"], "european_team")
    inside = client.get("/admin/login/", {"next": "/admin/"})
    client.logout()
    outside = client.get("/admin/login/", {"next": "/admin/"})

    assert inside.status_code == 404
    assert (outside.status_code, outside["Location"]) == (302, "/accounts/login/?next=/admin/")
