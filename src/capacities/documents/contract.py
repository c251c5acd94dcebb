"""The draft Climate City Contract of a plan: cover, summary, every section of the outline, gaps and sources."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from capacities.dayone.result import DayOnePlan
from capacities.documents.context import Context, Section
from capacities.documents.outline import OutlineRow, is_grouping, level_of, sections_of_outline, title_of
from capacities.documents.sections import (
    annexes,
    baseline,
    commitments,
    emissions,
    enabling,
    front,
    investment,
    monitoring,
    pathways,
    policies,
)
from capacities.documents.tree import Block, Contents, Document, Heading, PageBreak, Paragraph, State, Words

SECTIONS: Mapping[str, Callable[[Context], Section]] = {
    **commitments.SECTIONS,
    **baseline.SECTIONS,
    **emissions.SECTIONS,
    **policies.SECTIONS,
    **pathways.SECTIONS,
    **monitoring.SECTIONS,
    **enabling.SECTIONS,
    **investment.SECTIONS,
}


def contract(plan: DayOnePlan, language: str = "en", *, version: str = "1") -> Document:
    """Return the draft contract of a plan in English (en) or Romanian (ro).

    Raises ValueError for another language. Sections come in the order of the facts' outline and carry its ids;
    ``states`` of the document says of each section whether it is ready, a draft or empty.
    """
    c = Context(plan, language, version)
    states: dict[str, State] = {}
    body: list[Block] = []
    part = ""
    for row in sections_of_outline():
        if row.part != part:
            part = row.part
            anchor = "part-" + part.lower().replace(" ", "-")
            body += [Heading(1, c.t(f"outline_parts.{part}"), anchor), Paragraph(c.t(f"part_intro.{part}"), "lede")]
        body += _section(c, row, states)
    blocks = (
        *front.summary(c),
        *front.how_to_read(c),
        PageBreak(),
        Contents(c.t("words.contents")),
        *body,
        *annexes.gaps(c, sections_of_outline(), states),
        *annexes.sources(c),
    )
    return _document(c, blocks, states)


def section_states(plan: DayOnePlan, language: str = "en") -> dict[str, State]:
    """Return the state of every section that has a text of its own, by id."""
    c = Context(plan, language, "1")
    return {id: build(c).state for id, build in SECTIONS.items()}


def _section(c: Context, row: OutlineRow, states: dict[str, State]) -> list[Block]:
    """Return the heading of an outline row and what stands under it; notes the state."""
    number = "" if row.kind == "part" or row.module_id == "Annex" else row.module_id
    heading = Heading(level_of(row), title_of(row, c.language), row.module_id, number)
    if is_grouping(row):
        return [heading]
    section = SECTIONS[row.module_id](c)
    states[row.module_id] = section.state
    return [heading, *section.blocks]


def _document(c: Context, blocks: tuple[Block, ...], states: dict[str, State]) -> Document:
    return Document(
        title=f"{c.plan.place.name}: {c.t('words.draft_name')}",
        language=c.language,
        subject=c.t("words.subject"),
        author=c.t("words.author"),
        keywords=c.lines("words.keywords"),
        created=c.plan.settings.created,
        version=c.version,
        header=c.t("words.header"),
        footer=c.t("words.footer"),
        words=Words(
            table=c.t("words.table"),
            figure=c.t("words.figure"),
            page=str(c.texts.get("words.page")),
            contents_hint=c.t("words.contents_hint"),
        ),
        cover=front.cover(c),
        blocks=blocks,
        states=states,
    )
