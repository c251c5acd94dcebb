"""What the pages of a meeting show, as plain rows: guests, agenda with clock times, answers to proposed dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

import holidays
from django.utils.translation import get_language

from capacities.hub.meetings.kinds import Answer, Attendance
from capacities.hub.meetings.models import AgendaItem, DateAnswer, DateOption, Guest, Meeting

_ANSWER_CLASSES = {Answer.YES: "s1", Answer.MAYBE: "s2", Answer.NO: "s3"}


@dataclass(frozen=True, slots=True)
class GuestRow:
    """A guest as the list shows them."""

    guest: Guest
    answer: str
    css: str
    attendance: str
    address: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A point of the agenda with its number, and the clock times between which it is planned."""

    item: AgendaItem
    number: int
    begins: datetime | None
    papers: Sequence[object]


@dataclass(frozen=True, slots=True)
class PollColumn:
    """A proposed date: what each guest said, in the order of guests, how many said what, and whose holiday it is."""

    option: DateOption
    answers: tuple[tuple[str, str], ...]
    yes: int
    maybe: int
    no: int
    holidays: tuple[str, ...]


def guest_rows(guests: Sequence[Guest], *, addresses: bool) -> list[GuestRow]:
    """Return guests with their answers in words; addresses only for those who keep the meeting."""
    return [
        GuestRow(
            guest,
            str(Answer(guest.answer).label) if guest.answer else "",
            _ANSWER_CLASSES[Answer(guest.answer)] if guest.answer else "s0",
            str(Attendance(guest.attendance).label) if guest.attendance else "",
            guest.address if addresses else "",
        )
        for guest in guests
    ]


def item_rows(meeting: Meeting) -> list[ItemRow]:
    """Return the points of the agenda with the time at which each begins, if the meeting has one."""
    at = meeting.starts_at
    rows = []
    for number, item in enumerate(meeting.items.prefetch_related("papers__file"), start=1):
        rows.append(ItemRow(item, number, at, list(item.papers.all())))
        at = at + timedelta(minutes=item.minutes_long) if at else None
    return rows


def poll_table(meeting: Meeting, guests: Sequence[Guest]) -> list[PollColumn]:
    """Return the proposed dates with the answers of each guest."""
    said = {
        (answer.option_id, answer.guest_id): Answer(answer.answer)
        for answer in DateAnswer.objects.filter(option__meeting=meeting)
    }
    columns = []
    for option in meeting.options.all():
        answers = [said.get((option.pk, guest.pk)) for guest in guests]
        columns.append(
            PollColumn(
                option,
                tuple((str(one.label), _ANSWER_CLASSES[one]) if one else ("", "s0") for one in answers),
                answers.count(Answer.YES),
                answers.count(Answer.MAYBE),
                answers.count(Answer.NO),
                holidays_on(option.starts_at.date(), meeting.hub.countries),
            )
        )
    return columns


def holidays_on(day: date, countries: Sequence[str]) -> tuple[str, ...]:
    """Return the public holidays of some countries on a day, with the country's code: `RO: Crăciunul`."""
    found = []
    for country in countries:
        name = _holidays(country, day.year, (get_language() or "en")[:2]).get(day)
        if name:
            found.append(f"{country}: {name}")
    return tuple(found)


@lru_cache(maxsize=200)
def _holidays(country: str, year: int, language: str) -> dict[date, str]:
    try:
        calendar = holidays.country_holidays(country, years=year, language="ro" if language == "ro" else "en_US")
    except NotImplementedError:
        return {}
    return dict(calendar)
