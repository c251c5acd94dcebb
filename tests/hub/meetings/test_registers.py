"""The registers of decisions and bilateral meetings: narrowed, ordered by columns, and as files of the same rows."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest

from capacities.core.places.models import Place
from capacities.hub.meetings.models import Action, Decision
from tests.hub.conftest import NOW
from tests.hub.factories import make_body, make_hub, make_meeting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def decided(page: Any) -> list[str]:
    return [one.text for one, _overdue in page.context["rows"]]


def make_decisions() -> None:
    hub = make_hub()
    heat = make_body(hub, "heat")
    a = Decision.objects.create(hub=hub, text="Beta", status="taken", decided_on=date(2026, 3, 1), due=date(2027, 1, 1))
    Decision.objects.create(hub=hub, text="Alpha", status="done", decided_on=date(2026, 5, 1), body=heat)
    Decision.objects.create(hub=hub, text="Gamma", status="taken", due=date(2026, 1, 1), responsible="Ministry")
    a.places.add(Place.objects.get(country_id="RO", slug="tulcea"))


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("", ["Alpha", "Beta", "Gamma"]),
        ("sort=date", ["Beta", "Alpha", "Gamma"]),
        ("sort=text", ["Alpha", "Beta", "Gamma"]),
        ("sort=-text", ["Gamma", "Beta", "Alpha"]),
        ("sort=due", ["Gamma", "Beta", "Alpha"]),
        ("sort=-due", ["Beta", "Gamma", "Alpha"]),
        ("sort=wrong", ["Alpha", "Beta", "Gamma"]),
        ("status=taken&sort=text", ["Beta", "Gamma"]),
        ("since=2026-04-01", ["Alpha"]),
        ("until=2026-04-01", ["Beta"]),
        ("overdue=on", ["Gamma"]),
        ("q=minist", []),
        ("q=ministry", []),
    ],
)
def test_decisions_are_narrowed_and_ordered(office: Any, places: None, query: str, texts: list[str]) -> None:
    make_decisions()
    expected = ["Gamma"] if query.startswith("q=") else texts

    assert decided(office.get(f"/hubs/ro/decisions/?{query}")) == expected


def test_decisions_are_narrowed_by_town_and_body_and_the_file_has_the_same_rows(office: Any, places: None) -> None:
    make_decisions()
    town, body = Place.objects.get(country_id="RO", slug="tulcea"), Decision.objects.get(text="Alpha").body
    assert body

    by_town = office.get(f"/hubs/ro/decisions/?city={town.pk}")
    by_body = office.get(f"/hubs/ro/decisions/?body={body.pk}")
    sheet = b"".join(office.get("/hubs/ro/decisions.csv?status=taken&sort=-text").streaming_content)

    assert (decided(by_town), decided(by_body)) == (["Beta"], ["Alpha"])
    assert [str(town) for town in by_town.context["form"].fields["city"].queryset] == [str(town)]
    rows = list(csv.DictReader(io.StringIO(sheet.decode("utf-8-sig"))))
    assert [row["decision"] for row in rows] == ["Gamma", "Beta"]


def test_a_heading_leads_to_the_order_and_turns_it_round(office: Any) -> None:
    hub = make_hub()
    Decision.objects.create(hub=hub, text="X", status="taken")

    page = office.get("/hubs/ro/decisions/?status=taken&sort=due")

    assert 'aria-sort="ascending"' in page.text
    assert "?status=taken&amp;sort=-due" in page.text
    assert "?status=taken&amp;sort=-date" in page.text


def test_bilateral_meetings_are_narrowed_and_ordered(office: Any, places: None) -> None:
    hub = make_hub()
    tulcea = Place.objects.get(country_id="RO", slug="tulcea")
    first = make_meeting(
        hub, kind="bilateral", counterpart_place=tulcea, state="approved", starts_at=NOW - timedelta(days=40)
    )
    second = make_meeting(hub, kind="bilateral", counterpart_country="BG", state="invited", starts_at=NOW)
    Action.objects.create(hub=hub, meeting=second, text="Ask", owner="Hub")

    def found(query: str) -> list[Any]:
        return list(office.get(f"/hubs/ro/meetings/bilateral/?{query}").context["page"])

    assert found("") == [second, first]
    assert found("sort=date") == [first, second]
    assert found("sort=-tasks") == [second, first]
    assert found("sort=with") == [first, second]
    assert found("state=approved") == found("country=RO") == found("q=tul") == [first]
    assert found("since=2026-11-01") == [second]
    assert found("until=2026-11-01") == [first]
