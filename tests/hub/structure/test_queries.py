"""Who sees which hub and which body, and what held on a day."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from capacities.core.people.roles import EVERYWHERE, country_scope
from capacities.hub.structure.models import Visibility
from capacities.hub.structure.outline import outline, turns
from capacities.hub.structure.queries import bodies_on, bodies_visible_to, hubs_of_country, hubs_visible_to
from tests.cast import make_person
from tests.hub.factories import make_body, make_hub, make_seat

pytestmark = pytest.mark.django_db


def test_a_hub_that_is_not_public_is_seen_by_its_team_and_europe_only() -> None:
    make_hub("closed", visibility=Visibility.HUB)
    make_hub("members", visibility=Visibility.NETWORK)
    make_hub("open")
    seen = {
        name: sorted(hubs_visible_to(who).values_list("slug", flat=True))
        for name, who in {
            "visitor": AnonymousUser(),
            "citizen": make_person("citizen"),
            "own": make_person("own", ("hub_team", country_scope("RO"))),
            "other": make_person("other", ("hub_team", country_scope("BG"))),
            "europe": make_person("europe", ("european_team", EVERYWHERE)),
        }.items()
    }

    assert seen == {
        "visitor": ["open"],
        "citizen": ["members", "open"],
        "own": ["closed", "members", "open"],
        "other": ["members", "open"],
        "europe": ["closed", "members", "open"],
    }


def test_a_shared_hub_belongs_to_the_teams_of_both_countries() -> None:
    hub = make_hub("shared", countries=["CZ", "SK"], visibility=Visibility.HUB)

    for code in ("CZ", "SK"):
        assert list(hubs_of_country(make_person(code.lower(), ("hub_team", country_scope(code))), code)) == [hub]
    assert not hubs_visible_to(make_person("pl", ("hub_team", country_scope("PL")))).exists()


def test_a_closed_body_is_seen_by_those_who_sit_in_it_today() -> None:
    hub = make_hub()
    body = make_body(hub, visibility=Visibility.HUB)
    member, former = make_person("member"), make_person("former")
    make_seat(body, person=member)
    make_seat(body, person=former, valid_until=date(2020, 1, 1))

    assert list(bodies_visible_to(member, hub)) == [body]
    assert list(bodies_visible_to(former, hub)) == []
    assert body.includes_person(member)
    assert not body.includes_person(former)


def test_as_of_a_day_shows_what_held_then() -> None:
    hub = make_hub()
    old = make_body(hub, "old", valid_until=date(2024, 12, 31))
    new = make_body(hub, "new", valid_from=date(2025, 1, 1), reports_to=old)
    make_seat(old, person_name="First", valid_until=date(2023, 6, 30))
    make_seat(old, person_name="Second", valid_from=date(2023, 7, 1))

    def shown(day: date) -> list[tuple[str, int, list[str]]]:
        lines = outline(bodies_on(AnonymousUser(), hub, day))
        return [(line.body.slug, line.depth, [seat.holder for seat in line.seats]) for line in lines]

    assert shown(date(2023, 6, 30)) == [("old", 0, ["First"])]
    assert shown(date(2023, 7, 1)) == [("old", 0, ["Second"])]
    assert shown(date(2025, 1, 1)) == [("new", 0, [])]
    seats = list(old.seats.all())
    assert [(t.day, t.begins, t.name) for t in turns([old, new], seats, date(2023, 6, 30), date(2026, 1, 1))] == [
        (date(2023, 6, 30), False, "First"),
        (date(2023, 7, 1), True, "Second"),
        (date(2024, 12, 31), False, "Working group old"),
        (date(2025, 1, 1), True, "Working group new"),
    ]


def test_an_outline_puts_bodies_below_those_they_report_to() -> None:
    hub = make_hub()
    top = make_body(hub, "top", order=0)
    make_body(hub, "b", reports_to=make_body(hub, "a", reports_to=top, order=1), order=2)
    make_body(hub, "alone", order=3)

    lines = outline(bodies_on(AnonymousUser(), hub, date(2026, 1, 1)))

    assert [(line.body.slug, line.depth) for line in lines] == [("top", 0), ("a", 1), ("b", 2), ("alone", 0)]
