"""What a cell of a workbook says: words of either language, keys, numbers of levels, and wordings that come close."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from capacities.capacity.questionnaires.models import Kind, Question
from capacities.capacity.rounds.values import level_numbers, option_label, read_number, require_fit
from capacities.capacity.rounds.workbook import choices_of
from capacities.core.texts import told_in
from capacities.engines.maturity import NOT_APPLICABLE
from capacities.tables.cells import BadCell
from capacities.tables.names import closest, fold

CLOSE, CLEARLY = 88.0, 5.0  # likeness of wordings that pass as the same, and how far the next must be behind
NEAR = 45.0


def read_cell(question: Question, cell: Any) -> Any:
    """Return the value of a cell: words of either language, a key, a level's number, or close wording.

    Raises ValidationError that says what came and what fits.
    """
    if isinstance(cell, BadCell):
        raise ValidationError(_("The cell holds an error or a formula; enter the answer itself."))
    text = (
        str(int(cell)) if isinstance(cell, float) and cell.is_integer() else "" if cell is None else str(cell).strip()
    )
    if not text:
        return None
    if fold(text) in _not_applicable_words():
        return NOT_APPLICABLE
    if question.kind == Kind.NUMBER:
        number = int(cell) if isinstance(cell, float) and cell.is_integer() else cell
        value: Any = number if isinstance(number, int | float) and not isinstance(number, bool) else read_number(text)
    elif question.kind == Kind.MULTIPLE:
        parts = [part for part in text.replace("\n", ";").split(";") if part.strip()]
        value = list(dict.fromkeys(_choice(question, part.strip()) for part in parts))
    elif question.kind in (Kind.MATURITY, Kind.SINGLE):
        value = _choice(question, text)
    else:
        value = text
    require_fit(question, value)
    return value


def _choice(question: Question, text: str) -> str:
    words = dict(_wordings(question))
    exact = {key for wording, key in words.items() if fold(wording) == fold(text)}
    if len(exact) == 1:
        return exact.pop()
    best: dict[str, float] = {}
    for wording, likeness in closest(text, words, cutoff=CLOSE, limit=12):
        best[words[wording]] = max(likeness, best.get(words[wording], 0.0))
    ranked = sorted(best.items(), key=lambda pair: -pair[1])
    if len(fold(text)) > 3 and ranked and (len(ranked) == 1 or ranked[0][1] - ranked[1][1] >= CLEARLY):
        return ranked[0][0]
    fitting = "; ".join(_short(choice) for choice in _offered(question))
    raise ValidationError(_("“%(text)s” is none of the choices: %(choices)s") % {"text": text[:80], "choices": fitting})


def _wordings(question: Question) -> Iterator[tuple[str, str]]:
    """Yield what may stand for each choice: its key, number, words and label in every language."""
    numbers = level_numbers(question)
    for option in question.options:
        key = option["key"]
        yield key, key
        for text in option["texts"].values():
            yield text, key
            if key in numbers:
                yield f"{numbers[key]} – {text}", key
        if key in numbers:
            yield numbers[key], key


def nearest(question: Question, text: str) -> str:
    """Return the choice whose wording is most like a text, or nothing."""
    if not text or not question.options:
        return ""
    words = dict(_wordings(question))
    near = closest(text, words, cutoff=NEAR, limit=1)
    return option_label(question, words[near[0][0]]) if near else ""


def _offered(question: Question) -> list[str]:
    return choices_of(question) or [told_in(option["texts"]).text for option in question.options]


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"


def _not_applicable_words() -> set[str]:
    words = {fold(NOT_APPLICABLE), "n a", "na"}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            words.add(fold(_("not applicable")))
    return words
