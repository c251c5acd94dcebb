"""Where the emissions come from: sectors, the lines behind them, and what the town published itself."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from capacities.city.page.words import best, scale_of, span_of
from capacities.dayone.numbers import number, percent
from capacities.dayone.result import DayOnePlan, InventoryLine, Range, Tier
from capacities.dayone.texts import sector_name, source_name, subsector_name, unit_name


@dataclass(frozen=True, slots=True)
class Bar:
    """A row with a range: name, best value, range in words, tier and the common scale of its table."""

    name: str
    tonnes: str
    range: Range
    words: str
    tier: Tier
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Line:
    """One source of the inventory with all that is known of it; ``tonnes`` is a notation key where it has no value."""

    name: str
    subsector: str
    scope: int
    activity: str
    factor: str
    tonnes: str
    words: str
    tier: Tier
    sources: tuple[tuple[int, str], ...]


NOTATION = {
    "NE": gettext_noop("not estimated"),
    "NO": gettext_noop("does not occur"),
    "IE": gettext_noop("included elsewhere"),
}


def sector_bars(plan: DayOnePlan, language: str) -> tuple[Bar, ...]:
    """Return the sectors, largest first, on one scale; a sink comes last and below zero."""
    inventory = plan.inventory
    low, high = scale_of(*inventory.sectors.values())
    ordered = sorted(inventory.sectors.items(), key=lambda item: -item[1].p50)
    return tuple(
        Bar(
            sector_name(sector, language),
            best(value, language),
            value,
            span_of(value, language),
            inventory.sector_tiers[sector],
            low,
            high,
        )
        for sector, value in ordered
    )


def sector_finding(plan: DayOnePlan, language: str) -> str:
    """Return the finding of the inventory as a sentence."""
    positive = sorted(((v.p50, s) for s, v in plan.inventory.sectors.items() if v.p50 > 0), reverse=True)
    if len(positive) < 2:
        return _("What is known of the emissions")
    total = sum(value for value, _sector in positive)
    return _("%(first)s, %(second)s: %(share)s of all emissions") % {
        "first": sector_name(positive[0][1], language),
        "second": sector_name(positive[1][1], language).lower(),
        "share": percent((positive[0][0] + positive[1][0]) / total, 0, language),
    }


def inventory_lines(plan: DayOnePlan, language: str) -> tuple[Line, ...]:
    """Return every line of the inventory in the order of the GPC, with the numbers of its sources."""
    numbers = {source.id: i for i, source in enumerate(plan.sources, start=1)}
    return tuple(_line(line, numbers, language) for line in plan.inventory.lines)


def _line(line: InventoryLine, numbers: dict[str, int], language: str) -> Line:
    known = not line.notation
    return Line(
        name=source_name(line.id, language),
        subsector=f"{line.subsector} {subsector_name(line.subsector, language)}",
        scope=line.scope,
        activity=f"{best(line.activity, language)} {unit_name(line.unit, language)}" if known else "",
        factor=number(line.factor_t.p50, 3, language) if known else "",
        tonnes=best(line.emissions_t, language) if known else _(NOTATION.get(line.notation, line.notation)),
        words=span_of(line.emissions_t, language) if known else "",
        tier=line.tier,
        sources=tuple((numbers[id], id) for id in line.source_ids if id in numbers),
    )
