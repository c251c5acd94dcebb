"""Prepared letters: one page for each figure to find first, asking its holder for it."""

from __future__ import annotations

from capacities.dayone import texts as names
from capacities.dayone.numbers import date_text
from capacities.dayone.result import DayOnePlan, FindFirst
from capacities.documents.context import Context
from capacities.documents.tree import Block, Bullets, Document, Heading, Note, PageBreak, Paragraph, Words, bold

LETTERS = 3


def letters(plan: DayOnePlan, language: str = "en") -> Document:
    """Return the letters for the figures to find first, ready to sign; raises ValueError for another language."""
    c = Context(plan, language, "1")
    blocks: list[Block] = []
    for figure in plan.find_first[:LETTERS]:
        blocks += _letter(c, figure)
    blocks = blocks[1:]  # the first letter needs no page break before it
    if not blocks:
        blocks = [Heading(2, c.t("letter.title"), "letters"), Paragraph(c.t("letter.none"))]
    return Document(
        title=f"{plan.place.name}: {c.t('letter.title')}",
        language=language,
        subject=c.t("letter.title"),
        author=c.t("words.author"),
        keywords=c.lines("words.keywords"),
        created=plan.settings.created,
        version=c.version,
        header=f"{plan.place.name} · {c.t('letter.title')}",
        footer=date_text(plan.settings.created, language),
        words=Words(
            c.t("words.table"), c.t("words.figure"), str(c.texts.get("words.page")), c.t("words.contents_hint")
        ),
        cover=None,
        blocks=tuple(blocks),
    )


def _letter(c: Context, figure: FindFirst) -> list[Block]:
    ask = names.ask(figure, c.language)
    unit = names.unit_name(figure.unit, c.language)
    return [
        PageBreak(),
        Paragraph(bold(c.t("letter.sender"))),
        Paragraph(c.t("letter.place_date")),
        Paragraph((*bold(c.t("letter.to")), *bold(ask.holder or c.t("words.city_fills")))),
        Heading(2, c.t("letter.subject", figure=ask.name), f"letter-{figure.input}"),
        Paragraph(c.t("letter.greeting")),
        Paragraph(c.t("letter.why")),
        Paragraph(c.t("letter.please", request=ask.request)),
        Bullets(c.lines("letter.items", unit=unit)),
        Paragraph(
            c.t(
                "letter.estimate",
                value=c.best(figure.current),
                range=c.span(figure.current),
                unit=unit,
                share=figure.variance_share,
            )
        ),
        Paragraph(c.t("letter.use")),
        Paragraph(c.t("letter.contact")),
        Paragraph(c.t("letter.thanks")),
        Paragraph(c.t("letter.signature")),
        Note("city", c.t("words.city_title"), (c.t("letter.hint"),)),
    ]
