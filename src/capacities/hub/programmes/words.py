"""Deadlines, answers and states in words, for pages, mails and files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from capacities.core.people.templatetags.people import moment
from capacities.dayone.numbers import number
from capacities.hub.programmes.kinds import Phase, QuestionKind
from capacities.hub.programmes.models import Answer, Programme, Question


def clock_of(programme: Programme, at: datetime) -> str:
    """Write a moment on the programme's own clock, with its zone: 15 March 2027, 17:00 (Bucharest)."""
    return moment(at.astimezone(ZoneInfo(programme.time_zone)))


def deadline_of(programme: Programme) -> str:
    """Write the deadline with hour and zone, nothing where there is none."""
    return clock_of(programme, programme.closes_at) if programme.closes_at else ""


def why_locked(programme: Programme) -> str:
    """Say why an application cannot be written or changed now; nothing when it can."""
    phase = programme.phase
    if programme.takes_applications:
        return ""
    if phase is Phase.ANNOUNCED and programme.opens_at:
        return _("Applications are taken from %(when)s.") % {"when": clock_of(programme, programme.opens_at)}
    if phase is Phase.CLOSED:
        return _(
            "The deadline was %(when)s. What you wrote is kept, but it can no longer be sent or changed there."
        ) % {"when": deadline_of(programme)}
    return _("This programme takes no applications now.")


def language() -> str:
    """Return the language of the page as the catalogues name it."""
    return (get_language() or "en")[:2]


def number_words(value: Any) -> str:
    """Write a stored number as the reader's language does, with its own decimals."""
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    exponent = amount.normalize().as_tuple().exponent
    return number(float(amount), max(0, -exponent) if isinstance(exponent, int) else 0, language())


def value_words(question: Question, value: Any) -> str:
    """Write the value of an answer in words: choices by their texts, numbers as the language writes them."""
    if value in (None, "", []):
        return ""
    if question.kind in (QuestionKind.ONE, QuestionKind.SEVERAL):
        texts: Mapping[int, str] = question.choice_texts(also_gone=True)
        chosen = value if isinstance(value, list) else [value]
        return "; ".join(texts.get(one, "") for one in chosen)
    return number_words(value) if question.kind == QuestionKind.NUMBER else str(value)


def answer_words(question: Question, answer: Answer | None) -> str:
    """Write an answer in words; a file by its name."""
    if answer is None:
        return ""
    return str(answer.file.name) if answer.file else value_words(question, answer.value)
