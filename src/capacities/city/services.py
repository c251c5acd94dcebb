"""What is done with a municipality's draft: compute it, keep it, try other levels of its measures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone

from capacities import __version__
from capacities.city.models import StoredDraft
from capacities.core.places.models import Place
from capacities.core.places.queries import place_facts
from capacities.dayone.assemble import Options, draft_plan
from capacities.dayone.document import plan_from_store, plan_to_store

if TYPE_CHECKING:
    from capacities.dayone.result import DayOnePlan, DraftPlan


# Plans that a process keeps at hand, about 0.2 MB each: the towns that many people look at.
PLANS_IN_MEMORY = 64


class DraftKey(NamedTuple):
    """Which stored draft: it changes when the draft is computed again."""

    pk: int
    place: str
    version: str
    created_at: datetime


@cache
def program_version() -> str:
    """Return the fingerprint of all that a draft depends on: facts, engines and the version of the program."""
    digest = sha256(__version__.encode())
    for package in ("capacities.facts", "capacities.engines", "capacities.dayone"):
        for file in sorted(files(package).rglob("*.*"), key=str):  # type: ignore[attr-defined]
            if file.suffix in (".py", ".csv", ".gz", ".xz", ".toml"):
                digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


def compute_draft(place: Place, options: Options) -> DayOnePlan:
    """Return the plan of a place with any options. Raises BadOption for options that cannot be met."""
    return draft_plan(place_facts(place), options, today=timezone.now().date())


def store_draft(place: Place) -> StoredDraft:
    """Compute and keep the plan of a place with the default options."""
    return keep_draft(place, plan_to_store(compute_draft(place, Options())))


def keep_draft(place: Place, document: dict) -> StoredDraft:
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


def current_draft(place: Place) -> DraftKey:
    """Return the stored draft of this version, without its document; computed and kept when there is none."""
    stored = StoredDraft.objects.filter(place=place).defer("document").first()
    if stored is None or stored.version != program_version():
        stored = store_draft(place)
    return DraftKey(stored.pk, place.address, stored.version, stored.created_at)


@lru_cache(maxsize=PLANS_IN_MEMORY)
def plan_of(draft: DraftKey) -> DayOnePlan:
    """Return the plan of a stored draft. A draft never changes under its key, so any process may keep it."""
    return plan_from_store(StoredDraft.objects.values_list("document", flat=True).get(pk=draft.pk))


def draft_of(place: Place) -> DayOnePlan:
    """Return the plan of a place with the default options."""
    return plan_of(current_draft(place))


SLIDER_DRAWS = 300


def with_levels(plan: DayOnePlan, options: Options, strengths: Mapping[str, float]) -> DraftPlan:
    """Return a plan with some measures at other strengths (0 to 1 of what can be reached); nothing is kept.

    Uses the first ``SLIDER_DRAWS`` draws, so that a slider answers at once.
    """
    from capacities.dayone.estimate import estimate
    from capacities.dayone.propose import prepare, reevaluate

    found = estimate(plan.place, draws=SLIDER_DRAWS, seed=options.seed, known=options.known)
    inputs = prepare(
        found,
        plan.place,
        target_share=options.target_share,
        target_year=options.target_year,
        budget_eur=options.budget_eur,
        current_year=date.fromisoformat(plan.settings.created).year,
    )
    return reevaluate(inputs, plan.plan, strengths)
