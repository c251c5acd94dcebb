"""A portfolio as the optimiser needs it: measures, needs with weights, limits; and its answer in words of the hub."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from django.utils.translation import gettext as _

from capacities.core.topics import topic_name, with_lower
from capacities.engines.portfolio.interventions import Ceiling, Floor, Task
from capacities.hub.needs.kinds import Level, MeasureState, NeedState, Payer
from capacities.hub.needs.models import Answer, Measure, Need, Portfolio
from capacities.hub.needs.queries import Group, build_groups

TOTAL, STAFF = "total", "staff"


@dataclass(frozen=True)
class Matter:
    """What a portfolio is chosen from: measures that are not dropped, and needs that are not met or withdrawn."""

    portfolio: Portfolio
    measures: Sequence[Measure]
    groups: Sequence[Group]
    task: Task

    @cached_property
    def index(self) -> dict[int, int]:
        """Return the place of each measure by its number."""
        return {measure.pk: i for i, measure in enumerate(self.measures)}

    @property
    def money(self) -> list[str]:
        """Return the names of the limits in euros."""
        return [ceiling.key for ceiling in self.task.ceilings if ceiling.key != STAFF]

    def positions(self, measures: Iterable[int]) -> list[int]:
        """Return the places of measures by number; those that were dropped since are left out."""
        return [self.index[pk] for pk in measures if pk in self.index]


def matter_of(portfolio: Portfolio) -> Matter:
    """Gather what a portfolio is chosen from, for the hub: also what is not published."""
    measures = list(
        Measure.objects.filter(hub=portfolio.hub)
        .exclude(state=MeasureState.DROPPED)
        .prefetch_related("requires", "excludes")
        .order_by("pk")
    )
    groups = [
        group
        for group in build_groups(Need.objects.filter(hub=portfolio.hub), portfolio.hub)
        if group.head.state in (NeedState.OPEN, NeedState.ANSWERED)
    ]
    return Matter(portfolio, measures, groups, _task(portfolio, measures, groups))


def limit_name(key: str) -> str:
    """Return the name of a limit for people."""
    kind, _separator, what = key.partition(":")
    if kind == "year":
        return _("money in %(year)s") % {"year": what}
    if kind == "payer":
        return _("money of: %(payer)s") % {"payer": Payer(what).label}
    if kind == "topic":
        return _("needs on: %(topic)s") % {"topic": topic_name(what)}
    if kind == "level":
        return _("needs at the level: %(level)s") % {"level": Level(what).label}
    return {TOTAL: _("budget in all"), STAFF: _("staff months")}.get(key, key)


def _task(portfolio: Portfolio, measures: Sequence[Measure], groups: Sequence[Group]) -> Task:
    index = {measure.pk: i for i, measure in enumerate(measures)}
    cost = np.array([float(measure.cost_eur) for measure in measures])
    requires = {index[m.pk]: [index[one.pk] for one in m.requires.all() if one.pk in index] for m in measures}
    # What waits for a measure that was dropped cannot be done.
    stuck = {index[m.pk] for m in measures if any(one.pk not in index for one in m.requires.all())}
    excludes = {
        index[m.pk]: [index[one.pk] for one in m.excludes.all() if one.pk in index and one.pk > m.pk] for m in measures
    }
    return Task(
        ids=[str(measure.pk) for measure in measures],
        cost_eur=cost,
        weight=np.array([group.weight for group in groups]),
        cover=_cover(measures, groups),
        ceilings=_ceilings(portfolio, measures, cost),
        floors=_floors(portfolio, groups),
        requires={i: others for i, others in requires.items() if others},
        excludes={i: others for i, others in excludes.items() if others},
        small=[i for i, measure in enumerate(measures) if measure.for_small_towns],
        small_share=portfolio.small_share / 100,
        locked_in=frozenset(index[m.pk] for m in portfolio.locked_in.all() if m.pk in index),
        locked_out=frozenset(index[m.pk] for m in portfolio.locked_out.all() if m.pk in index) | stuck,
    )


def _cover(measures: Sequence[Measure], groups: Sequence[Group]) -> np.ndarray:
    """Return what share of each need each measure covers: its best answer to anything that stands behind the need."""
    shares = {
        (measure, need): share / 100
        for measure, need, share in Answer.objects.filter(measure__in=measures).values_list(
            "measure_id", "need_id", "share"
        )
    }
    cover = np.zeros((len(measures), len(groups)))
    for i, measure in enumerate(measures):
        for j, group in enumerate(groups):
            cover[i, j] = max((shares.get((measure.pk, need.pk), 0.0) for need in group.members), default=0.0)
    return cover


def _ceilings(portfolio: Portfolio, measures: Sequence[Measure], cost: np.ndarray) -> list[Ceiling]:
    found = []
    if portfolio.budget_eur is not None:
        found.append(Ceiling(TOTAL, cost, float(portfolio.budget_eur)))
    years = sorted(int(year) for year in portfolio.by_year)
    spending = [measure.cost_by_year() for measure in measures]
    for year in years:
        # A measure without a year is counted whole in the first limited year: it must not slip past the limits.
        undated = [
            float(m.cost_eur) if not spent and year == years[0] else 0.0
            for m, spent in zip(measures, spending, strict=True)
        ]
        use = np.array([float(spent.get(year, 0)) for spent in spending]) + np.array(undated)
        found.append(Ceiling(f"year:{year}", use, float(portfolio.by_year[str(year)])))
    for payer, most in sorted(portfolio.by_payer.items()):
        use = np.array([float(m.cost_eur) if m.payer == payer else 0.0 for m in measures])
        found.append(Ceiling(f"payer:{payer}", use, float(most)))
    if portfolio.staff_months is not None:
        work = np.array([float(measure.staff_months) for measure in measures])
        found.append(Ceiling(STAFF, work, float(portfolio.staff_months)))
    return found


def _floors(portfolio: Portfolio, groups: Sequence[Group]) -> list[Floor]:
    found = []
    for key, share in sorted(portfolio.floors.items()):
        kind, _separator, what = key.partition(":")
        if kind == "topic":
            wanted = set(with_lower(what))
            needs = [j for j, group in enumerate(groups) if wanted & {t for need in group.members for t in need.topics}]
        else:
            needs = [j for j, group in enumerate(groups) if group.head.level == what]
        if needs:
            found.append(Floor(key, needs, float(share) / 100))
    return found
