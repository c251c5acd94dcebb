"""The plan's tables as plain rows with unrounded numbers, for CSV and for the workbook. First row is the header."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from capacities.dayone import texts as names
from capacities.dayone.result import PAYERS, DayOnePlan
from capacities.documents.context import Context
from capacities.documents.measure_sheets import field_of

Cell = str | float | int | None
Rows = list[list[Cell]]


def inventory_rows(plan: DayOnePlan, language: str) -> Rows:
    """Return one row per line of the inventory; a line without a value has empty cells and its notation key."""
    c = Context(plan, language, "1")
    rows: Rows = [list(c.headers("workbook.inventory_headers"))]
    for line in plan.inventory.lines:
        known = not line.notation
        rows.append(
            [
                line.id,
                names.source_name(line.id, language),
                line.subsector,
                names.sector_name(line.sector, language),
                line.scope,
                names.carrier_name(line.carrier, language),
                names.unit_name(line.unit, language),
                *((line.activity.p5, line.activity.p50, line.activity.p95) if known else (None, None, None)),
                line.factor_t.p50 if known else None,
                *((line.emissions_t.p5, line.emissions_t.p50, line.emissions_t.p95) if known else (None, None, None)),
                line.notation,
                names.tier_name(line.tier, language),
                "; ".join(line.source_ids),
            ]
        )
    return rows


def measure_rows(plan: DayOnePlan, language: str) -> Rows:
    """Return one row per measure, the strongest first."""
    c = Context(plan, language, "1")
    payers = [names.payer_name(payer, language) for payer in PAYERS]
    rows: Rows = [
        [
            *c.headers("workbook.measure_headers"),
            *(c.t("workbook.paid_by", payer=p) for p in payers),
            *c.headers("workbook.measure_end_headers"),
        ]
    ]
    for m in c.measures:
        rows.append(
            [
                m.id,
                c.measure(m),
                c.t(f"fields.{field_of(m)}"),
                names.sector_name(m.sector, language),
                m.start_year,
                m.end_year,
                m.level,
                m.reduction_t,
                m.reduction_range_t.p5,
                m.reduction_range_t.p95,
                m.capex_eur,
                m.capex_range_eur.p5,
                m.capex_range_eur.p95,
                m.opex_eur_per_year,
                m.npv_eur,
                m.cost_per_tonne_eur,
                m.payback_years,
                *(m.payers.get(payer, 0.0) for payer in PAYERS),
                sum(m.co_benefits_eur_per_year.values()) if m.co_benefits_eur_per_year else None,
                m.jobs,
                names.tier_name(m.tier, language),
                "; ".join(m.source_ids),
            ]
        )
    return rows


def pathway_rows(plan: DayOnePlan, language: str) -> Rows:
    """Return emissions per year without measures and with the plan."""
    c = Context(plan, language, "1")
    path = plan.plan.with_plan
    planned = {year: (path.p5[i], path.p50[i], path.p95[i]) for i, year in enumerate(path.years)}
    rows: Rows = [list(c.headers("workbook.pathway_headers"))]
    for i, year in enumerate(plan.baseline.years):
        base = (plan.baseline.p5[i], plan.baseline.p50[i], plan.baseline.p95[i])
        rows.append([year, *base, *planned.get(year, (None, None, None))])
    return rows


def investment_rows(plan: DayOnePlan, language: str) -> Rows:
    """Return money per year and payer."""
    c = Context(plan, language, "1")
    rows: Rows = [
        [
            c.t("workbook.year"),
            *(f"{names.payer_name(p, language)} [EUR]" for p in PAYERS),
            f"{c.t('words.total')} [EUR]",
        ]
    ]
    for year, by_payer in sorted(plan.plan.investment_by_year.items()):
        rows.append([year, *(by_payer.get(payer, 0.0) for payer in PAYERS), sum(by_payer.values())])
    return rows


def find_first_rows(plan: DayOnePlan, language: str) -> Rows:
    """Return the figures to find with whom to ask."""
    c = Context(plan, language, "1")
    rows: Rows = [list(c.headers("workbook.find_headers"))]
    for figure in plan.find_first:
        ask = names.ask(figure, language)
        rows.append(
            [
                figure.input,
                ask.name,
                ask.holder,
                ask.effort,
                names.unit_name(figure.unit, language),
                figure.current.p5,
                figure.current.p50,
                figure.current.p95,
                figure.variance_share,
            ]
        )
    return rows


def source_rows(plan: DayOnePlan, language: str) -> Rows:
    """Return the sources that figures refer to by id."""
    c = Context(plan, language, "1")
    rows: Rows = [list(c.headers("workbook.source_headers"))]
    rows += [[s.id, s.title, s.year, s.url, s.licence] for s in plan.sources]
    return rows


def csv_of(rows: Sequence[Sequence[Cell]]) -> bytes:
    """Return rows as CSV in UTF-8 with a byte order mark, numbers with a point, unknown values empty."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([[safe_text(cell) for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def safe_text(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet takes for a formula."""
    if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + cell
    return cell
