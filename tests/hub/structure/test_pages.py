"""Pages of hubs: queries, forms that keep what was typed, files, addresses that only the team sees."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

import pytest
from lxml import etree

from capacities.core.organisations.models import Organisation
from capacities.core.people.roles import country_scope
from capacities.hub.structure.models import Body, Hub, Seat, Visibility
from tests.cast import make_person
from tests.hub.factories import make_body, make_hub, make_seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client: Any) -> Any:
    client.force_login(make_person("officer", ("hub_team", country_scope("RO"))))
    return client


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"), [("/hubs/", 1), ("/hubs/ro/", 6), ("/hubs/ro/structure/", 4), ("/hubs/ro/bodies/b0/", 4)]
)
def test_pages_ask_the_same_few_queries_for_any_length(
    client: Any, places: None, django_assert_num_queries: Any, path: str, queries: int, rows: int
) -> None:
    hub = make_hub()
    for number in range(rows):
        make_hub(f"other{number}")
        body = make_body(hub, f"b{number}")
        for _ in range(rows):
            make_seat(body)

    with django_assert_num_queries(queries):
        assert client.get(path).status_code == 200


def test_addresses_of_members_are_seen_by_the_team_only(client: Any) -> None:
    make_seat(make_body(make_hub()), email="secret@example.org")
    paths = ("/hubs/ro/", "/hubs/ro/structure/", "/hubs/ro/bodies/finance/", "/hubs/ro/structure.csv")

    def answers() -> list[bool]:
        found = [client.get(path) for path in paths]
        return [b"secret@example.org" in b"".join(a.streaming_content if a.streaming else [a.content]) for a in found]

    assert answers() == [False] * 4
    client.force_login(make_person("europe", ("european_team", "all")))
    assert answers() == [False] * 4
    client.force_login(make_person("officer", ("hub_team", country_scope("RO"))))
    assert answers() == [False, False, True, True]


SEVERAL = "/hubs/ro/bodies/finance/seats/several/"


def test_seats_are_pasted_from_a_spreadsheet_and_who_sits_there_stays_once(officer: Any) -> None:
    body = make_body(make_hub())
    make_seat(body, person_name="First, sample", email="first@example.org")
    make_person("known")
    lines = (
        "First, sample\tfirst@example.org\r\n\r\nSecond, sample\tMinistry, sample\tSecond@example.org\tDirector\r\n"
        "known@example.org; Known, sample\r\nThird, sample"
    )

    assert officer.post(SEVERAL, {"role": "observer", "lines": lines}).status_code == 302
    assert officer.post(SEVERAL, {"role": "observer", "lines": lines.splitlines()[2]}).status_code == 302

    found = [(seat.holder, seat.address, seat.note) for seat in body.seats.filter(role="observer").order_by("pk")]
    assert found == [
        ("Second, sample", "second@example.org", "Ministry, sample, Director"),
        ("Known", "known@example.org", ""),
        ("Third, sample", "", ""),
    ]
    assert body.seats.count() == 4


def test_lines_that_do_not_fit_are_all_told_and_nothing_is_added(officer: Any) -> None:
    body = make_body(make_hub())
    lines = f"One, sample; one@\nTwo; a@example.org; b@example.org\n{'x' * 151}"

    page = officer.post(SEVERAL, {"role": "member", "lines": lines})

    assert page.status_code == 400
    assert [error.split(":")[0] for error in page.context["form"].errors["lines"]] == ["Line 1", "Line 2", "Line 3"]
    assert page.context["form"]["lines"].value() == lines
    assert body.seats.count() == 0


def test_patterns_are_drawn_without_counting_seats_that_nobody_has(officer: Any) -> None:
    page = officer.get("/hubs/new/").text

    assert "Coordination committee" in page
    assert "0 seats" not in page


def test_a_hub_is_set_up_from_a_pattern(officer: Any, places: None) -> None:
    answer = officer.post(
        "/hubs/new/coordination/", {"name_en": "Hub of towns", "name_ro": "Hubul orașelor", "countries": ["RO"]}
    )

    hub = Hub.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, "/hubs/hub-of-towns/structure/")
    assert (hub.name, hub.pattern, hub.bodies.count()) == (
        {"en": "Hub of towns", "ro": "Hubul orașelor"},
        "coordination",
        4,
    )


def test_a_form_keeps_what_was_typed_and_names_the_field(officer: Any, places: None) -> None:
    hub = make_hub()
    make_body(hub)
    Organisation.objects.create(slug="x", name="Ministry of Energy", country="RO", kind="ministry")

    answer = officer.post(
        "/hubs/ro/bodies/finance/seats/new/",
        {
            "role": "chair",
            "organisation": "Minstry of Energy",
            "place": "Roman",
            "valid_from": "2026-02-30",
            "note": "n",
        },
    )

    errors = answer.context["form"].errors
    assert answer.status_code == 400
    assert errors["organisation"] == ["Which one is meant? Ministry of Energy"]
    assert errors["valid_from"] == ["Enter a valid date."]
    assert 'value="Minstry of Energy"' in answer.text
    assert 'value="Roman"' in answer.text


def test_a_seat_needs_somebody(officer: Any, places: None) -> None:
    make_body(make_hub())

    answer = officer.post("/hubs/ro/bodies/finance/seats/new/", {"role": "chair"})
    late = officer.post(
        "/hubs/ro/bodies/finance/seats/new/",
        {"role": "chair", "person_name": "A", "valid_from": "2026-02-02", "valid_until": "2026-02-01"},
    )

    assert "Say whose seat it is" in answer.text
    assert late.context["form"].errors == {"valid_until": ["The last day must not come before the first."]}
    assert not Seat.objects.exists()


def test_a_seat_is_added_ended_and_taken_back_on_the_page(officer: Any, places: None) -> None:
    body = make_body(make_hub())
    officer.post(f"{body.get_absolute_url()}seats/new/", {"role": "member", "place": "Suceava", "note": "Mayor"})
    seat = Seat.objects.get()

    officer.post(f"{body.get_absolute_url()}seats/{seat.pk}/end/", {"day": "2026-01-31"})
    seat.refresh_from_db()
    ended = seat.valid_until
    officer.post(f"{body.get_absolute_url()}seats/{seat.pk}/resume/")
    seat.refresh_from_db()

    assert (seat.place.slug, seat.holder, ended, seat.valid_until) == ("suceava", "Suceava", date(2026, 1, 31), None)
    assert officer.post(f"{body.get_absolute_url()}seats/{seat.pk}/burn/").status_code == 404


def test_the_bodies_of_a_day_come_as_files(client: Any) -> None:
    hub = make_hub()
    top = make_body(hub, "top", valid_until=date(2024, 12, 31), source="decree")
    make_seat(top, person_name="=1+1", email="a@example.org")
    make_body(hub, "now", valid_from=date(2025, 1, 1))

    then = client.get("/hubs/ro/structure.csv?on=2024-06-01")
    now = client.get("/hubs/ro/structure.json")
    drawing = client.get("/hubs/ro/structure.svg")

    rows = list(csv.DictReader(io.StringIO(b"".join(then.streaming_content).decode("utf-8-sig"))))
    assert [(row["body"], row["person"], row["email"], row["until"]) for row in rows] == [
        ("Working group top", "'=1+1", "", "")
    ]
    assert [row["body"] for row in json.loads(b"".join(now.streaming_content))] == ["Working group now"]
    assert etree.fromstring(drawing.content).tag == "{http://www.w3.org/2000/svg}svg"
    assert client.get("/hubs/ro/structure.exe").status_code == 404


def test_a_day_that_is_none_is_said(client: Any) -> None:
    make_hub()

    answer = client.get("/hubs/ro/structure/?on=yesterday")

    assert answer.status_code == 400
    assert "Enter a day, such as 2025-03-01." in answer.text


def test_programs_read_public_hubs_without_people(client: Any) -> None:
    hub = make_hub()
    make_hub("closed", visibility=Visibility.HUB)
    body = make_body(hub)
    make_body(hub, "inner", visibility=Visibility.NETWORK)
    make_seat(body, person_name="Ana", email="ana@example.org")

    listed = client.get("/api/v1/hubs?country=ro").json()
    whole = client.get("/api/v1/hubs/ro")

    assert [one["slug"] for one in listed] == ["ro"]
    assert [one["slug"] for one in whole.json()["bodies"]] == ["finance"]
    assert "ana" not in whole.text.lower()
    assert client.get("/api/v1/hubs/closed").status_code == 404


def test_history_shows_the_team_who_changed_a_body(officer: Any) -> None:
    hub = make_hub()
    officer.post("/hubs/ro/new-body/", {"name_en": "Heat", "kind": "working-group", "visibility": "public"})
    body = Body.objects.get(hub=hub)

    shown = officer.get(body.get_absolute_url())

    assert [change.kind for change in shown.context["changes"]] == ["insert"]
    assert "Officer" in shown.text
