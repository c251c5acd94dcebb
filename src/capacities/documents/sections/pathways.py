"""Modules B-1 and B-2: impact pathways, the portfolio, one outline per measure, what remains."""

from __future__ import annotations

from capacities.dayone import texts as names
from capacities.dayone.result import PlannedMeasure
from capacities.documents.charts import cost_chart, path_chart, wedge_chart
from capacities.documents.context import Context, Section
from capacities.documents.indicators import indicator_name
from capacities.documents.measure_sheets import field_of, phase_of, sheet_of
from capacities.documents.numbers import step_of_column
from capacities.documents.tree import Block, Bullets, Facts, Heading, Inline, Paragraph, State, Table

LONG_YEARS = 50  # a payback beyond this is longer than most measures last


def impact_pathways(c: Context) -> Section:
    """B-1.1: one row per field of action."""
    if not c.measures:
        return Section((Paragraph(c.t("portfolio.none")), c.hint("B-1.1")), State.EMPTY)
    step = step_of_column([m.reduction_t for m in c.measures])
    rows = []
    for field, measures in c.by_field.items():
        levers = dict.fromkeys(lever for m in measures for lever in sheet_of(m).levers)
        rows.append(
            (
                c.t(f"fields.{field}"),
                "; ".join(c.t(f"systemic_levers.{lever}") for lever in levers),
                c.t(f"pathway_early.{field}"),
                c.t(f"pathway_late.{field}"),
                c.cell(sum(m.reduction_t for m in measures), step),
                _benefits(c, measures),
            )
        )
    table = Table(
        c.t("pathways.caption"),
        c.headers("pathways.headers"),
        tuple(rows),
        ("left", "left", "left", "left", "right", "left"),
        (1.4, 1.6, 2, 1.8, 1.2, 1.4),
    )
    return Section((table, c.hint("B-1.1")), State.DRAFT)


def _benefits(c: Context, measures: tuple[PlannedMeasure, ...]) -> str:
    found = dict.fromkeys(b for m in measures for b, eur in m.co_benefits_eur_per_year.items() if eur > 0)
    return "; ".join(names.benefit_name(benefit, c.language) for benefit in found) or "–"


def scenario(c: Context) -> Section:
    """B-1.2: the path with and without the plan, year by year."""
    draft = c.plan.plan
    text = c.t(
        "pathways.text",
        reference=c.rounded(draft.reference_t),
        baseline=c.rounded(draft.baseline_t),
        residual=c.best(draft.residual_range_t),
        low=c.low(draft.residual_range_t),
        high=c.high(draft.residual_range_t),
    )
    return Section(
        (
            Paragraph(text),
            Paragraph(c.t("pathways.order")),
            *path_chart(c),
            *wedge_chart(c),
            _years(c),
            c.hint("B-1.2"),
        ),
        State.DRAFT,
    )


def _years(c: Context) -> Table:
    path = c.path
    without = dict(zip(c.plan.baseline.years, c.plan.baseline.p50, strict=True))
    step = step_of_column(path.p50)
    rows = tuple(
        (
            str(year),
            c.cell(without.get(year), step),
            c.cell(best, step),
            f"{c.cell(low, step)}–{c.cell(high, step)}" if low >= 0 else f"{c.cell(low, step)} … {c.cell(high, step)}",
        )
        for year, low, best, high in zip(path.years, path.p5, path.p50, path.p95, strict=True)
    )
    return Table(
        c.t("pathways.yearly_caption"),
        c.headers("pathways.yearly_headers"),
        rows,
        ("left", "right", "right", "right"),
        (1, 1.5, 1.5, 2),
    )


def portfolio(c: Context) -> Section:
    """B-2.1: measures by field of action, with effect, cost and co-benefits; what limits them."""
    if not c.measures:
        return Section((Paragraph(c.t("portfolio.none")), c.hint("B-2.1")), State.EMPTY)
    step = step_of_column([m.reduction_t for m in c.measures])
    million = c.million([m.capex_eur for m in c.measures])
    rows = [
        (
            c.t(f"fields.{field}"),
            "; ".join(c.measure(m) for m in measures),
            c.cell(sum(m.reduction_t for m in measures), step),
            million(sum(m.capex_eur for m in measures)),
            _benefits(c, measures),
        )
        for field, measures in c.by_field.items()
    ]
    rows.append(
        (
            c.t("words.all_measures"),
            "",
            c.cell(sum(m.reduction_t for m in c.measures), step),
            million(sum(m.capex_eur for m in c.measures)),
            "",
        )
    )
    table = Table(
        c.t("portfolio.caption"),
        c.headers("portfolio.headers"),
        tuple(rows),
        ("left", "left", "right", "right", "left"),
        (1.6, 3.2, 1.3, 1.3, 1.6),
        total=True,
    )
    limits: tuple[Block, ...] = ()
    if c.plan.plan.limits:
        sentences = tuple(dict.fromkeys(names.notice_text(notice, c.language) for notice in c.plan.plan.limits))
        limits = (Paragraph(c.t("portfolio.limits")), Bullets(sentences))
    gap = Paragraph(c.t("portfolio.gap_note", gap=c.plan.plan.proved_gap), "small")
    return Section((table, *limits, gap, *cost_chart(c), c.hint("B-2.1")), State.DRAFT)


