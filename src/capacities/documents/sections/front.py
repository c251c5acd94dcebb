"""What stands before the outline: cover, the mayor's summary, and how to read the draft."""

from __future__ import annotations

from capacities.dayone import texts as names
from capacities.dayone.numbers import date_text, percent
from capacities.dayone.result import FindFirst, Tier
from capacities.documents.charts import SUMMARY, path_chart
from capacities.documents.context import Context
from capacities.documents.numbers import step_of_column
from capacities.documents.tree import (
    Block,
    Bullets,
    Cover,
    Heading,
    Inline,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Table,
    bold,
)

STRONGEST = 5


def cover(c: Context) -> Cover:
    """Return the front page."""
    place = c.plan.place
    where = c.t("cover.place_line") if place.county else str(c.common["country"])
    return Cover(
        title=place.name,
        kind=c.t("words.draft_name"),
        state=c.t("cover.state"),
        lines=(
            (c.t("cover.place"), where),
            (c.t("cover.population"), c.n(place.population)),
            (c.t("cover.date"), date_text(c.plan.settings.created, c.language)),
            (c.t("cover.version"), c.version),
            (c.t("cover.state_label"), c.t("cover.state_line")),
            (c.t("cover.basis"), c.t("cover.basis_line")),
        ),
        remark=c.t("cover.remark"),
    )


def summary(c: Context) -> tuple[Block, ...]:
    """Return the page for the mayor: figures, one chart, what to find first, what the council decides."""
    return (
        Heading(1, c.t("summary.title"), "summary"),
        Paragraph(finding(c), "lede"),
        KeyFigures(_key_figures(c)),
        *path_chart(c, SUMMARY),
        Paragraph(chances(c)),
        *find_first_table(c),
        Heading(2, c.t("summary.decisions"), "decisions"),
        Bullets(
            c.lines("summary.decision_items", first_year=min([m.start_year for m in c.measures], default=c.start_year)),
            ordered=True,
        ),
        *_strongest(c),
    )


def finding(c: Context) -> str:
    """Return what the plan comes to, in one sentence or two."""
    if not c.measures:
        return c.t("summary.no_measures")
    if c.missing_t <= 0:
        return c.t("summary.finding_reached", share=c.cut_share)
    return c.t("summary.finding_missed", share=c.cut_share, missing=c.rounded(c.missing_t))


def chances(c: Context) -> str:
    """Return how sure it is that the target is met, as a count of runs."""
    runs = round(100 * c.plan.plan.target_probability)
    return c.t("summary.chances", n=runs) if runs else c.t("summary.chances_none")


def _key_figures(c: Context) -> tuple[KeyFigure, ...]:
    inventory, draft = c.plan.inventory, c.plan.plan
    tier = f"t{int(inventory.tier)} {names.tier_name(inventory.tier, c.language)}"
    unit = c.t("summary.tonnes_unit")
    town = sum(m.payers.get("municipality", 0.0) for m in c.measures)
    return (
        KeyFigure(c.t("summary.emissions"), c.best(inventory.total_t), unit, c.span(inventory.total_t), tier),
        KeyFigure(c.t("summary.per_head"), c.best(inventory.per_head_t), unit, c.span(inventory.per_head_t), tier),
        KeyFigure(
            c.t("summary.residual"),
            c.best(draft.residual_range_t),
            unit,
            c.span(draft.residual_range_t),
            "",
            c.t("summary.less", share=c.cut_share),
        ),
        KeyFigure(
            c.t("summary.investment"),
            c.money(draft.investment_eur.p50),
            "",
            c.money_range(draft.investment_eur),
            "",
            c.t("summary.of_which_town", town=c.money(town)),
        ),
    )


def find_first_table(c: Context) -> tuple[Block, ...]:
    """Return the three figures to find first; nothing if none is known."""
    figures = c.plan.find_first[:3]
    if not figures:
        return ()
    return (
        Heading(2, c.t("summary.find_first"), "find-first"),
        Paragraph(c.t("summary.find_first_share", share=sum(f.variance_share for f in figures))),
        Table(
            c.t("summary.find_first_caption"),
            c.headers("summary.find_first_headers"),
            tuple(_find_first_row(c, i, figure) for i, figure in enumerate(figures, start=1)),
            ("left", "left", "left", "right"),
            (4, 3.4, 2.4, 1.8),
        ),
    )


def _find_first_row(c: Context, number: int, figure: FindFirst) -> tuple[Inline, ...]:
    ask = names.ask(figure, c.language)
    return (bold(f"{number}. {ask.name}"), ask.holder, ask.effort, percent(figure.variance_share, 0, c.language))


def _strongest(c: Context) -> tuple[Block, ...]:
    if not c.measures:
        return ()
    step = step_of_column([m.reduction_t for m in c.measures])
    million = c.million([m.capex_eur for m in c.measures])
    rows = [
        (c.measure(m), str(m.start_year), c.cell(m.reduction_t, step), million(m.capex_eur))
        for m in c.measures[:STRONGEST]
    ]
    rest = c.measures[STRONGEST:]
    if rest:
        rows.append(
            (
                c.t("summary.others", n=len(rest)),
                "",
                c.cell(sum(m.reduction_t for m in rest), step),
                million(sum(m.capex_eur for m in rest)),
            )
        )
    total = (
        c.t("words.all_measures"),
        "",
        c.cell(sum(m.reduction_t for m in c.measures), step),
        million(sum(m.capex_eur for m in c.measures)),
    )
    return (
        Heading(2, c.t("summary.strongest"), "strongest"),
        Table(
            c.t("summary.strongest_caption"),
            c.headers("summary.strongest_headers"),
            (*rows, total),
            ("left", "left", "right", "right"),
            (5, 1, 2, 2),
            total=True,
        ),
    )


def how_to_read(c: Context) -> tuple[Block, ...]:
    """Return what tiers, ranges and the three kinds of text mean."""
    tiers = tuple((c.tier(tier), c.t(f"read.tier_{tier.name.lower()}")) for tier in Tier)
    return (
        Heading(2, c.t("read.title"), "how-to-read"),
        Paragraph(c.t("read.intro")),
        Paragraph(c.t("read.range")),
        Paragraph(c.t("read.tiers")),
        Table(c.t("read.tier_caption"), c.headers("read.tier_headers"), tiers, ("left", "left"), (1.2, 3)),
        Paragraph(c.t("read.kinds")),
        Bullets((c.t("read.kind_figures"), c.t("read.kind_suggestion"), c.t("read.kind_city"))),
    )
