"""Part C, the outlook and the annex of the Action Plan: governance, social innovation, cost summary."""

from __future__ import annotations

from capacities.documents.context import Context, Section
from capacities.documents.measure_sheets import field_of
from capacities.documents.numbers import step_of_column
from capacities.documents.tree import Bullets, Note, Paragraph, State, Table


def _suggested_table(c: Context, group: str, id: str, widths: tuple[float, ...]) -> Section:
    """Return a table of proposals, marked as such."""
    mark = Note("suggestion", c.t("words.suggestion_title"))
    headers = c.headers(f"{group}.headers")
    table = Table(c.t(f"{group}.caption"), headers, c.rows(f"{group}.rows"), ("left",) * 5, widths)
    return Section((mark, table, c.hint(id)), State.DRAFT)


def governance(c: Context) -> Section:
    """C-1.1: governance interventions to choose from."""
    return _suggested_table(c, "governance", "C-1.1", (1.2, 2.6, 1.6, 1.7, 1.5))


def governance_text(c: Context) -> Section:
    """C-1.2: a transition team and its rules."""
    return Section((c.suggestion("C-1.2"), c.hint("C-1.2")), State.EMPTY)


def social(c: Context) -> Section:
    """C-2.1: social innovation to choose from."""
    return _suggested_table(c, "social", "C-2.1", (1.3, 2.6, 1.7, 1.5, 1.5))


def social_text(c: Context) -> Section:
    """C-2.2: how the town can support it."""
    return Section((c.suggestion("C-2.2"), c.hint("C-2.2")), State.EMPTY)


def costs(c: Context) -> Section:
    """C-3.1: every measure with dates, effect and cost, and their sum."""
    if not c.measures:
        return Section((Paragraph(c.t("portfolio.none")), c.hint("C-3.1")), State.EMPTY)
    step = step_of_column([m.reduction_t for m in c.measures])
    million = c.million([m.capex_eur for m in c.measures])
    fills = c.t("words.city_fills")
    rows = [
        (
            c.measure(m),
            fills,
            f"{m.start_year}–{m.end_year}",
            c.t(f"fields.{field_of(m)}"),
            c.cell(m.reduction_t, step),
            million(m.capex_eur),
        )
        for m in c.measures
    ]
    rows.append(
        (
            c.t("words.all_measures"),
            "",
            "",
            "",
            c.cell(sum(m.reduction_t for m in c.measures), step),
            million(sum(m.capex_eur for m in c.measures)),
        )
    )
    table = Table(
        c.t("costs.caption"),
        c.headers("costs.headers"),
        tuple(rows),
        ("left", "left", "left", "left", "right", "right"),
        (2.6, 1.3, 1.2, 1.7, 1.3, 1.3),
        total=True,
        notes=(c.t("costs.note", range=c.money_range(c.plan.plan.investment_eur)),),
    )
    return Section((table, c.hint("C-3.1")), State.DRAFT)


def outlook(c: Context) -> Section:
    """D: next steps from this draft to a signed contract."""
    mark = Note("suggestion", c.t("words.suggestion_title"))
    return Section((mark, Bullets(c.lines("outlook.items"), ordered=True), c.hint("D")), State.DRAFT)


def annex(c: Context) -> Section:
    """Annex of the Action Plan: points to the annexes of this document."""
    return Section((Paragraph(c.t("annex.text")), c.hint("Annex")), State.DRAFT)


SECTIONS = {
    "C-1.1": governance,
    "C-1.2": governance_text,
    "C-2.1": social,
    "C-2.2": social_text,
    "C-3.1": costs,
    "D": outlook,
    "Annex": annex,
}