def outlines(c: Context) -> Section:
    """B-2.2: one sheet per measure."""
    if not c.measures:
        return Section((Paragraph(c.t("portfolio.none")), c.hint("B-2.2")), State.EMPTY)
    blocks: list[Block] = [c.hint("B-2.2")]
    for i, measure in enumerate(c.measures, start=1):
        name = c.measure(measure)
        blocks += [
            Heading(5, name, f"measure-{measure.id}", str(i)),
            Facts(c.t("sheet.caption", name=name), tuple(_sheet(c, measure))),
        ]
    return Section(tuple(blocks), State.DRAFT)


def _sheet(c: Context, m: PlannedMeasure) -> list[tuple[str, Inline]]:
    field, sheet = field_of(m), sheet_of(m)
    reduction = c.t("sheet.reduction_value", value=c.best(m.reduction_range_t), range=c.span(m.reduction_range_t))
    cost = c.t("sheet.cost_value", value=c.money(m.capex_eur), range=c.money_range(m.capex_range_eur))
    action = c.t(f"action_types.{phase_of(m)}")
    title, text = names.measure_title(m.id, m.level, c.language), names.measure_text(m.id, c.language)
    rows: list[tuple[str, Inline]] = [
        (c.t("sheet.description"), f"{title}. {text}".strip()),
        (c.t("sheet.field"), " · ".join((c.t(f"fields.{field}"), names.sector_name(m.sector, c.language), action))),
        (c.t("sheet.lever"), "; ".join(c.t(f"systemic_levers.{lever}") for lever in sheet.levers)),
        (c.t("sheet.period"), c.t("sheet.period_value", start=m.start_year, end=m.end_year)),
        (c.t("sheet.reduction"), reduction),
        (c.t("sheet.cost"), cost),
        (c.t("sheet.payers"), _payers(c, m)),
        (c.t("sheet.running"), _running(c, m)),
        (c.t("sheet.per_tonne"), c.t("sheet.joined", cost=_per_tonne(c, m), payback=_payback(c, m))),
        (c.t("sheet.benefits"), _benefit_sums(c, m)),
        (c.t("sheet.indicator"), "; ".join(f"{code} {indicator_name(code, c.language)}" for code in sheet.indicators)),
        (c.t("sheet.responsible"), c.t("sheet.responsible_value", who=c.t(f"who_leads.{field}"))),
        (c.t("sheet.source"), c.tier(m.tier)),
    ]
    if m.jobs is not None:
        rows.insert(-3, (c.t("sheet.jobs"), c.t("sheet.jobs_value", n=round(m.jobs))))
    return rows


def _payers(c: Context, m: PlannedMeasure) -> str:
    if not m.capex_eur:
        return "–"
    return "; ".join(
        c.t("sheet.payer_item", payer=names.payer_name(payer, c.language), share=eur / m.capex_eur, sum=c.money(eur))
        for payer, eur in m.payers.items()
        if eur > 0
    )


def _running(c: Context, m: PlannedMeasure) -> str:
    if abs(m.opex_eur_per_year) < max(1.0, 1e-4 * m.capex_eur):
        return c.t("sheet.running_same")
    key = "sheet.running_saves" if m.opex_eur_per_year < 0 else "sheet.running_costs"
    return c.t(key, x=c.money(abs(m.opex_eur_per_year)))


def _per_tonne(c: Context, m: PlannedMeasure) -> str:
    if m.cost_per_tonne_eur is None:
        return c.no_data
    key = "sheet.per_tonne_gain" if m.cost_per_tonne_eur < 0 else "sheet.per_tonne_value"
    return c.t(key, x=c.rounded(abs(m.cost_per_tonne_eur)))


def _payback(c: Context, m: PlannedMeasure) -> str:
    if m.payback_years is None:
        return c.t("sheet.payback_never")
    if m.payback_years > LONG_YEARS:
        return c.t("sheet.payback_long", n=LONG_YEARS)
    return c.t("sheet.payback_value", n=max(1, round(m.payback_years)))


def _benefit_sums(c: Context, m: PlannedMeasure) -> str:
    sums = {benefit: eur for benefit, eur in m.co_benefits_eur_per_year.items() if abs(eur) >= 1}
    return (
        "; ".join(
            c.t("sheet.benefit_item", benefit=names.benefit_name(benefit, c.language), sum=c.money(eur))
            for benefit, eur in sums.items()
        )
        or c.no_data
    )


def residual(c: Context) -> Section:
    """B-2.3: what remains, how it compares with the target, and what land takes up."""
    draft = c.plan.plan
    sink = -sum(line.emissions_t.p50 for line in c.plan.inventory.lines if line.emissions_t.p50 < 0)
    said = [
        c.t(
            "residual.text",
            residual=c.best(draft.residual_range_t),
            range=c.span(draft.residual_range_t),
            share=1 - c.cut_share,
        ),
        c.t("residual.above", missing=c.rounded(c.missing_t)) if c.missing_t > 0 else c.t("residual.below"),
        c.t("residual.sinks", sink=c.rounded(sink)) if sink else c.t("residual.no_sinks"),
    ]
    return Section((Paragraph(" ".join(said)), c.suggestion("B-2.3"), c.hint("B-2.3")), State.DRAFT)


SECTIONS = {
    "B-1.1": impact_pathways,
    "B-1.2": scenario,
    "B-2.1": portfolio,
    "B-2.2": outlines,
    "B-2.3": residual,
}
