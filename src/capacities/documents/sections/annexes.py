"""The two annexes of the document: the list of gaps, and the sources of every figure."""

from __future__ import annotations

from collections.abc import Mapping

from capacities.dayone import texts as names
from capacities.dayone.result import SourceNote
from capacities.documents.context import Context
from capacities.documents.numbers import step_of_column
from capacities.documents.outline import OutlineRow, title_of
from capacities.documents.tree import Block, Bullets, Heading, Inline, Paragraph, Span, State, Table

_MARKS = {State.READY: "s1", State.DRAFT: "s2", State.EMPTY: "s3"}


def gaps(c: Context, rows: tuple[OutlineRow, ...], states: Mapping[str, State]) -> tuple[Block, ...]:
    """Return every section with its state and what is missing."""
    counts = {state.value: sum(s is state for s in states.values()) for state in State}
    table = Table(
        c.t("gaps.caption"),
        c.headers("gaps.headers"),
        tuple(_gap_row(c, row, states[row.module_id]) for row in rows if row.module_id in states),
        ("left", "left", "left"),
        (2.6, 0.8, 3.6),
    )
    return (
        Heading(1, c.t("gaps.title"), "gaps"),
        Paragraph(c.t("gaps.intro")),
        Paragraph(c.t("gaps.counts", **counts)),
        table,
    )


def _gap_row(c: Context, row: OutlineRow, state: State) -> tuple[Inline, ...]:
    where = (Span(f"{row.module_id} {title_of(row, c.language)}", href=f"#{row.module_id}"),)
    word = (Span(c.t(f"words.state_{state.value}"), mark=_MARKS[state]),)
    missing = c.t("gaps.nothing") if state is State.READY else c.t(f"hints.{row.module_id}")
    return where, word, missing


def sources(c: Context) -> tuple[Block, ...]:
    """Return the tier and source of every line and measure, and the list of sources."""
    numbers = {source.id: i for i, source in enumerate(c.plan.sources, start=1)}
    blocks: list[Block] = [
        Heading(1, c.t("sources.title"), "sources"),
        Heading(2, c.t("sources.figures_title"), "sources-figures"),
        _lines(c, numbers),
    ]
    if c.measures:
        rows = tuple((c.measure(m), c.tier(m.tier), _refs(m.source_ids, numbers)) for m in c.measures)
        blocks.append(
            Table(
                c.t("sources.measures_caption"),
                c.headers("sources.measures_headers"),
                rows,
                ("left",) * 3,
                (3.4, 1.6, 1.6),
            )
        )
    known = c.plan.settings.known_inputs
    named = c.join(f"{names.ask(id, c.language).name} ({c.n(value)})" for id, value in known.items())
    blocks += [
        Heading(2, c.t("sources.list_title"), "sources-list"),
        Bullets(tuple(_source(c, source) for source in c.plan.sources), ordered=True),
        Heading(2, c.t("sources.how"), "sources-how"),
        Paragraph(c.t("sources.settings")),
        Paragraph(c.t("sources.known", list=named) if known else c.t("sources.no_known")),
    ]
    return tuple(blocks)


def _lines(c: Context, numbers: Mapping[str, int]) -> Table:
    step = step_of_column([c.plan.inventory.total_t.p50])
    rows = []
    for line in c.plan.inventory.lines:
        key = c.t(f"notation.{line.notation}") if line.notation else ""
        rows.append(
            (
                names.source_name(line.id, c.language),
                "–" if key else c.rounded(line.activity.p50),
                names.unit_name(line.unit, c.language),
                key or c.cell(line.emissions_t.p50, step),
                c.tier(line.tier),
                _refs(line.source_ids, numbers),
            )
        )
    return Table(
        c.t("sources.figures_caption"),
        c.headers("sources.figures_headers"),
        tuple(rows),
        ("left", "right", "left", "right", "left", "left"),
        (2.8, 1, 0.8, 1.1, 1.7, 0.9),
    )


def _refs(ids: tuple[str, ...], numbers: Mapping[str, int]) -> str:
    """Return the numbers of sources in the list; an id that the list lacks is shown itself."""
    return ", ".join(str(numbers.get(id, id)) for id in ids) or "–"


def _source(c: Context, source: SourceNote) -> Inline:
    said = [Span(source.title)]
    if source.year:
        said.append(Span(f" {c.t('sources.year', year=source.year)}"))
    if source.url:
        said += [Span(". "), Span(source.url, href=source.url)]
    if source.licence:
        said.append(Span(f" {c.t('sources.licence', licence=source.licence)}"))
    return tuple(said)
