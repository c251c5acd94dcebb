"""What is done with a municipality's draft: compute it, keep it, try other levels of its measures."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from django.utils import timezone

from capacities import __version__
from capacities.city.models import StoredDraft
from capacities.core.places.models import Place
from capacities.core.places.queries import place_facts
from capacities.dayone.assemble import Options, draft_plan
from capacities.dayone.document import plan_from_store, plan_to_store

if TYPE_CHECKING:
    from capacities.dayone.result import DayOnePlan


@cache
def program_version() -> str:
    """Return the fingerprint of all that a draft depends on: facts, engines and the version of the program."""
    digest = sha256(__version__.encode())
    for package in ("capacities.facts", "capacities.engines", "capacities.dayone"):
        for file in sorted(files(package).rglob("*.*"), key=str):  # type: ignore[attr-defined]
            if file.suffix in (".py", ".csv", ".gz", ".toml"):
                digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


def compute_draft(place: Place, options: Options) -> DayOnePlan:
    """Return the plan of a place with any options. Raises BadOption for options that cannot be met."""
    return draft_plan(place_facts(place), options, today=timezone.now().date())


def store_draft(place: Place) -> StoredDraft:
    """Compute and keep the plan of a place with the default options."""
    return keep_draft(place, plan_to_store(compute_draft(place, Options())))


def keep_draft(place: Place, document: dict) -> StoredDraft:  # type: ignore[type-arg]
    """Keep a plan that was computed elsewhere (``plan_to_store``), replacing an older one."""
    total, draft = document["inventory"]["total_t"], document["plan"]
    stored, _created = StoredDraft.objects.update_or_create(
        place=place,
        defaults={
            "version": program_version(),
            "document": document,
            "base_year": document["inventory"]["year"],
            "total_t": total["p50"],
            "total_p5_t": total["p5"],
            "total_p95_t": total["p95"],
            "residual_t": draft["residual_t"],
            "investment_eur": draft["investment_eur"]["p50"],
        },
    )
    return stored


def draft_of(place: Place) -> DayOnePlan:
    """Return the plan of a place with the default options; computed and kept when there is none of this version."""
    stored = StoredDraft.objects.filter(place=place).first()
    if stored is None or stored.version != program_version():
        stored = store_draft(place)
    return plan_from_store(stored.document)
