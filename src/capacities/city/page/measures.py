"""The measures of the draft: tonnes, money, who pays, what else they bring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from capacities import charts
from capacities.city.page.words import best, euro, scale_of, span_of, whole_euro
from capacities.dayone.result import PAYERS, DayOnePlan, PlannedMeasure, Range, Tier
from capacities.dayone.texts import benefit_name, measure_text, measure_title, payer_name


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measure as the table shows it."""

    id: str
    name: str
    text: str
    start_year: int
    tonnes: str
    words: str
    range: Range
    low: float
    high: float
    tier: Tier
    cost: str
    pay_bar: SafeString
    paid_by: str
    cost_per_tonne: str
    benefits: str


def measure_rows(plan: DayOnePlan, language: str) -> tuple[MeasureRow, ...]:
    """Return the measures, most tonnes first, with all bars on one scale."""
    measures = ranked(plan)
    ranges = [_tonnes(m) for m in measures]
    low, high = scale_of(*ranges)
    most = max((m.capex_eur for m in measures), default=0.0)
    return tuple(
        _row(measure, value, low, high, most, language) for measure, value in zip(measures, ranges, strict=True)
    )


def ranked(plan: DayOnePlan) -> list[PlannedMeasure]:
    """Return the measures in the order in which the page numbers them: most tonnes first."""
    return sorted(plan.plan.measures, key=lambda m: -m.reduction_t)


def _tonnes(measure: PlannedMeasure) -> Range:
    value, ends = measure.reduction_t, measure.reduction_range_t
    return Range(min(ends.p5, value), value, max(ends.p95, value))


def _row(m: PlannedMeasure, value: Range, low: float, high: float, most: float, language: str) -> MeasureRow:
    return MeasureRow(
        id=m.id,
        name=measure_title(m.id, m.level, language),
        text=measure_text(m.id, language),
        start_year=m.start_year,
        tonnes=best(value, language),
        words=span_of(value, language),
        range=value,
        low=low,
        high=high,
        tier=m.tier,
        cost=euro(m.capex_eur, language),
        pay_bar=mark_safe(charts.payer_bar([max(m.payers.get(p, 0.0), 0.0) for p in PAYERS], full=most or 1.0)),
        paid_by=paid_by(m.payers, language),
        cost_per_tonne=_("no estimate")
        if m.cost_per_tonne_eur is None
        else _("%(sum)s per tonne") % {"sum": whole_euro(m.cost_per_tonne_eur, language)},
        benefits=", ".join(
            f"{benefit_name(id, language)} {euro(value_eur, language)}"
            for id, value_eur in m.co_benefits_eur_per_year.items()
            if value_eur
        ),
    )


def paid_by(payers: Mapping[str, float], language: str) -> str:
    """Return who pays how much as a short list, in a fixed order, without those who pay nothing."""
    return " · ".join(
        f"{payer_name(payer, language)} {euro(payers[payer], language)}" for payer in PAYERS if payers.get(payer, 0) > 0
    )


def payer_totals(plan: DayOnePlan) -> dict[str, float]:
    """Return what each payer invests over all measures, EUR."""
    return {payer: sum(m.payers.get(payer, 0.0) for m in plan.plan.measures) for payer in PAYERS}
