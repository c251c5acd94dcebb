"""“Where Europe needs help” as a document: one page with the finding and the topics, then an annex with the map."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from capacities.capacity.map import heat
from capacities.capacity.map.choice import GROUPS
from capacities.capacity.map.queries import Gap, Voice, gaps_in
from capacities.capacity.map.seen import Seen
from capacities.capacity.map.words import finding, together
from capacities.capacity.questionnaires.models import Audience
from capacities.core.texts import told_in
from capacities.core.topics import topic_name
from capacities.dayone.numbers import date_text
from capacities.documents.tree import (
    Align,
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    Inline,
    PageBreak,
    Paragraph,
    Table,
)
from capacities.web.documents import short_document

MOST_NAMED, MOST_ROWS = 6, 100


def report(seen: Seen, group: str, language: str) -> Document:
    """Return the report in the active language; it holds what its reader may see and no more."""
    title = _("Where cities need help") if seen.round.audience == Audience.CITY else _("Where Europe needs help")
    gaps = gaps_in(seen, group)
    upper = [gap for gap in gaps if gap.is_upper]
    name = told_in(seen.round.name, language).text
    today = timezone.localdate().isoformat()
    blocks: list[Block] = [
        Heading(2, title, "title"),
        Paragraph(finding(gaps, seen.round.audience) or _("Too few answers are open to you to tell."), "lede"),
        Facts(_("About this report"), tuple(_facts(seen, group, name, today, language))),
        _topics(upper),
        *_next(upper),
        Paragraph(_rule(seen), "small"),
        PageBreak(),
        Heading(2, _("Annex: scores and who could help"), "annex"),
        *_scores(seen, group),
        *_voices(upper),
    ]
    return short_document(
        title=f"{title}: {name}", subject=title, author="Capacities", language=language, blocks=blocks
    )


def _facts(seen: Seen, group: str, name: str, today: str, language: str) -> list[tuple[str, Inline]]:
    which = seen.group(group)
    open_to_reader = int((which & seen.rows).sum())
    shared = ngettext("{count} is open to the reader", "{count} are open to the reader", open_to_reader)
    asked = ngettext("{count} takes part", "{count} take part", int(which.sum()))
    rows: list[tuple[str, Inline]] = [
        (_("Round"), f"{name} ({seen.round.get_state_display()})"),
        (_("Respondents"), f"{asked.format(count=int(which.sum()))}; {shared.format(count=open_to_reader)}"),
    ]
    if seen.round.audience == Audience.COUNTRY:
        rows.append((_("Countries"), str(GROUPS[group])))
    rows.append((_("Date"), date_text(today, language)))
    return rows


def _topics(upper: Sequence[Gap]) -> Table:
    rows = [
        (
            topic_name(gap.topic),
            heat.points(gap.median),
            _("{in_need} of {count}").format(in_need=gap.in_need, count=gap.count) if gap.count else heat.NOTHING,
            str(gap.offer_count),
            ", ".join(heat.name_of(one.respondent) for one in gap.offers[:3]) or heat.NOTHING,
        )
        for gap in upper
    ]
    return Table(
        _("Topics, the greatest need first"),
        (_("Topic"), _("Median, 0 to 100"), _("Need help"), _("Could help"), _("Who, for example")),
        tuple(rows),
        ("left", "right", "right", "right", "left"),
        (0.3, 0.13, 0.14, 0.13, 0.3),
    )


def _next(upper: Sequence[Gap]) -> list[Block]:
    """Return what to do about the three topics that need it most."""
    lines: list[Inline] = []
    for gap in [gap for gap in upper if gap.needs][:3]:
        if gap.offers:
            lines.append(together(gap))
        else:
            text = _("{topic}: nobody whose scores are open to you could help; look for help outside this round.")
            lines.append(text.format(topic=topic_name(gap.topic)))
    return [Heading(3, _("What to do next"), "next"), Bullets(tuple(lines))] if lines else []


def _rule(seen: Seen) -> str:
    return _(
        "A respondent needs help on a topic if its score is below 40 or it says “we need”, and could help if its score "
        "is 80 or more or it says “we can share”. Figures of fewer than {least} answers are not shown; scores that are "
        "not open to the reader count only where nobody can be told apart."
    ).format(least=seen.round.least_count)


def _scores(seen: Seen, group: str) -> list[Block]:
    columns = heat.columns_of(seen)
    which = seen.group(group)
    rows = heat.sort_rows(heat.rows_of(seen, columns, which), columns, heat.BY_NEED)
    if not rows or not columns:
        return [Paragraph(_("No scores are open to the reader."))]
    body: list[tuple[Inline, ...]] = [(row.name, *(cell.text for cell in row.cells)) for row in rows[:MOST_ROWS]]
    medians = [heat.points(value) for value in seen.statistics(which).median[[c.at for c in columns]].tolist()]
    body.append((_("Median"), *medians))
    width = 0.75 / len(columns)
    numbers: list[Align] = ["right"] * len(columns)
    align: tuple[Align, ...] = ("left", *numbers)
    table = Table(
        _("Scores from 0 to 100, the greatest need first"),
        (_("Respondent"), *(str(k + 1) for k in range(len(columns)))),
        tuple(body),
        align,
        (0.25, *(width for _column in columns)),
        total=True,
        notes=(" · ".join(f"{k + 1} {column.name}" for k, column in enumerate(columns)), *_cut(len(rows))),
    )
    hidden = int(np.sum(which & ~seen.rows))
    if not hidden:
        return [table]
    text = ngettext(
        "{count} more respondent does not share its scores with the reader.",
        "{count} more respondents do not share their scores with the reader.",
        hidden,
    )
    return [table, Paragraph(text.format(count=hidden), "small")]


def _cut(count: int) -> tuple[str, ...]:
    """Say that a long list is cut."""
    if count <= MOST_ROWS:
        return ()
    return (_("The first {shown} of {count}; the file of scores has all.").format(shown=MOST_ROWS, count=count),)


def _voices(upper: Sequence[Gap]) -> list[Block]:
    blocks: list[Block] = []
    for number, gap in enumerate(upper):
        if not gap.needs and not gap.offers:
            continue
        lines: list[Inline] = []
        if gap.needs:
            lines.append(_("Need help: {names}").format(names=_names(gap.needs)))
        if gap.offers:
            lines.append(_("Could help: {names}").format(names=_names(gap.offers)))
        blocks += [Heading(3, topic_name(gap.topic), f"topic-{number}"), Bullets(tuple(lines))]
    return blocks


def _names(voices: Sequence[Voice]) -> str:
    named = ", ".join(heat.name_of(one.respondent) for one in voices[:MOST_NAMED])
    rest = len(voices) - MOST_NAMED
    if rest <= 0:
        return named
    return ngettext("{names} and {count} more", "{names} and {count} more", rest).format(names=named, count=rest)
