"""The contract's charts: which figures are drawn, with captions that say the finding. Draws nothing itself."""

from __future__ import annotations

from collections.abc import Callable

from capacities import charts
from capacities.dayone import texts as names
from capacities.dayone.numbers import number
from capacities.dayone.result import PAYERS
from capacities.documents.context import Context
from capacities.documents.numbers import MILLION, digits_of, step_of_column
from capacities.documents.tree import Figure
from capacities.engines.activity import SECTORS

WIDE = (720.0, 330.0)
LOW = (720.0, 290.0)
SUMMARY = (720.0, 258.0)
THOUSAND = 1_000.0
SEEN = 0.03  # a wedge below this share of the savings is too thin to see


def _writer(c: Context, largest: float, divisor: float) -> Callable[[float], str]:
    """Return a writer of axis values in thousands or millions, with the decimals that the largest needs."""
    digits = 0 if largest / divisor >= 20 else 1 if largest / divisor >= 2 else 2

    def write(value: float) -> str:
        return number(value / divisor, digits, c.language)

    return write


def path_chart(c: Context, size: tuple[float, float] = WIDE) -> tuple[Figure, ...]:
    """Return emissions with and without the plan, and the target; nothing without a path."""
    draft, base = c.plan.plan, c.plan.baseline
    path = c.path
    if len(path.years) < 2:
        return ()
    without = dict(zip(base.years, base.p50, strict=True))
    baseline = [without[year] for year in path.years] if all(year in without for year in path.years) else None
    key = "charts.path_reached" if c.missing_t <= 0 else "charts.path_missed"
    alt = c.t(
        "charts.path_alt",
        start=c.rounded(path.p50[0]),
        baseline=c.rounded(draft.baseline_t),
        residual=c.rounded(draft.residual_t),
        range=c.span(draft.residual_range_t),
        goal=c.rounded(draft.target_t),
    )
    svg = charts.path_chart(
        years=path.years,
        plan=charts.Band(path.p5, path.p50, path.p95),
        baseline=baseline,
        target=draft.target_t,
        words=charts.PathWords(
            alt, c.t("charts.draft"), c.t("charts.no_plan"), c.t("charts.goal"), c.t("charts.today")
        ),
        number=_writer(c, max(path.p50), THOUSAND),
        today=int(c.plan.settings.created[:4]),
        fixed_size=size,
    )
    return (Figure(svg, c.t(key, share=c.cut_share), alt, c.t("charts.path_sub")),)


def sector_chart(c: Context) -> tuple[Figure, ...]:
    """Return emissions by sector and scope as columns; sinks hang below zero."""
    lines = [line for line in c.plan.inventory.lines if not line.notation]
    sectors = [s for s in SECTORS if any(line.sector == s for line in lines)]
    scopes = sorted({line.scope for line in lines})
    values = {
        scope: [sum(line.emissions_t.p50 for line in lines if (line.sector, line.scope) == (s, scope)) for s in sectors]
        for scope in scopes
    }
    largest = max((abs(v) for row in values.values() for v in row), default=0.0)
    if largest == 0:
        return ()
    series = [charts.Series(c.t("charts.scope", scope=scope), row) for scope, row in values.items()]
    alt = c.join(
        f"{names.sector_name(s, c.language)}: {c.rounded(c.plan.inventory.sectors[s].p50)} t"
        for s in sectors
        if s in c.plan.inventory.sectors
    )
    svg = charts.stacked_bars(
        columns=[c.t(f"charts.sectors_short.{s}") for s in sectors],
        series=series,
        label=alt,
        number=_writer(c, largest, THOUSAND),
        fixed_size=LOW,
    )
    return (Figure(svg, _sector_finding(c), alt, c.t("charts.sectors_sub"), _key(tuple(one.name for one in series))),)


def _sector_finding(c: Context) -> str:
    """Return which two sectors cause most; plain words where there are fewer than two."""
    sources = sorted(((r.p50, s) for s, r in c.plan.inventory.sectors.items() if r.p50 > 0), reverse=True)
    if len(sources) < 2:
        return c.t("charts.sectors_one")
    first, second = (names.sector_name(s, c.language) for _, s in sources[:2])
    share = sum(v for v, _ in sources[:2]) / sum(v for v, _ in sources)
    return c.t("charts.sectors", first=first, second=second[0].lower() + second[1:], share=share)


