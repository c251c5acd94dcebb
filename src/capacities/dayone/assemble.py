"""From a place to its plan on day one: estimate, propose, rank what to find first, and say where all of it is from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from capacities.dayone.result import DayOnePlan, PlaceFacts, Settings

if TYPE_CHECKING:
    from capacities.tables.known import KnownValue

MIN_DRAWS, DEFAULT_DRAWS, MAX_DRAWS = 100, 1_000, 10_000


@dataclass(frozen=True, slots=True)
class Options:
    """What may be asked of a plan. ``target_share`` is the cut against the base year, 0 to 1; money is EUR."""

    target_share: float = 0.8
    target_year: int = 2030
    budget_eur: float | None = None
    draws: int = DEFAULT_DRAWS
    seed: int = 1
    known: Mapping[str, KnownValue] = field(default_factory=dict)


class BadOption(ValueError):
    """An option that cannot be met: ``option`` names it, ``code`` and ``params`` say why in texts."""

    def __init__(self, option: str, code: str, **params: str | float | int) -> None:
        super().__init__(f"{option}: {code} {params}")
        self.option, self.code, self.params = option, code, params

    def __reduce__(self) -> tuple[object, ...]:
        """Come whole out of another process."""
        return partial(BadOption, self.option, self.code, **self.params), ()


def check_options(options: Options, today: date) -> None:
    """Raise BadOption at the first option outside its bounds."""
    if not 0 < options.target_share <= 1:
        raise BadOption("target", "target_out_of_range", value=options.target_share)
    if options.target_year <= today.year:
        raise BadOption("year", "year_in_the_past", value=options.target_year, first=today.year + 1)
    if options.target_year > 2050:
        raise BadOption("year", "year_too_late", value=options.target_year, last=2050)
    if options.budget_eur is not None and options.budget_eur < 0:
        raise BadOption("budget", "budget_negative", value=options.budget_eur)
    if not MIN_DRAWS <= options.draws <= MAX_DRAWS:
        raise BadOption("draws", "draws_out_of_range", value=options.draws, first=MIN_DRAWS, last=MAX_DRAWS)
    if options.seed < 0:
        raise BadOption("seed", "seed_negative", value=options.seed)


def check_population(population: float) -> None:
    """Raise BadOption for a population that no municipality has."""
    if not 1 <= population <= 20_000_000:
        raise BadOption("population", "population_out_of_range", value=population)


def draft_plan(place: PlaceFacts, options: Options | None = None, *, today: date) -> DayOnePlan:
    """Return the plan on day one of a place. Raises BadOption for options that cannot be met."""
    from capacities.dayone.estimate import estimate
    from capacities.dayone.find_first import find_first
    from capacities.dayone.measure_sources import measure_sources
    from capacities.dayone.propose import propose
    from capacities.dayone.summary import inventory_draft

    options = options or Options()
    check_options(options, today)
    if "population" in options.known:
        place = replace(place, population=options.known["population"].value)
    elif not place.population:
        raise BadOption("population", "population_unknown")
    check_population(place.population)
    found = estimate(place, draws=options.draws, seed=options.seed, known=options.known)
    baseline, draft = propose(
        found,
        place,
        target_share=options.target_share,
        target_year=options.target_year,
        budget_eur=options.budget_eur,
        current_year=today.year,
    )
    return DayOnePlan(
        place=place,
        inventory=inventory_draft(found, place, "ar5"),
        baseline=baseline,
        plan=draft,
        find_first=find_first(found),
        sources=(*found.sources, *measure_sources(draft.measures)),
        notices=found.notices,
        settings=Settings(
            target_share=options.target_share,
            target_year=options.target_year,
            budget_eur=options.budget_eur,
            draws=options.draws,
            seed=options.seed,
            created=today.isoformat(),
            known_inputs={id: known.value for id, known in options.known.items()},
        ),
    )
