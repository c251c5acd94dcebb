"""The engagement plan as rows, as a document, and as a calendar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from capacities.core.calendars import Entry, calendar_of
from capacities.core.texts import told_in
from capacities.dayone.numbers import date_text
from capacities.documents.tree import Block, Bullets, Document, Heading, Paragraph, Table
from capacities.hub.stakeholders.engagement import WAYS, WORDS, PlanRow
from capacities.hub.stakeholders.models import StakeholderMap
from capacities.web.documents import short_document

COLUMNS = ("name", "how", "power", "interest", "next step", "until", "overdue", "who of the hub does it")
Cell = str | int | float | bool | None


def plan_rows(rows: Sequence[PlanRow]) -> Iterator[list[Cell]]:
    """Yield one row for each stakeholder, in the order of COLUMNS."""
    for row in rows:
        one = row.one
        who = one.next_by.name if one.next_by else ""
        until = str(one.next_on or "")
        yield [str(one), row.way_name, one.power, one.interest, one.next_step, until, row.is_overdue, who]


def plan_calendar(rows: Sequence[PlanRow], *, root: str, now: datetime, language: str) -> str:
    """Return the days until which something is due, as iCalendar; ``root`` is the address of the site."""
    host = urlsplit(root).netloc
    entries = []
    for row in rows:
        one = row.one
        if one.next_on is None:
            continue
        address = reverse("hub-stakeholder", args=[one.map.hub.slug, one.map_id, one.pk])
        entries.append(
            Entry(
                uid=f"stakeholder-{one.pk}@{host}",
                start=one.next_on,
                end=one.next_on,
                summary=f"{one}: {one.next_step or row.way_name}",
                language=language,
                description=one.next_by.name if one.next_by else "",
                url=f"{root.rstrip('/')}{address}",
            )
        )
    return calendar_of(entries, now=now, name=_("Engagement plan"))


def plan_document(chosen: StakeholderMap, rows: Sequence[PlanRow], language: str) -> Document:
    """Return the plan as a document in the active language."""
    late = sum(row.is_overdue for row in rows)
    overdue = ngettext("%(count)s step is overdue.", "%(count)s steps are overdue.", late) % {"count": late}
    ways = {row.way for row in rows}
    title = _("Engagement plan: %(map)s") % {"map": chosen}
    blocks: list[Block] = [
        Heading(2, title, "title"),
        Paragraph(overdue if late else _("No step is overdue."), "lede"),
        Bullets(tuple(f"{WAYS[way]}: {WORDS[way]}" for way in WAYS if way in ways)),
        _table(rows, language),
    ]
    return short_document(
        title=title,
        subject=_("Engagement plan, for the hub team only"),
        author=told_in(chosen.hub.name, language).text,
        language=language,
        blocks=blocks,
    )


def _table(rows: Sequence[PlanRow], language: str) -> Table:
    cells, overdue = [], _("overdue")
    for row in rows:
        one = row.one
        day = date_text(one.next_on.isoformat(), language) if one.next_on else "–"
        until = f"{day} ({overdue})" if row.is_overdue else day
        cells.append((str(one), row.way_name, one.next_step or "–", until, one.next_by.name if one.next_by else "–"))
    return Table(
        caption=_("Who is to be engaged how"),
        headers=(_("Stakeholder"), _("How"), _("Next step"), _("Until"), _("Who of the hub does it")),
        rows=tuple(cells),
        align=("left",) * 5,
        widths=(26, 15, 29, 15, 15),
        numbered=False,
    )
