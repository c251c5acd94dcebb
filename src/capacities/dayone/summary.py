"""From the estimate of a place to its draft inventory: best values on the median path, ranges from the draws.

The best value of every line is the median path's, so that lines add up to sectors and sectors to the total; the
ends of a range are the 5th and 95th percentile of the draws.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from capacities.dayone.estimate import Estimate
from capacities.dayone.result import InventoryDraft, InventoryLine, PlaceFacts, Range, Tier
from capacities.engines.activity import SECTORS, SOURCES, Floats


def range_of(median: float, draws: Floats) -> Range:
    """Return a range whose best value is ``median`` and whose ends are percentiles of ``draws`` [draw]."""
    low, high = np.quantile(draws, (0.05, 0.95))
    return Range(min(float(low), median), median, max(float(high), median))


def inventory_draft(found: Estimate, place: PlaceFacts, gwp: str) -> InventoryDraft:
    """Return the draft inventory of the base year, t CO2e."""
    median_t, draws_t = found.median.emissions_t[0], found.draws.emissions_t
    lines = tuple(
        _line(found, i, float(median_t[i]), draws_t[:, i]) for i in range(len(SOURCES)) if _is_shown(found, i)
    )
    total = range_of(float(median_t.sum()), draws_t.sum(axis=1))
    published = {figure.what for figure in found.published if figure.used}
    sectors, tiers = {}, {}
    for sector in SECTORS:
        columns = [i for i, source in enumerate(SOURCES) if source.sector == sector]
        if any(_has_value(found, i) for i in columns):
            sectors[sector] = range_of(float(median_t[columns].sum()), draws_t[:, columns].sum(axis=1))
            # A published sector is the city's own, though its split among lines is estimated.
            tiers[sector] = (
                Tier.CITY
                if sector in published
                else _heaviest(
                    (line.tier, line.emissions_t.p50) for line in lines if line.sector == sector and not line.notation
                )
            )
    return InventoryDraft(
        year=found.median.base_year,
        gwp=gwp,
        total_t=total,
        per_head_t=Range(*(value / place.population for value in (total.p5, total.p50, total.p95))),
        sectors=sectors,
        sector_tiers=tiers,
        tier=_heaviest((tiers[sector], value.p50) for sector, value in sectors.items()),
        lines=lines,
        published=found.published,
    )


def _has_value(found: Estimate, i: int) -> bool:
    return SOURCES[i].id not in found.median.not_estimated


def _is_shown(found: Estimate, i: int) -> bool:
    """A line is shown when it has a value or a notation key that says why it has none."""
    return not _has_value(found, i) or bool(found.median.activity[0, i])


def _line(found: Estimate, i: int, median_t: float, draws_t: Floats) -> InventoryLine:
    source = SOURCES[i]
    return InventoryLine(
        id=source.id,
        subsector=source.subsector,
        scope=source.scope,
        sector=source.sector,
        carrier=source.carrier,
        unit=source.unit,
        activity=range_of(float(found.median.activity[0, i]), found.draws.activity[:, i]),
        factor_t=range_of(float(found.median.factor_t[0, i]), found.draws.factor_t[:, i]),
        emissions_t=range_of(median_t, draws_t),
        tier=found.tier[source.id],
        source_ids=found.source_ids[source.id],
        notation=found.median.not_estimated.get(source.id, ""),
        note=found.notes.get(source.id, ""),
    )


def _heaviest(parts: Iterable[tuple[Tier, float]]) -> Tier:
    """Return the tier that carries most of the tonnes; of two alike, the one farther from the town."""
    weight: dict[Tier, float] = {}
    for tier, tonnes in parts:
        weight[tier] = weight.get(tier, 0.0) + abs(tonnes)
    return max(weight, key=lambda tier: (weight[tier], tier)) if weight else Tier.EUROPEAN
