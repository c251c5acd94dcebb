"""The Investment Plan: cost scenarios, capital by year and payer, indicators, risks; the rest is the city's."""

from __future__ import annotations

from collections.abc import Sequence

from capacities.dayone import texts as names
from capacities.dayone.result import PAYERS, PlannedMeasure, Range
from capacities.documents.charts import investment_chart
from capacities.documents.context import Context, Section
from capacities.documents.indicators import indicator_name, indicator_unit
from capacities.documents.numbers import step_of_column
from capacities.documents.tree import Blanks, Bullets, Inline, Note, Paragraph, State, Table

FINANCIAL = ("FIN-01", "FIN-02", "FIN-03", "FIN-04", "FIN-05", "FIN-06", "ECO-04")


def introduction(c: Context) -> Section:
    """IP-0: what the measures cost and what the town carries."""
    if not c.measures:
        return Section((Paragraph(c.t("portfolio.none")), c.hint("IP-0")), State.EMPTY)
    draft = c.plan.plan
    town = sum(m.payers.get("municipality", 0.0) for m in c.measures)
    said = c.t(
        "invest.intro",
        total=c.money(draft.investment_eur.p50),
        range=c.money_range(draft.investment_eur),
        town=c.money(town),
    )
    budget = [Paragraph(c.t("invest.budget", budget=c.money(draft.budget_eur)))] if draft.budget_eur is not None else []
    return Section((Paragraph(said), Paragraph(c.t("invest.intro_link")), *budget, c.hint("IP-0")), State.DRAFT)


def existing(c: Context) -> Section:
    """IP-A1: an empty list of projects."""
    form = Blanks(c.t("invest.existing_caption"), c.headers("invest.existing_headers"), 5)
    return Section((c.hint("IP-A1"), form), State.EMPTY)


def _proposal(id: str):  # type: ignore[no-untyped-def]
    """Return a section of suggestions and a hint."""

    def section(c: Context) -> Section:
        return Section((c.suggestion(id), c.hint(id)), State.EMPTY)

    return section


def scenarios(c: Context) -> Section:
    """IP-B1: cost, savings and co-benefits by field of action, and the plan beside doing nothing more."""
    if not c.measures:
        return Section((Paragraph(c.t("portfolio.none")), c.hint("IP-B1")), State.EMPTY)
    million = c.million([m.capex_eur for m in c.measures])
    step = step_of_column([m.reduction_t for m in c.measures])
    rows: list[tuple[Inline, ...]] = [
        (c.t(f"fields.{field}"), *_scenario_cells(c, measures, million, step, _sum_range(measures)))
        for field, measures in c.by_field.items()
    ]
    rows.append(
        (
            c.t("words.all_measures"),
            *_scenario_cells(c, c.measures, million, step, c.plan.plan.investment_eur),
        )
    )
    table = Table(
        c.t("invest.scenario_caption"),
        c.headers("invest.scenario_headers"),
        tuple(rows),
        ("left", *("right",) * 6),
        (1.8, 1.1, 1.1, 1.3, 1.2, 1.2, 1.2),
        total=True,
        notes=(c.t("invest.price_note"), c.t("invest.scenario_note")),
    )
    return Section((_comparison(c, million), table, c.hint("IP-B1")), State.DRAFT)


def _sum_range(measures: Sequence[PlannedMeasure]) -> Range:
    ranges = [m.capex_range_eur for m in measures]
    return Range(sum(r.p5 for r in ranges), sum(r.p50 for r in ranges), sum(r.p95 for r in ranges))


def _scenario_cells(c: Context, measures, million, step: float, capex: Range) -> tuple[str, ...]:  # type: ignore[no-untyped-def]
    benefits = [sum(m.co_benefits_eur_per_year.values()) for m in measures if m.co_benefits_eur_per_year]
    return (
        c.cell(sum(m.reduction_t for m in measures), step),
        million(sum(m.capex_eur for m in measures)),
        f"{million(capex.p5)}–{million(capex.p95)}",
        million(sum(m.opex_eur_per_year for m in measures)),
        million(sum(m.npv_eur for m in measures)),
        million(sum(benefits)) if benefits else c.no_data,
    )


def _comparison(c: Context, million) -> Table:  # type: ignore[no-untyped-def]
    draft = c.plan.plan
    step = step_of_column([draft.reference_t])
    nothing = million(0.0)
    benefits = [sum(m.co_benefits_eur_per_year.values()) for m in c.measures if m.co_benefits_eur_per_year]
    rows = (
        (c.t("invest.compare_emissions"), c.cell(draft.baseline_t, step), c.cell(draft.residual_t, step)),
        (c.t("invest.compare_investment"), nothing, million(sum(m.capex_eur for m in c.measures))),
        (c.t("invest.compare_running"), nothing, million(sum(m.opex_eur_per_year for m in c.measures))),
        (c.t("invest.compare_benefits"), nothing, million(sum(benefits)) if benefits else c.no_data),
    )
    return Table(
        c.t("invest.compare_caption"),
        c.headers("invest.compare_headers"),
        rows,
        ("left", "right", "right"),
        (3, 1.4, 1.4),
    )


