"""The engagement plan as rows, as a Word document, and as a calendar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from capacities import __version__
from capacities.core.calendars import Entry, calendar_of
from capacities.core.texts import told_in
from capacities.dayone.numbers import date_text
from capacities.documents.docx import render_docx
from capacities.documents.files import MIME_TYPES
from capacities.documents.tree import Block, Bullets, Document, Heading, Paragraph, Table, Words, bold
from capacities.hub.stakeholders.engagement import WAYS, WORDS, PlanRow
from capacities.hub.stakeholders.models import StakeholderMap

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


def plan_document(chosen: StakeholderMap, rows: Sequence[PlanRow], language: str) -> tuple[bytes, str]:
    """Return the plan as a Word document in the active language, and its media type."""
    today = timezone.localdate().isoformat()
    only = _("For the hub team only")
    hub = told_in(chosen.hub.name, language).text
    title = _("Engagement plan: %(map)s") % {"map": chosen}
    late = sum(row.is_overdue for row in rows)
    overdue = ngettext("%(count)s step is overdue.", "%(count)s steps are overdue.", late) % {"count": late}
    ways = {row.way for row in rows}
    words = tuple(f"{WAYS[way]}: {WORDS[way]}" for way in WAYS if way in ways)
    blocks: list[Block] = [
        Paragraph(bold(hub)),
        Heading(2, title, "title"),
        Paragraph(overdue if late else _("No step is overdue."), "lede"),
        Bullets(words),
        _table(rows, language),
    ]
    document = Document(
        title=title,
        language=language,
        subject=_("Engagement plan"),
        author=hub,
        keywords=(_("Engagement plan"),),
        created=today,
        version=__version__,
        header=f"{hub} · {chosen}",
        footer=f"{only} · {date_text(today, language)}",
        words=Words(pgettext("caption", "Table"), pgettext("caption", "Figure"), _("Page {page} of {pages}"), ""),
        cover=None,
        blocks=tuple(blocks),
    )
    return render_docx(document), MIME_TYPES["docx"]


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
