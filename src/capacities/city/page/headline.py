"""The first screen of a town: four figures and the finding in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from capacities.city.page.words import best, euro, euro_range, span_of
from capacities.dayone.numbers import number, percent
from capacities.dayone.result import DayOnePlan, Range, Tier


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as components/figure.html shows it; ``low`` and ``high`` are the ends of its scale."""

    label: str
    number: str
    unit: str
    range: Range
    words: str
    tier: Tier
    remark: str = ""
    low: float = 0.0

    @property
    def high(self) -> float:
        """The upper end of the scale: a fifth above the range, so that the bar has room."""
        return 1.2 * self.range.p95 if self.range.p95 > self.low else self.low + 1.0


def cut_share(plan: DayOnePlan) -> float:
    """Return the share of base-year emissions that the draft plan takes away by the target year."""
    return 1.0 - plan.plan.residual_t / plan.plan.reference_t if plan.plan.reference_t else 0.0


def headline(plan: DayOnePlan, language: str) -> tuple[Figure, ...]:
    """Return emissions, emissions per head, what remains with the plan, and what it costs."""
    inventory, draft = plan.inventory, plan.plan
    residual = Range(draft.residual_range_t.p5, draft.residual_t, draft.residual_range_t.p95)
    town_pays = sum(m.payers.get("municipality", 0.0) for m in draft.measures)
    first_year = min(draft.investment_by_year, default=draft.target_year)
    return (
        Figure(
            label=_("Emissions in %(year)s") % {"year": inventory.year},
            number=best(inventory.total_t, language),
            unit=_("t CO₂e"),
            range=inventory.total_t,
            words=span_of(inventory.total_t, language),
            tier=inventory.tier,
            low=min(0.0, inventory.total_t.p5),
        ),
        Figure(
            label=_("Per person and year"),
            number=number(inventory.per_head_t.p50, 1, language),
            unit=_("t CO₂e"),
            range=inventory.per_head_t,
            words=span_of(inventory.per_head_t, language),
            tier=inventory.tier,
            low=min(0.0, inventory.per_head_t.p5),
        ),
        Figure(
            label=_("Emissions in %(year)s with the draft plan") % {"year": draft.target_year},
            number=best(residual, language),
            unit=_("t CO₂e"),
            range=residual,
            words=span_of(residual, language),
            tier=Tier.EUROPEAN,
            remark=_("%(share)s less than in %(year)s")
            % {"share": percent(cut_share(plan), 0, language), "year": inventory.year},
            low=min(0.0, residual.p5),
        ),
        Figure(
            label=_("Cost of the plan, %(first)s to %(last)s") % {"first": first_year, "last": draft.target_year},
            number=euro(draft.investment_eur.p50, language),
            unit="",
            range=draft.investment_eur,
            words=euro_range(draft.investment_eur, language),
            tier=Tier.EUROPEAN,
            remark=_("of which the town pays %(sum)s") % {"sum": euro(town_pays, language)},
        ),
    )