def capital(c: Context) -> Section:
    """IP-B2: investment by year and payer, and by measure and payer; both have the same sum."""
    by_year = {year: payers for year, payers in c.plan.plan.investment_by_year.items() if sum(payers.values())}
    if not by_year:
        return Section((Paragraph(c.t("portfolio.none")), c.hint("IP-B2")), State.EMPTY)
    million = c.million([m.capex_eur for m in c.measures])
    peak = max(by_year, key=lambda year: sum(by_year[year].values()))
    years = [(str(year), by_year[year]) for year in sorted(by_year)]
    measures = [(c.measure(m), m.payers) for m in c.measures]
    return Section(
        (
            Paragraph(c.t("invest.text_peak", year=peak, sum=c.money(sum(by_year[peak].values())))),
            *investment_chart(c),
            _payer_table(c, c.t("invest.year_caption"), c.t("invest.year_header"), years, million),
            _payer_table(c, c.t("invest.payer_caption"), c.t("invest.payer_header"), measures, million),
            c.hint("IP-B2"),
        ),
        State.DRAFT,
    )


def _payer_table(c: Context, caption: str, first: str, rows, million) -> Table:  # type: ignore[no-untyped-def]
    """Return money by payer, with a total column and a total row."""
    cells = [
        (name, *(million(payers.get(p, 0.0)) for p in PAYERS), million(sum(payers.values()))) for name, payers in rows
    ]
    sums = [sum(payers.get(p, 0.0) for _, payers in rows) for p in PAYERS]
    cells.append((c.t("words.total"), *map(million, sums), million(sum(sums))))
    headers = (first, *(names.payer_name(p, c.language) for p in PAYERS), c.t("words.total"))
    return Table(
        caption,
        headers,
        tuple(cells),
        ("left", *("right",) * 5),
        (2.4, 1, 1, 1, 1, 1),
        total=True,
        notes=(c.t("invest.price_note"),),
    )


def financial_indicators(c: Context) -> Section:
    """IP-B3: financial indicators with the values that the plan holds."""
    invested = sum(m.capex_eur for m in c.measures)
    public = sum(m.payers.get(p, 0.0) for m in c.measures for p in ("municipality", "state_eu"))
    saved = -sum(m.opex_eur_per_year for m in c.measures if m.opex_eur_per_year < 0)
    priced = [m for m in c.measures if m.cost_per_tonne_eur is not None]
    weight = sum(m.reduction_t for m in priced)
    fills = c.t("words.city_fills")
    values = {"FIN-01": c.money(c.plan.plan.investment_eur.p50)} if c.measures else {}
    if public:
        values["FIN-04"] = c.n((invested - public) / public, 2)
    if weight:
        values["FIN-05"] = c.rounded(sum((m.cost_per_tonne_eur or 0.0) * m.reduction_t for m in priced) / weight)
    if saved:
        values["ECO-04"] = c.money(saved)
    rows = tuple(
        (code, indicator_name(code, c.language), indicator_unit(code, c.language), values.get(code, fills), fills)
        for code in FINANCIAL
    )
    table = Table(
        c.t("invest.fin_caption"),
        c.headers("invest.fin_headers"),
        rows,
        ("left", "left", "left", "right", "right"),
        (0.8, 3, 1, 1.5, 1.3),
    )
    return Section((table, c.hint("IP-B3")), State.DRAFT)


def risks(c: Context) -> Section:
    """IP-C2: risks that are typical, with a first judgement."""
    rows = tuple(
        (risk, c.t(f"invest.{likelihood}"), c.t(f"invest.{impact}"), owner, answer)
        for risk, likelihood, impact, owner, answer in c.rows("invest.risk_rows")
    )
    mark = Note("suggestion", c.t("words.suggestion_title"))
    table = Table(
        c.t("invest.risk_caption"), c.headers("invest.risk_headers"), rows, ("left",) * 5, (2.2, 1.25, 0.9, 1.5, 2.4)
    )
    return Section((mark, table, c.hint("IP-C2")), State.DRAFT)


def annex(c: Context) -> Section:
    """IP-Annex: assumptions of the economic model."""
    items = Bullets(c.lines("invest.ip_annex_items"))
    return Section((Paragraph(c.t("invest.ip_annex")), items, c.hint("IP-Annex")), State.DRAFT)


SECTIONS = {
    "IP-0": introduction,
    "IP-A1": existing,
    "IP-A2": _proposal("IP-A2"),
    "IP-A3": _proposal("IP-A3"),
    "IP-B1": scenarios,
    "IP-B2": capital,
    "IP-B3": financial_indicators,
    "IP-C1": _proposal("IP-C1"),
    "IP-C2": risks,
    "IP-C3": _proposal("IP-C3"),
    "IP-D": _proposal("IP-D"),
    "IP-Annex": annex,
}
