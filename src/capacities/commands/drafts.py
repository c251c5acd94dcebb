"""Drafts of many places at once: computed on all cores without a database, stored by the one process that has it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from datetime import date
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from capacities.core.places.models import Place
    from capacities.dayone.result import PlaceFacts

# One thread per process: the arrays of a town are small, and the processes already use every core.
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def draft_document(place: PlaceFacts, today: date) -> dict[str, Any]:
    """Return the plan of a place with the default options, in the form in which it is stored."""
    from capacities.dayone.assemble import Options, draft_plan
    from capacities.dayone.document import plan_to_store

    return plan_to_store(draft_plan(place, Options(), today=today))


def outdated(places: Iterable[Place]) -> list[Place]:
    """Return the places that have no draft of this version of facts and engines."""
    from capacities.city.models import StoredDraft
    from capacities.city.services import program_version

    found = list(places)
    current = set(
        StoredDraft.objects.filter(place__in=found, version=program_version()).values_list("place_id", flat=True)
    )
    return [place for place in found if place.pk not in current]


def store_drafts(places: list[Place], processes: int | None = None, progress: bool = True) -> list[tuple[Place, str]]:
    """Compute and keep the drafts of ``places``; return those that failed with the reason."""
    from tqdm import tqdm

    from capacities.city.services import keep_draft
    from capacities.core.places.queries import place_facts

    failed = []
    os.environ |= {name: os.environ.get(name, value) for name, value in ONE_THREAD.items()}
    today = date.today()
    with ProcessPoolExecutor(processes or os.cpu_count(), mp_context=get_context("spawn")) as pool:
        waiting = {pool.submit(draft_document, place_facts(place), today): place for place in places}
        bar = tqdm(as_completed(waiting), total=len(waiting), desc="Drafts", unit="town", disable=not progress)
        for future in bar:
            place = waiting[future]
            try:
                keep_draft(place, future.result())
            except (ArithmeticError, LookupError, ValueError) as error:
                failed.append((place, f"{type(error).__name__}: {error}"))
    return failed
