"""Choosing portfolios of interventions, publishing them, and noting how far each intervention is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from capacities.core.people.models import Person
from capacities.core.permissions import Refused, require
from capacities.engines.portfolio.interventions import Choice, Explanation, choose, explain, must_go
from capacities.hub.needs.choice import Matter, limit_name, matter_of
from capacities.hub.needs.kinds import WorkState
from capacities.hub.needs.models import Intervention, Measure, Portfolio, ProgressNote
from capacities.hub.structure.models import Hub, Visibility

EXTRA_EUR = 100_000.0


class NoChoice(Refused):
    """No choice keeps all limits. Carries the measures that would have to be freed, and floors that cannot be met."""

    def __init__(self, reason: str, must_go: Sequence[Measure] = (), floors: Sequence[str] = ()) -> None:
        super().__init__(reason)
        self.must_go = must_go
        self.floors = floors


@transaction.atomic
def save_portfolio(*, by: Person, hub: Hub, values: Mapping[str, Any], portfolio: Portfolio | None = None) -> Portfolio:
    """Make a portfolio or change its texts and limits; the choice stays as it is until it is made anew."""
    require(by, "needs.keep", hub)
    portfolio = portfolio or Portfolio(hub=hub)
    _refuse_published(portfolio)
    for name, value in values.items():
        setattr(portfolio, name, value)
    portfolio.full_clean(exclude=["hub"])
    portfolio.save()
    return portfolio


@transaction.atomic
def lock(*, by: Person, portfolio: Portfolio, measure: Measure, how: str) -> Portfolio:
    """Hold a measure `in` or `out` by hand, or leave it `free`; a new choice keeps to that."""
    require(by, "needs.keep", portfolio.hub)
    _refuse_published(portfolio)
    if measure.hub_id != portfolio.hub_id:
        raise Refused(_("Choose measures of this hub."))
    for name, locks in (("in", portfolio.locked_in), ("out", portfolio.locked_out)):
        if how == name:
            locks.add(measure)
        else:
            locks.remove(measure)
    return portfolio


@transaction.atomic
def choose_portfolio(*, by: Person, portfolio: Portfolio) -> Portfolio:
    """Choose the measures that cover most within the limits and store the choice, its proof and its reasons.

    Raises NoChoice, with what would have to go, where nothing keeps the limits.
    """
    require(by, "needs.keep", portfolio.hub)
    portfolio = Portfolio.objects.select_for_update().get(pk=portfolio.pk)
    _refuse_published(portfolio)
    matter = matter_of(portfolio)
    if not matter.measures:
        raise NoChoice(_("There are no measures to choose from yet."))
    choice = choose(matter.task)
    if choice is None:
        raise _no_choice(matter)
    reasons = explain(matter.task, choice, money=matter.money, extra_eur=EXTRA_EUR)
    portfolio.result = _as_data(matter, choice, reasons)
    portfolio.chosen_at = timezone.now()
    portfolio.save(update_fields=["result", "chosen_at"])
    _keep_chosen(portfolio, [matter.measures[i] for i in choice.chosen])
    return portfolio


@transaction.atomic
def publish_portfolio(*, by: Person, portfolio: Portfolio) -> Portfolio:
    """Show a portfolio to everybody, with its measures; needs stay as visible as they are."""
    require(by, "needs.keep", portfolio.hub)
    if portfolio.chosen_at is None:
        raise Refused(_("Choose the measures first; an empty portfolio cannot be published."))
    portfolio.published_at = timezone.now()
    portfolio.save(update_fields=["published_at"])
    chosen = Measure.objects.filter(interventions__portfolio=portfolio, interventions__is_chosen=True)
    for measure in chosen.exclude(visibility=Visibility.PUBLIC):
        measure.visibility = Visibility.PUBLIC
        measure.save(update_fields=["visibility"])
    return portfolio


@transaction.atomic
def withdraw_portfolio(*, by: Person, portfolio: Portfolio) -> Portfolio:
    """Make a published portfolio a draft again, so that it can be changed; its measures stay published."""
    require(by, "needs.keep", portfolio.hub)
    portfolio.published_at = None
    portfolio.save(update_fields=["published_at"])
    return portfolio


@transaction.atomic
def note_progress(
    *,
    by: Person,
    intervention: Intervention,
    state: str,
    on: date | None = None,
    note: str = "",
    responsible: str = "",
    due_on: date | None = None,
) -> Intervention:
    """Note how far an intervention is, from which day, who sees to it and by when."""
    require(by, "needs.keep", intervention.portfolio.hub)
    intervention.state = WorkState(state)
    intervention.responsible, intervention.due_on = responsible, due_on
    intervention.save()
    ProgressNote.objects.create(
        intervention=intervention, state=intervention.state, on=on or timezone.localdate(), note=note, by=by
    )
    return intervention


def _refuse_published(portfolio: Portfolio) -> None:
    if portfolio.published_at is not None:
        raise Refused(_("A published portfolio is not changed. Make it a draft again first."))


def _no_choice(matter: Matter) -> NoChoice:
    freed = must_go(matter.task)
    if freed:
        measures = [matter.measures[i] for i in freed]
        names = ", ".join(f"“{measure}”" for measure in measures)
        return NoChoice(
            _("The measures held by hand break the limits. These must go: %(names)s") % {"names": names}, measures
        )
    floors = [floor.key for floor in matter.task.floors if choose(replace(matter.task, floors=[floor])) is None]
    keys = floors or [floor.key for floor in matter.task.floors]
    words = ", ".join(limit_name(key) for key in keys)
    return NoChoice(
        _("The least coverage cannot be reached within the other limits: %(floors)s") % {"floors": words}, (), keys
    )


def _keep_chosen(portfolio: Portfolio, measures: Iterable[Measure]) -> None:
    chosen = {measure.pk for measure in measures}
    known = {one.measure_id: one for one in portfolio.interventions.all()}
    for pk in chosen - known.keys():
        Intervention.objects.create(portfolio=portfolio, measure_id=pk)
    for pk, intervention in known.items():
        if intervention.is_chosen is not (pk in chosen):
            intervention.is_chosen = pk in chosen
            intervention.save(update_fields=["is_chosen"])


def _as_data(matter: Matter, choice: Choice, reasons: Explanation) -> dict[str, Any]:
    """Return sums, proof and reasons as they stood; keys are numbers of measures and needs as texts."""
    ids = matter.task.ids
    return {
        "value": choice.value,
        "weight": float(matter.task.weight.sum()),
        "cost_eur": choice.cost_eur,
        "gap": choice.gap,
        "candidates": len(ids),
        "covered": {str(g.head.pk): round(float(c), 6) for g, c in zip(matter.groups, choice.covered, strict=True)},
        "weights": {str(g.head.pk): g.weight for g in matter.groups},
        "used": {c.key: [float(c.use[list(choice.chosen)].sum()), c.most] for c in matter.task.ceilings},
        "binding": dict(reasons.binding),
        "extra_eur": reasons.extra_eur,
        "more_value": reasons.more_value,
        "next": [int(ids[i]) for i in reasons.next_in],
        "loss": {ids[i]: loss for i, loss in reasons.loss.items()},
    }
