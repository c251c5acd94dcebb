"""Drafts of many places at once: computed on all cores without a database, stored by the one process that has it."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from datetime import date
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from capacities.commands.progress import progress_bar

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


def attempt(place: PlaceFacts, today: date) -> dict[str, Any] | str:
    """Return the draft, or why there is none: some errors do not survive the way between processes."""
    try:
        return draft_document(place, today)
    except (ArithmeticError, LookupError, ValueError) as error:
        return f"{type(error).__name__}: {error}"


@contextmanager
def draft_pool(processes: int) -> Iterator[ProcessPoolExecutor]:
    """Give a pool of processes that leaves Ctrl-C to its parent and drops what waits when the parent stops."""
    os.environ |= {name: os.environ.get(name, value) for name, value in ONE_THREAD.items()}
    leave_ctrl_c = partial(signal.signal, signal.SIGINT, signal.SIG_IGN)
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=leave_ctrl_c)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


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
    from capacities.city.services import keep_draft
    from capacities.core.places.queries import place_facts

    failed = []
    today = date.today()
    with draft_pool(processes or os.cpu_count() or 1) as pool:
        waiting = {pool.submit(attempt, place_facts(place), today): place for place in places}
        for future in progress_bar(as_completed(waiting), len(waiting), "Drafts", "town", progress):
            found = future.result()
            if isinstance(found, str):
                failed.append((waiting[future], found))
            else:
                keep_draft(waiting[future], found)
    return failed
