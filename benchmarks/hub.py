"""Pages of a hub among 200 hubs, 20,000 organisations, 100,000 stakeholders and 20,000 meetings.

Runs in a process and a database of its own, made from nothing in a folder that is removed afterwards.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from alone import alone, print_figures, queries
from measure import Figure

if TYPE_CHECKING:
    from capacities.hub.structure.models import Hub

MOST_QUERIES, LIMIT = 15, 2.0  # of a page, and times the bare page
LIMITS = {"network of a map": 4.0}  # it reads all 500 stakeholders with 1,000 links and draws them
WARM_UP, ROUNDS, CLIENTS = 3, 25, 2
OFFICER = "bench@example.org"
PAGES = {
    "hubs": "/hubs/",
    "hub": "/hubs/hub-0/",
    "bodies": "/hubs/hub-0/structure/",
    "meetings": "/hubs/hub-0/meetings/",
    "decisions": "/hubs/hub-0/decisions/",
    "bilateral meetings": "/hubs/hub-0/meetings/bilateral/",
    "cities": "/hubs/hub-0/cities/",
    "work list": "/hubs/hub-0/work/",
    "totals": "/hubs/hub-0/totals/",
    "stakeholders": "/hubs/hub-0/stakeholders/",
    "stakeholders of a map": "/hubs/hub-0/stakeholders/1/",
    "engagement plan": "/hubs/hub-0/stakeholders/1/plan/",
    "network of a map": "/hubs/hub-0/stakeholders/1/network/",
    "organisations": "/network/?q=agency",
}


@dataclass(frozen=True, slots=True)
class Size:
    """How much is made; hubs share the rest evenly."""

    hubs: int = 200
    organisations: int = 20_000
    stakeholders: int = 100_000
    meetings: int = 20_000


def figures() -> list[Figure]:
    """Measure in a process of its own."""
    return alone(__file__)


def fill(size: Size) -> None:
    """Fill a database that holds facts and places, and let it know its sizes. History is not written."""
    import pgtrigger
    from django.db import connection, transaction

    with transaction.atomic(), pgtrigger.ignore():
        hubs = _hubs(size)
        _organisations(size)
        for hub in hubs:
            _one_hub(hub, size)
    connection.cursor().execute("ANALYZE")  # as the database does by itself after a while


def _hubs(size: Size) -> list[Hub]:
    from capacities.core.places.models import Country
    from capacities.hub.structure.models import Hub

    codes = ["RO", *Country.objects.exclude(iso2="RO").values_list("iso2", flat=True)]
    return Hub.objects.bulk_create(
        Hub(slug=f"hub-{n}", name={"en": f"Hub {n}"}, countries=[codes[n % len(codes)]]) for n in range(size.hubs)
    )


def _organisations(size: Size) -> None:
    from capacities.core.organisations.models import Organisation

    Organisation.objects.bulk_create(
        (
            Organisation(slug=f"bench-{n}", name=f"Agency number {n}", country="DE", kind="public-agency")
            for n in range(size.organisations)
        ),
        batch_size=5_000,
    )


def _one_hub(hub: Hub, size: Size) -> None:
    from django.utils import timezone

    from capacities.hub.meetings.models import Action, Decision, Guest, Meeting
    from capacities.hub.stakeholders.models import Relation, Stakeholder, StakeholderMap
    from capacities.hub.structure.models import Body, Seat

    now = timezone.now()
    bodies = Body.objects.bulk_create(
        Body(hub=hub, slug=f"b{n}", name={"en": f"Group {n}"}, kind="working-group", order=n) for n in range(8)
    )
    Seat.objects.bulk_create(Seat(body=body, person_name=f"Member {n}") for body in bodies for n in range(5))
    meetings = Meeting.objects.bulk_create(
        Meeting(
            hub=hub,
            body=bodies[n % 8],
            kind="bilateral" if n % 4 == 0 else "body",
            title={"en": f"Meeting {n}"},
            state="invited",
            starts_at=now + timedelta(days=10 - n),
        )
        for n in range(size.meetings // size.hubs)
    )
    Guest.objects.bulk_create(Guest(meeting=one, name=f"Guest {n}") for one in meetings for n in range(3))
    Decision.objects.bulk_create(
        Decision(hub=hub, meeting=one, body=one.body, text=f"Decision of {one.pk}", due=now.date()) for one in meetings
    )
    Action.objects.bulk_create(
        Action(hub=hub, meeting=one, text="Ask", owner="Hub", due=now.date()) for one in meetings
    )
    chosen = StakeholderMap.objects.create(hub=hub, name={"en": "Heating"})
    known = Stakeholder.objects.bulk_create(
        Stakeholder(map=chosen, name=f"Stakeholder {n}", folded=f"stakeholder {n}", power=1 + n % 5, interest=1 + n % 3)
        for n in range(size.stakeholders // size.hubs)
    )
    Relation.objects.bulk_create(
        Relation(giver=one, taker=known[(n + step) % len(known)], kind="works_with")
        for n, one in enumerate(known)
        for step in (1, 7)
    )


def measured() -> Iterator[Figure]:
    """Set up, fill, start the server and ask for all pages in turn, as the officer of the first hub."""
    from capacities.commands.children import Children
    from capacities.commands.demo import free_port, start_server
    from capacities.commands.django_setup import collect_static, start_django

    start_django()
    from capacities.commands.load import load_all

    load_all(progress=False)
    collect_static()
    from django.db import connections
    from django.test import Client

    from capacities.core.people.models import Grant, Person
    from load import interleaved
    from pages import BARE

    fill(Size())
    officer = Person.objects.create_user(OFFICER, name="Hub officer, sample")
    Grant.objects.create(person=officer, role="hub_team", scope="country:RO")
    client = Client(headers={"host": "localhost"})
    client.force_login(officer)
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    for name, path in PAGES.items():
        yield Figure(f"hub, {name}: queries", queries(client, path), "", MOST_QUERIES)
    connections.close_all()
    with Children() as children:
        port = free_port(8850)
        os.environ["SITE_ROOT"] = f"http://localhost:{port}"
        start_server(children, port)
        paths = [BARE, *PAGES.values()]
        interleaved(port, paths, WARM_UP, CLIENTS, cookie=cookie)
        answers = interleaved(port, paths, ROUNDS, CLIENTS, cookie=cookie)
    bare = sorted(answers[BARE].seconds)[len(answers[BARE].seconds) // 2]
    for name, path in PAGES.items():
        seconds = sorted(answers[path].seconds)
        yield Figure(
            f"hub, {name}: p50 against the bare page",
            seconds[len(seconds) // 2] / bare,
            "times",
            LIMITS.get(name, LIMIT),
        )


if __name__ == "__main__":
    print_figures(measured())
