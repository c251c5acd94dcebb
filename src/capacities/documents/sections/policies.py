"""Modules A-2 and A-3: policies, the emissions gap, barriers, stakeholders, participation."""

from __future__ import annotations

from capacities.dayone import texts as names
from capacities.dayone.numbers import percent
from capacities.documents.context import Context, Section
from capacities.documents.numbers import step_of_column
from capacities.documents.tree import Paragraph, State, Table


def list_of_policies(c: Context) -> Section:
    """A-2.1: the EU acts and national plans that frame the town; local ones are the city's to add."""
    fills = c.t("words.city_fills")
    rows = [(c.t("policies.level_eu"), *row, fills) for row in c.rows("policies.rows")]
    rows += [
        (c.t("policies.level_national"), c.t("policies.national"), c.t("policies.national_what"), fills),
        (
            c.t("policies.level_national"),
            c.t("policies.national_buildings"),
            c.t("policies.national_buildings_what"),
            fills,
        ),
        (c.t("policies.level_regional"), fills, fills, fills),
        (c.t("policies.level_local"), fills, fills, fills),
    ]
    table = Table(
        c.t("policies.caption"),
        c.headers("policies.headers"),
        tuple(rows),
        ("left",) * 4,
        (0.9, 3, 3.2, 1.3),
        notes=(c.t("policies.note"),),
    )
    return Section((table, c.hint("A-2.1")), State.DRAFT)


def assessment(c: Context) -> Section:
    """A-2.2: questions to put to each policy."""
    return Section((c.suggestion("A-2.2"), c.hint("A-2.2")), State.EMPTY)


def gap(c: Context) -> Section:
    """A-2.3: per sector what the target asks and what measures save; for the whole town also what remains."""
    draft, inventory = c.plan.plan, c.plan.inventory
    trend = draft.baseline_t - draft.reference_t
    saved = draft.baseline_t - draft.residual_t
    said = [
        c.t(
            "gap.text", gap=c.rounded(draft.reference_t - draft.target_t), trend=c.rounded(trend), plan=c.rounded(saved)
        ),
        c.t("gap.missing", missing=c.rounded(c.missing_t)) if c.missing_t > 0 else c.t("gap.reached"),
    ]
    step = step_of_column([draft.reference_t])
    rows = []
    for sector, value in inventory.sectors.items():
        by_plan = sum(m.reduction_t for m in c.measures if m.sector == sector)
        target = c.cell(draft.target_share * value.p50, step) if value.p50 > 0 else "–"
        rows.append(
            (
                names.sector_name(sector, c.language),
                c.cell(value.p50, step),
                target,
                c.t("words.city_fills"),
                c.cell(by_plan, step),
            )
        )
    rows.append(
        (
            c.t("emissions.total_label"),
            c.cell(draft.reference_t, step),
            c.cell(draft.reference_t - draft.target_t, step),
            c.t("words.city_fills"),
            c.cell(saved, step),
        )
    )
    table = Table(
        c.t("gap.caption"),
        c.headers("gap.headers"),
        tuple(rows),
        ("left", "right", "right", "left", "right"),
        (2.2, 1.2, 1.4, 1.5, 1.4),
        total=True,
        notes=(c.t("gap.note"),),
    )
    return Section((Paragraph(" ".join(said)), table, _steps(c, step), c.hint("A-2.3")), State.DRAFT)


def _steps(c: Context, step: float) -> Table:
    """Return the way from the baseline to what remains and what is missing."""
    draft = c.plan.plan
    values = (
        ("gap.row_baseline", draft.reference_t),
        ("gap.row_trend", draft.baseline_t - draft.reference_t),
        ("gap.row_without", draft.baseline_t),
        ("gap.row_plan", draft.residual_t - draft.baseline_t),
        ("gap.row_residual", draft.residual_t),
        ("gap.row_target", draft.target_t),
        ("gap.row_missing", max(c.missing_t, 0.0)),
    )
    rows = tuple(
        (c.t(key), c.cell(value, step), percent(value / draft.reference_t, 0, c.language) if draft.reference_t else "–")
        for key, value in values
    )
    return Table(
        c.t("gap.sum_caption"),
        c.headers("gap.sum_headers"),
        rows,
        ("left", "right", "right"),
        (3, 1.2, 1.2),
        total=True,
    )


def systems(c: Context) -> Section:
    """A-3.1: barriers and openings that are typical."""
    return Section((c.suggestion("A-3.1"), c.hint("A-3.1")), State.DRAFT)


def stakeholders(c: Context) -> Section:
    """A-3.2: systems and the groups usually involved."""
    rows = tuple(
        (system, who, c.t(f"systems.influence_{influence}"), c.t("words.city_fills"))
        for system, who, influence in c.rows("systems.rows")
    )
    table = Table(c.t("systems.caption"), c.headers("systems.headers"), rows, ("left",) * 4, (1.5, 4, 1, 1.4))
    return Section((table, c.hint("A-3.2")), State.DRAFT)


def participation(c: Context) -> Section:
    """A-3.3: a participation model to start from."""
    return Section((c.suggestion("A-3.3"), c.hint("A-3.3")), State.EMPTY)


SECTIONS = {
    "A-2.1": list_of_policies,
    "A-2.2": assessment,
    "A-2.3": gap,
    "A-3.1": systems,
    "A-3.2": stakeholders,
    "A-3.3": participation,
}
