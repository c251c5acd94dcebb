"""Drafts of all Mission cities and national candidates on two processes, without storing them."""

from __future__ import annotations

import time
from datetime import date

from capacities.commands.django_setup import start_django
from capacities.commands.drafts import draft_document, draft_pool
from measure import Figure

PROCESSES = 2


def figures() -> list[Figure]:
    """Measure the time from the start of the processes to the last draft."""
    start_django()
    from capacities.commands.demo import listed_places
    from capacities.commands.load import load_all
    from capacities.core.places.queries import place_facts

    load_all(progress=True)
    places = [place_facts(place) for place in listed_places()]
    start = time.perf_counter()
    with draft_pool(PROCESSES) as pool:
        drafts = list(pool.map(draft_document, places, [date.today()] * len(places)))
    seconds = time.perf_counter() - start
    return [Figure(f"{len(drafts)} drafts on {PROCESSES} processes", seconds, "s", 90.0)]
