"""A portfolio as page, file and interface show it: the stored choice, its reasons, the trace, what is broken now."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from capacities.charts.trace import Tie, trace
from capacities.core.permissions import may
from capacities.dayone.numbers import number
from capacities.engines.portfolio.interventions import Breach, breaches
from capacities.hub.needs.choice import STAFF, limit_name, matter_of
from capacities.hub.needs.kinds import WorkState
from capacities.hub.needs.models import Answer, Intervention, Measure, Need, Portfolio
from capacities.hub.needs.queries import links_among, needs_visible_to
from capacities.web.templatetags.ui import language

if TYPE_CHECKING:
    from capacities.core.people.queries import Asker
    from capacities.hub.structure.models import Hub


@dataclass(frozen=True)
class Line:
    """A chosen measure: its work, the visible needs that it answers with shares, what falls away without it."""

    intervention: Intervention
    needs: list[tuple[Need, int]]
    loss: float

    @property
    def measure(self) -> Measure:
        """Return the measure itself."""
        return self.intervention.measure


@dataclass(frozen=True)
class Shown:
    """What is shown of a portfolio to somebody. ``needs`` are visible needs with their covered shares."""

    portfolio: Portfolio
    lines: list[Line] = field(default_factory=list)
    needs: list[tuple[Need, float]] = field(default_factory=list)
    hidden_needs: int = 0
    used: list[tuple[str, float, float, bool]] = field(default_factory=list)  # name, used, most, in staff months
    binding: list[tuple[str, float]] = field(default_factory=list)
    next_in: list[Measure] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """Return how many interventions are in each state."""
        return {state: sum(line.intervention.state == state for line in self.lines) for state in WorkState.values}

    @property
    def needs_met(self) -> int:
        """Return how many needs are whole covered by interventions that are done."""
        done: dict[int, int] = {}
        for line in self.lines:
            for need, share in line.needs:
                done[need.pk] = done.get(need.pk, 0) + (share if line.intervention.state == WorkState.DONE else 0)
        return sum(share >= 100 for share in done.values())


def portfolios_visible_to(by: Asker, hub: Hub) -> QuerySet[Portfolio]:
    """Return published portfolios; all for the hub's team and the European team."""
    found = Portfolio.objects.filter(hub=hub).select_related("hub")
    if may(by, "needs.see_private", hub):
        return found
    return found.filter(Q(published_at__isnull=False))


def shown_to(by: Asker, portfolio: Portfolio) -> Shown:
    """Return what somebody sees of a portfolio; needs that they may not see are counted, never named."""
    result = portfolio.result
    if not result:
        return Shown(portfolio)
    interventions = list(
        portfolio.interventions.filter(is_chosen=True)
        .select_related("measure__organisation", "measure__hub", "measure__instrument")
        .order_by("measure_id")
    )
    visible = {need.pk: need for need in needs_visible_to(by, portfolio.hub).select_related("hub")}
    links = links_among(Need.objects.filter(hub=portfolio.hub))
    covered = {int(pk): share for pk, share in result["covered"].items()}
    best: dict[int, dict[int, int]] = {}
    behind = {head: links.evidence(head) for head in covered if head in links.ids}
    for answer in Answer.objects.filter(measure__in=[one.measure_id for one in interventions]):
        for head, members in behind.items():
            if answer.need_id in members:
                row = best.setdefault(answer.measure_id, {})
                row[head] = max(row.get(head, 0), answer.share)
    lines = [
        Line(
            one,
            [(visible[pk], share) for pk, share in sorted(best.get(one.measure_id, {}).items()) if pk in visible],
            result["loss"].get(str(one.measure_id), 0.0),
        )
        for one in interventions
    ]
    order = sorted(covered, key=lambda pk: (-result["weights"][str(pk)], pk))
    return Shown(
        portfolio,
        lines,
        [(visible[pk], covered[pk]) for pk in order if pk in visible],
        sum(pk not in visible for pk in covered),
        [(limit_name(key), used, most, key == STAFF) for key, (used, most) in result["used"].items()],
        [(limit_name(key), gain) for key, gain in result["binding"].items()],
        list(Measure.objects.filter(pk__in=result["next"]).select_related("hub"))
        if may(by, "needs.keep", portfolio.hub)
        else [],
    )


def draw_trace(shown: Shown) -> str:
    """Return the drawing need → measure → portfolio, of the visible needs that the portfolio answers."""
    needs = [need for need, _share in shown.needs if any(need == one for line in shown.lines for one, _s in line.needs)]
    place = {need.pk: i for i, need in enumerate(needs)}
    ties = [Tie(0, place[need.pk], j, share / 100) for j, line in enumerate(shown.lines) for need, share in line.needs]
    ties += [Tie(1, j, 0) for j in range(len(shown.lines))]
    columns = [[need.title for need in needs], [str(line.measure) for line in shown.lines], [str(shown.portfolio)]]
    return trace([_("Need"), _("Measure"), _("Portfolio")], columns, ties, _("Which measure answers which need"))


def broken_now(portfolio: Portfolio) -> list[str]:
    """Return in words which limits the stored choice breaks as limits, measures and needs stand today."""
    if not portfolio.result:
        return []
    matter = matter_of(portfolio)
    chosen = portfolio.interventions.filter(is_chosen=True).values_list("measure_id", flat=True)
    names = {str(measure.pk): str(measure) for measure in matter.measures}
    return [_words(breach, names) for breach in breaches(matter.task, matter.positions(chosen))]


def _words(breach: Breach, names: dict[str, str]) -> str:
    def written(value: float) -> str:
        return number(value, 0, language())

    if breach.kind == "ceiling":
        over = {"limit": limit_name(breach.key), "has": written(breach.has), "most": written(breach.limit)}
        return _("Over the limit “%(limit)s”: %(has)s of %(most)s.") % over
    if breach.kind == "floor":
        under = {"limit": limit_name(breach.key), "has": written(breach.has), "least": written(breach.limit)}
        return _("Too little for “%(limit)s”: %(has)s points of at least %(least)s.") % under
    if breach.kind == "small":
        under = {"has": written(breach.has), "least": written(breach.limit)}
        return _("Too little money for small towns: %(has)s € of at least %(least)s €.") % under
    one, other = (names[pk] for pk in breach.key.split(">"))
    if breach.kind == "requires":
        return _("“%(one)s” needs “%(other)s” beside it.") % {"one": one, "other": other}
    return _("“%(one)s” cannot go with “%(other)s”.") % {"one": one, "other": other}
