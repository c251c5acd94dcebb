"""Every address × everybody, against the literal tables in tests/rights/. Who must not see something comes first.

A new page fails here until it stands in a table. Add a line `{ get = "/path/", codes = "302 403 …" }` under the
name of the address; codes are in the order of `cast.EVERYBODY`. What stands in braces is filled in: `objects(cast)`
of the module beside a table (`rights/site.py` for `rights/site.toml`) makes it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver

from tests.cast import EVERYBODY, enter, make_cast

TABLES: dict[str, dict[str, list[dict[str, Any]]]] = {
    path.stem: tomllib.loads(path.read_text()) for path in sorted(Path(__file__).with_name("rights").glob("*.toml"))
}
CASES = [(table, name, case) for table, names in TABLES.items() for name, cases in names.items() for case in cases]


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


def objects(table: str) -> dict[str, Any]:
    """Return the cast and what the addresses of a table name."""
    cast = make_cast()
    return {"cast": cast, **import_module(f"tests.rights.{table}").objects(cast)}


def test_every_address_is_in_the_table_and_every_line_has_an_address() -> None:
    names = {name for name in known_names() if not name.startswith("admin:")}

    told = [name for table in TABLES.values() for name in table]

    assert sorted(names - set(told)) == []
    assert sorted(set(told) - names) == []
    assert len(told) == len(set(told))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("table", "name", "case"), CASES, ids=[f"{n}-{next(iter(c))}-{i}" for i, (_t, n, c) in enumerate(CASES)]
)
def test_everybody_gets_the_answer_of_the_table(
    table: str, name: str, case: dict[str, Any], client: Any, places: None
) -> None:
    known = objects(table)
    method = "post" if "post" in case else "get"
    path = case[method].format_map(known)
    data = {field: value.format_map(known) for field, value in case.get("data", {}).items()}
    answers = {}

    for who in EVERYBODY:
        with transaction.atomic():
            enter(client, known["cast"], who)
            answers[who] = getattr(client, method)(path, data).status_code
            transaction.set_rollback(method == "post")

    assert answers == dict(zip(EVERYBODY, map(int, case["codes"].split()), strict=True))


@pytest.mark.django_db
def test_the_back_room_opens_to_stewards_only(client: Any) -> None:
    known = objects("site")
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
    known = objects("site")

    enter(client, known["cast"], "european_team")
    inside = client.get("/admin/login/", {"next": "/admin/"})
    client.logout()
    outside = client.get("/admin/login/", {"next": "/admin/"})

    assert inside.status_code == 404
    assert (outside.status_code, outside["Location"]) == (302, "/accounts/login/?next=/admin/")
