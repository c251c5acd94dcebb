"""The baseline's emissions: sections A-1.4 to A-1.6, with ranges, what the city published, charts and quality."""

from __future__ import annotations

from collections.abc import Iterable

from capacities.dayone import texts as names
from capacities.dayone.numbers import percent
from capacities.dayone.result import InventoryLine
from capacities.documents.charts import sector_chart
from capacities.documents.context import Context, Section
from capacities.documents.inventory import by_subsector, tier_of
from capacities.documents.numbers import step_of_column
from capacities.documents.tree import Block, Bullets, Inline, Paragraph, State, Table, bold

# Remarks on lines that the plan's notices do not make already.
LINE_NOTES = frozenset({"large_works_apart"})


def emissions(c: Context) -> Section:
    """A-1.4: emissions by sector and scope with ranges, by sub-sector, and what the city has published."""
    inventory = c.plan.inventory
    step = step_of_column([inventory.total_t.p50])
    rows: list[tuple[Inline, ...]] = []
    for sector, value in inventory.sectors.items():
        lines = [line for line in inventory.lines if line.sector == sector and not line.notation]
        if not lines:
            rows.append((names.sector_name(sector, c.language), "–", "–", _why_empty(c, sector), "–", ""))
            continue
        rows.append(
            (
                names.sector_name(sector, c.language),
                _scope_t(c, lines, 1, step),
                _scope_t(c, lines, 2, step),
                c.cell(value.p50, step),
                c.span(value),
                c.tier(inventory.sector_tiers[sector]),
            )
        )
    counted = [line for line in inventory.lines if not line.notation]
    rows.append(
        (
            c.t("emissions.total_label"),
            _scope_t(c, counted, 1, step),
            _scope_t(c, counted, 2, step),
            c.cell(inventory.total_t.p50, step),
            c.span(inventory.total_t),
            c.tier(inventory.tier),
        )
    )
    said = [
        c.t(
            "emissions.text",
            total=c.best(inventory.total_t),
            low=c.low(inventory.total_t),
            high=c.high(inventory.total_t),
            per_head=c.best(inventory.per_head_t),
        )
    ]
    if any(line.emissions_t.p50 < 0 for line in inventory.lines):
        said.append(c.t("emissions.sink"))
    table = Table(
        c.t("emissions.caption"),
        c.headers("emissions.headers"),
        tuple(rows),
        ("left", "right", "right", "right", "right", "left"),
        (2.1, 1, 1, 1, 1.5, 1.7),
        total=True,
        notes=(c.t("emissions.range_note"),),
    )
    return Section((Paragraph(" ".join(said)), table, _subsectors(c), *_published(c)), State.READY)


def _why_empty(c: Context, sector: str) -> str:
    """Return the notation key of a sector without figures, in words."""
    keys = [line.notation for line in c.plan.inventory.lines if line.sector == sector]
    return c.t(f"notation.{keys[0]}") if keys else c.no_data


def _scope_t(c: Context, lines: Iterable[InventoryLine], scope: int, step: float) -> str:
    values = [line.emissions_t.p50 for line in lines if line.scope == scope]
    return c.cell(sum(values), step) if values else "–"


def _subsectors(c: Context) -> Table:
    inventory = c.plan.inventory
    step = step_of_column([inventory.total_t.p50])
    rows = []
    for subsector, lines in by_subsector(inventory.lines).items():
        name = f"{subsector} {names.subsector_name(subsector, c.language)}"
        counted = [line for line in lines if not line.notation]
        if not counted:
            rows.append((name, c.t(f"notation.{lines[0].notation}"), "–", "–", c.tier(lines[0].tier)))
            continue
        tonnes = sum(line.emissions_t.p50 for line in counted)
        one = counted[0].emissions_t if len(counted) == 1 else None
        share = percent(tonnes / inventory.total_t.p50, 0, c.language) if inventory.total_t.p50 else "–"
        rows.append((name, c.cell(tonnes, step), c.span(one) if one else "", share, c.tier(tier_of(counted))))
    has_ranges = any(row[2] not in ("", "–") for row in rows)
    keep = (0, 1, 2, 3, 4) if has_ranges else (0, 1, 3, 4)
    headers, align = c.headers("emissions.sub_headers"), ("left", "right", "right", "right", "left")
    widths = (2.6, 1.2, 1.4, 0.8, 1.7)
    return Table(
        c.t("emissions.sub_caption"),
        tuple(headers[i] for i in keep),
        tuple(tuple(row[i] for i in keep) for row in rows),
        tuple(align[i] for i in keep),  # type: ignore[misc]
        tuple(widths[i] for i in keep),
    )


def _published(c: Context) -> tuple[Table, ...]:
    figures = c.plan.inventory.published
    if not figures:
        return ()
    rows = tuple(
        (
            c.t("emissions.total_label") if f.what == "total" else names.sector_name(f.what, c.language),
            str(f.year),
            c.n(f.tonnes),
            c.t("words.yes") if f.used else c.t("words.no"),
        )
        for f in figures
    )
    scopes = dict.fromkeys(f.scope_note for f in figures if f.scope_note)
    return (
        Table(
            c.t("emissions.published_caption"),
            c.headers("emissions.published_headers"),
            rows,
            ("left", "left", "right", "left"),
            (3, 1, 1.4, 1.6),
            notes=tuple(c.t("emissions.published_scope", scope=scope) for scope in scopes),
        ),
    )


def charts(c: Context) -> Section:
    """A-1.5: emissions of the base year by sector and scope."""
    figures = sector_chart(c)
    return Section(figures or (Paragraph(c.no_data),), State.READY if figures else State.EMPTY)


def quality(c: Context) -> Section:
    """A-1.6: method, what is missing, what the reader should know, what to find first."""
    missing = [names.source_name(line.id, c.language) for line in c.plan.inventory.lines if line.notation == "NE"]
    blocks: list[Block] = [
        Paragraph(c.t("quality.method")),
        Paragraph(c.t("quality.gaps", list=c.join(missing)) if missing else c.t("quality.no_gaps")),
    ]
    remarks = [names.notice_text(notice, c.language) for notice in c.plan.notices]
    remarks += [names.line_note(line.note, c.language) for line in c.plan.inventory.lines if line.note in LINE_NOTES]
    if remarks:
        blocks += [Paragraph(c.t("quality.notices")), Bullets(tuple(dict.fromkeys(remarks)))]
    if c.plan.find_first:
        rows = tuple(
            (
                bold(names.ask(f, c.language).name),
                c.best(f.current),
                c.span(f.current),
                names.unit_name(f.unit, c.language),
                names.ask(f, c.language).holder,
                percent(f.variance_share, 0, c.language),
            )
            for f in c.plan.find_first
        )
        blocks += [
            Paragraph(c.t("quality.next")),
            Table(
                c.t("quality.find_caption"),
                c.headers("quality.find_headers"),
                rows,
                ("left", "right", "right", "left", "left", "right"),
                (2.6, 1.2, 1.6, 0.9, 2.2, 1.2),
            ),
        ]
    blocks.append(c.hint("A-1.6"))
    return Section(tuple(blocks), State.DRAFT)


SECTIONS = {"A-1.4": emissions, "A-1.5": charts, "A-1.6": quality}
