"""Module B-3: indicators matched to the measures, with the values that the plan holds, and their metadata."""

from __future__ import annotations

from collections.abc import Mapping

from capacities.dayone import texts as names
from capacities.dayone.numbers import percent
from capacities.documents.context import Context, Section
from capacities.documents.indicators import all_indicators, indicator_interval, indicator_name, indicator_unit
from capacities.documents.measure_sheets import SECTOR_INDICATORS, field_of, sheet_of
from capacities.documents.numbers import step_of_column
from capacities.documents.tree import State, Table

OVERALL = ("GHG-01", "GHG-02", "GHG-09", "GHG-10")


def matched(c: Context) -> Mapping[str, list[str]]:
    """Return indicator codes in the order of the facts, each with the ids of the measures that it follows."""
    found: dict[str, list[str]] = {code: [] for code in OVERALL}
    for measure in c.measures:
        for code in sheet_of(measure).indicators:
            found.setdefault(code, []).append(measure.id)
    order = list(all_indicators())
    return dict(sorted(found.items(), key=lambda item: order.index(item[0])))


def _values(c: Context) -> Mapping[str, tuple[str, str]]:
    """Return the base and target value of the indicators that the plan itself holds."""
    draft, inventory = c.plan.plan, c.plan.inventory
    step = step_of_column([draft.reference_t])
    people = c.plan.place.population
    found = {
        "GHG-01": (c.cell(draft.reference_t, step), c.cell(draft.residual_t, step)),
        "GHG-02": (c.rounded(draft.reference_t / people), c.rounded(draft.residual_t / people)),
        "GHG-09": ("–", percent(c.cut_share, 0, c.language)),
        "GHG-10": ("–", percent(1 - c.cut_share, 0, c.language)),
    }
    for sector, code in SECTOR_INDICATORS.items():
        if sector in inventory.sectors:
            found[code] = (c.cell(inventory.sectors[sector].p50, step), c.t("words.city_fills"))
    return found


def with_targets(c: Context) -> Section:
    """B-3.1: outcome, measures, indicator, values of base, middle and target year."""
    fills = c.t("words.city_fills")
    values = _values(c)
    by_id = {m.id: m for m in c.measures}
    sectors = {code: sector for sector, code in SECTOR_INDICATORS.items()}
    rows = []
    for code, ids in matched(c).items():
        fields = dict.fromkeys(field_of(by_id[id]) for id in ids)
        outcome = "; ".join(c.t(f"fields.{field}") for field in fields) or c.t("emissions.total_label")
        base, target = values.get(code, (fills, fills))
        measures = "; ".join(names.measure_name(id, c.language) for id in ids) or c.t("indicators_table.all")
        if code in sectors:
            measures = c.t("indicators_table.all_of_sector", sector=names.sector_name(sectors[code], c.language))
        rows.append(
            (
                outcome,
                measures,
                code,
                indicator_name(code, c.language),
                indicator_unit(code, c.language),
                base,
                fills,
                target,
            )
        )
    middle = (int(c.plan.settings.created[:4]) + c.plan.plan.target_year) // 2
    table = Table(
        c.t("indicators_table.caption"),
        c.headers("indicators_table.headers", mid_year=middle),
        tuple(rows),
        ("left", "left", "left", "left", "left", "right", "right", "right"),
        (1.3, 1.9, 0.8, 1.9, 1, 1, 1, 1),
        notes=(c.t("indicators_table.note"),),
    )
    return Section((table, c.hint("B-3.1")), State.DRAFT)


def metadata(c: Context) -> Section:
    """B-3.2: unit, direction, level, interval and source of each indicator used."""
    rows = []
    sources = dict.fromkeys(all_indicators()[code].source for code in matched(c))
    for code in matched(c):
        indicator = all_indicators()[code]
        levels = "; ".join(c.t(f"indicator_levels.{level}") for level in indicator.level.split(";"))
        rows.append(
            (
                code,
                indicator_name(code, c.language),
                indicator_unit(code, c.language),
                c.t(f"indicators_table.better_{indicator.better_when}"),
                levels,
                indicator_interval(code, c.language),
            )
        )
    table = Table(
        c.t("indicators_table.meta_caption"),
        c.headers("indicators_table.meta_headers"),
        tuple(rows),
        ("left",) * 6,
        (0.8, 3, 1.2, 1.4, 1, 1.2),
        notes=(c.t("indicators_table.meta_note", sources="; ".join(sources)),),
    )
    return Section((table, c.hint("B-3.2")), State.DRAFT)


SECTIONS = {"B-3.1": with_targets, "B-3.2": metadata}