def wedge_chart(c: Context) -> tuple[Figure, ...]:
    """Return what each field of action saves over the years; nothing without measures."""
    draft, base = c.plan.plan, c.plan.baseline
    years = c.path.years
    without = dict(zip(base.years, base.p50, strict=True))
    if not c.by_field or not draft.wedges or not all(year in without for year in years):
        return ()
    series = _field_series(c, len(years))
    if not series:
        return ()
    alt = c.t("charts.wedges_alt", list=c.join(f"{one.name} {c.rounded(one.values[-1])} t" for one in series))
    svg = charts.wedge_chart(
        years=years,
        baseline=[without[year] for year in years],
        wedges=series,
        label=alt,
        remain=c.t("charts.remain"),
        number=_writer(c, max(without[y] for y in years), THOUSAND),
        fixed_size=WIDE,
    )
    return (Figure(svg, c.t("charts.wedges"), alt, c.t("charts.wedges_sub")),)


def _field_series(c: Context, years: int) -> list[charts.Series]:
    """Return what each field saves per year; those too small to see are added up."""
    wedges = c.plan.plan.wedges
    series = [
        charts.Series(c.t(f"fields_short.{field}"), [sum(wedges[m.id][i] for m in measures) for i in range(years)])
        for field, measures in c.by_field.items()
    ]
    least = SEEN * sum(one.values[-1] for one in series)
    small = [one for one in series if one.values[-1] <= least]
    kept = [one for one in series if one.values[-1] > least]
    rest = [sum(values) for values in zip(*(one.values for one in small), strict=True)]
    if rest and rest[-1] > 0:
        kept.append(charts.Series(c.t("charts.other"), rest))
    return kept


def investment_chart(c: Context) -> tuple[Figure, ...]:
    """Return investment by year and payer as columns; nothing without measures."""
    by_year = c.plan.plan.investment_by_year
    years = sorted(year for year, payers in by_year.items() if sum(payers.values()) > 0)
    if not years:
        return ()
    series = [
        charts.Series(names.payer_name(payer, c.language), [by_year[year].get(payer, 0.0) for year in years])
        for payer in PAYERS
    ]
    largest = max(sum(by_year[year].values()) for year in years)
    step = step_of_column([largest / MILLION])
    alt = c.t(
        "charts.investment_alt",
        list=c.join(
            f"{year}: {number(sum(by_year[year].values()) / MILLION, digits_of(step), c.language)}" for year in years
        ),
    )
    svg = charts.stacked_bars(
        columns=[str(year) for year in years],
        series=series,
        label=alt,
        number=_writer(c, largest, MILLION),
        fixed_size=LOW,
    )
    key = _key(tuple(one.name for one in series))
    return (Figure(svg, c.t("charts.investment"), alt, c.t("charts.investment_sub"), key),)


def cost_chart(c: Context) -> tuple[Figure, ...]:
    """Return the cost curve; measures without savings or without a cost per tonne stay in the table."""
    priced = [m for m in c.measures if m.cost_per_tonne_eur is not None and m.reduction_t > 0]
    if len(priced) < 2:
        return ()
    ordered = sorted(priced, key=lambda m: m.cost_per_tonne_eur or 0.0)
    alt = c.t(
        "charts.macc_alt",
        list="; ".join(
            f"{i}. {c.measure(m)}: {c.rounded(m.cost_per_tonne_eur or 0.0)} €/t" for i, m in enumerate(ordered, 1)
        ),
    )
    saved = sum(m.reduction_t for m in ordered)
    svg = charts.cost_curve(
        [charts.CostBar(m.reduction_t, m.cost_per_tonne_eur or 0.0) for m in ordered],
        label=alt,
        number=lambda v: number(v, 0, c.language),
        amount=_writer(c, saved, 1.0),
        fixed_size=LOW,
    )
    return (Figure(svg, c.t("charts.macc"), alt, c.t("charts.macc_sub")),)


def _key(labels: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return colour and name of each series."""
    return tuple((charts.series_colour(i), label) for i, label in enumerate(labels))
