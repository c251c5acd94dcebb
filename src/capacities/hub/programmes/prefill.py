"""Answers that start with a figure of the town's public draft, with its range and how near its source is."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from capacities.city.services import draft_of
from capacities.core.places.models import Place
from capacities.dayone.numbers import number
from capacities.hub.programmes.kinds import Prefill, QuestionKind
from capacities.hub.programmes.models import Answer, AnswerVersion, Application, Question
from capacities.hub.programmes.words import language
from capacities.web.templatetags.places import SIGNIFICANT_DIGITS, round_to
from capacities.web.templatetags.ui import TIER_NAMES

logger = logging.getLogger(__name__)


def fill_in(application: Application, questions: Iterable[Question]) -> int:
    """Start the answers that have none with the figures of the town; return how many."""
    wanted = [one for one in questions if one.prefill and one.kind == QuestionKind.NUMBER and one.removed_at is None]
    there = set(application.answers.values_list("question_id", flat=True))
    filled = 0
    for question in wanted:
        origin = figure_of(application.place, question.prefill) if question.pk not in there else None
        if origin is None:
            continue
        try:
            with transaction.atomic():
                answer = Answer.objects.create(
                    application=application, question=question, value=origin["value"], origin=origin
                )
                AnswerVersion.objects.create(answer=answer, version=1, value=answer.value)
        except IntegrityError:  # somebody answered in this moment: their answer stays
            continue
        filled += 1
    return filled


def figure_of(place: Place, what: str) -> dict[str, Any] | None:
    """Return a figure of a town's public draft as plain data; None where none is known."""
    if what == Prefill.INHABITANTS:
        if not place.population:
            return None
        return {"value": str(place.population), "year": place.population_year}
    if not place.population:
        return None
    try:
        inventory = draft_of(place).inventory
    except (ValueError, LookupError, ArithmeticError):
        logger.warning("no draft of place %s for a form", place.pk, exc_info=True)
        return None
    found = inventory.total_t if what == Prefill.EMISSIONS else inventory.per_head_t
    return {
        "value": _plain(found.p50),
        "low": _plain(found.p5),
        "high": _plain(found.p95),
        "year": inventory.year,
        "tier": int(inventory.tier),
    }


def origin_words(origin: dict[str, Any]) -> str:
    """Say where a figure comes from and how far it may be off."""
    if not origin:
        return ""
    if "low" not in origin:
        if origin.get("year"):
            return _("From public figures of %(year)s.") % {"year": origin["year"]}
        return _("From public figures.")
    return _("From the public draft for %(year)s: likely between %(low)s and %(high)s (9 chances in 10), %(tier)s.") % {
        "year": origin["year"],
        "low": _told(origin["low"]),
        "high": _told(origin["high"]),
        "tier": str(TIER_NAMES[origin["tier"]]).lower(),
    }


def _plain(value: float) -> str:
    """Return a value with three significant digits as plain text: 92300, 3.14."""
    return f"{Decimal(str(round_to(value, SIGNIFICANT_DIGITS))).normalize():f}"


def _told(value: str) -> str:
    return number(float(value), len(value.partition(".")[2]), language())
