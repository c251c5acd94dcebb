"""Values of answers: reading what was typed, whether a value fits its question, and how it is told to people."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from capacities.capacity.questionnaires.models import Kind, Question
from capacities.core.texts import told_in
from capacities.dayone import numbers
from capacities.engines.maturity import NOT_APPLICABLE
from capacities.tables.numbers import Decimal, parse_number

EMPTY: tuple[Any, ...] = (None, "", [])
_DECIMAL_SIGN: Mapping[str, Decimal] = {"en": ".", "ro": ","}
LONGEST = 10_000  # characters of a text without a limit of its own


def read_typed(question: Question, typed: Sequence[str]) -> Any:
    """Return the value that the fields of a form hold. Raises ValidationError for one outside the question's scale."""
    texts = [plain for text in typed if (plain := text.replace("\r\n", "\n").strip())]
    if not texts:
        return None
    if NOT_APPLICABLE in texts:
        return NOT_APPLICABLE
    value: Any = texts[0]
    if question.kind == Kind.MULTIPLE:
        value = texts
    elif question.kind == Kind.NUMBER:
        value = read_number(texts[0])
    require_fit(question, value)
    return value


def read_number(text: str) -> float | int:
    """Return the number that somebody typed, in the way of the page's language. Raises ValidationError for none."""
    found = parse_number(text, _DECIMAL_SIGN.get(_language(), "."))
    if found is None or found.unit:
        raise ValidationError(_("“%(text)s” is no number. Enter digits only, such as 12.") % {"text": text[:60]})
    return int(found.value) if found.value.is_integer() else found.value


def require_fit(question: Question, value: Any) -> None:
    """Do nothing where a value fits its question. Raises ValidationError that says what fits."""
    problem = problem_of(question, value)
    if problem:
        raise ValidationError(problem)


def problem_of(question: Question, value: Any) -> str:
    """Return why a value does not fit a question, or nothing; an empty value and "not applicable" fit every one."""
    if value in EMPTY or value == NOT_APPLICABLE:
        return ""
    if question.kind == Kind.NUMBER:
        return _problem_of_number(question, value)
    if question.kind == Kind.TEXT:
        longest = question.longest or LONGEST
        if not isinstance(value, str):
            return _("A text is expected.")
        too_long = _("The text has %(count)s characters; at most %(most)s fit.")
        return too_long % {"count": len(value), "most": longest} if len(value) > longest else ""
    if question.kind == Kind.FILE:
        return "" if isinstance(value, list) else _("A file is expected.")
    chosen = value if isinstance(value, list) else [value]
    if isinstance(value, list) != (question.kind == Kind.MULTIPLE):
        return _("This answer belongs to another kind of question.")
    known = {option["key"] for option in question.options}
    return "" if all(key in known for key in chosen) else _("This choice is not among those offered.")


def fits(question: Question, value: Any) -> bool:
    """Return whether a value can be an answer to a question."""
    return not problem_of(question, value)


def digest(value: Any) -> str:
    """Return a short mark of a value: a page sends it back, so that a change by somebody else is noticed."""
    plain = None if value in EMPTY else sorted(value) if isinstance(value, list) else value
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False).encode()).hexdigest()[:12]


def same(one: Any, other: Any) -> bool:
    """Return whether two values say the same: the order of choices does not matter, nothing is nothing."""
    return digest(one) == digest(other)


def level_numbers(question: Question) -> dict[str, str]:
    """Return the number of each level of a maturity scale by its key; other kinds have none."""
    if question.kind != Kind.MATURITY:
        return {}
    keys = [option["key"] for option in question.options]
    return {key: key if all(k.isdigit() for k in keys) else str(number) for number, key in enumerate(keys, start=1)}


def option_label(question: Question, key: str) -> str:
    """Return a choice in the reader's language, a level with its number before it."""
    number = level_numbers(question).get(key)
    text = str(question.option_text(key))
    return f"{number} – {text}" if number is not None else text


def told_value(question: Question | None, value: Any, others: Iterable[Question] = ()) -> str:
    """Return a value in words. A choice that the question no longer has is looked for in ``others``."""
    if value in EMPTY:
        return ""
    if value == NOT_APPLICABLE:
        return _("not applicable")
    if question is not None and question.kind == Kind.FILE:
        return _("files: %(count)s") % {"count": len(value) if isinstance(value, list) else 1}
    if isinstance(value, int | float) and not isinstance(value, bool):
        unit = told_in(question.unit).text if question is not None else ""
        return f"{number_text(value)} {unit}".strip()
    parts = value if isinstance(value, list) else [value]
    return "; ".join(_told_choice(question, part, others) for part in parts)


def number_text(value: float) -> str:
    """Return a number as the page's language writes it, with as many decimals as it has, up to six."""
    text = numbers.number(float(value), 6, _language()) if not float(value).is_integer() else ""
    return text.rstrip("0") if text else numbers.number(float(value), 0, _language())


def _told_choice(question: Question | None, key: Any, others: Iterable[Question]) -> str:
    for one in (question, *others):
        if one is not None and any(option["key"] == key for option in one.options):
            return option_label(one, key)
    return str(key)


def _problem_of_number(question: Question, value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return _("A number is expected.")
    least, most = question.least, question.most
    if (least is None or value >= least) and (most is None or value <= most):
        return ""
    if least is not None and most is not None:
        words = _("Enter a number from %(least)s to %(most)s.")
    else:
        words = _("Enter %(least)s or more.") if least is not None else _("Enter %(most)s or less.")
    limits = {
        "least": number_text(least) if least is not None else "",
        "most": number_text(most) if most is not None else "",
    }
    return words % limits


def _language() -> str:
    language = (get_language() or "en")[:2]
    return language if language in numbers.LANGUAGES else "en"
