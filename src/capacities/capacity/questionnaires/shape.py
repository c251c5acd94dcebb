"""Whether data that somebody brings has the form of a questionnaire: every wrong part with its path. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from capacities.capacity.questionnaires.checks import Finding
from capacities.capacity.questionnaires.document import FORMAT
from capacities.engines import maturity

_KEY = re.compile(r"[A-Za-z0-9_-]{1,60}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_LONGEST_TEXT = 5000
_MOST = 200  # sections, questions of a section, options

Faults = Iterator[Finding]
Rule = tuple[str, Callable[[Any, str], Faults], bool]


def shape_faults(data: Any) -> list[Finding]:
    """Return what is wrong with the form of a document; none means that it can be checked and stored."""
    return list(_record(data, "", _WHOLE))


def _record(data: Any, path: str, rules: tuple[Rule, ...]) -> Faults:
    if not isinstance(data, dict):
        yield Finding(path or "$", _("An object is expected."))
        return
    for name, rule, is_needed in rules:
        below = f"{path}.{name}" if path else name
        if name in data:
            yield from rule(data[name], below)
        elif is_needed:
            yield Finding(below, _("This part is missing."))
    known = {name for name, _rule, _needed in rules}
    for name in sorted(map(str, data.keys() - known)):
        yield Finding(f"{path}.{name}" if path else name, _("This part is not known."))


def _list(rule: Callable[[Any, str], Faults]) -> Callable[[Any, str], Faults]:
    def check(data: Any, path: str) -> Faults:
        if not isinstance(data, list) or len(data) > _MOST:
            yield Finding(path, _("A list of at most %(most)s parts is expected.") % {"most": _MOST})
            return
        for number, one in enumerate(data):
            yield from rule(one, f"{path}[{number}]")

    return check


def _one_of(*allowed: str) -> Callable[[Any, str], Faults]:
    def check(data: Any, path: str) -> Faults:
        if data not in allowed:
            yield Finding(path, _("One of these is expected: %(list)s") % {"list": ", ".join(allowed)})

    return check


def _anything(data: Any, path: str) -> Faults:
    yield from ()


def _texts(data: Any, path: str) -> Faults:
    if not isinstance(data, dict):
        yield Finding(path, _('Texts by language are expected, such as {"en": "Finance"}.'))
        return
    for code, text in data.items():
        if not isinstance(code, str) or not _LANGUAGE.fullmatch(code):
            yield Finding(path, _("“%(code)s” is no code of a language.") % {"code": code})
        elif not isinstance(text, str) or len(text) > _LONGEST_TEXT:
            yield Finding(f"{path}.{code}", _("A text of at most %(most)s characters is expected.")
                          % {"most": _LONGEST_TEXT})  # fmt: skip


def _key(data: Any, path: str) -> Faults:
    if not isinstance(data, str) or not _KEY.fullmatch(data):
        yield Finding(path, _("A key is expected: up to 60 letters, digits, hyphens or underscores, no spaces."))


def _text(data: Any, path: str) -> Faults:
    if not isinstance(data, str):
        yield Finding(path, _("A text is expected."))


def _truth(data: Any, path: str) -> Faults:
    if not isinstance(data, bool):
        yield Finding(path, _("true or false is expected."))


def _number(data: Any, path: str, low: float = -math.inf, high: float = math.inf) -> Faults:
    is_number = isinstance(data, int | float) and not isinstance(data, bool) and math.isfinite(data)
    if not is_number or not low <= data <= high:
        yield Finding(path, _("A number that fits is expected."))


def _number_or_none(data: Any, path: str) -> Faults:
    if data is not None:
        yield from _number(data, path)


def _weight(data: Any, path: str) -> Faults:
    yield from _number(data, path, 0, 999.9)


def _longest(data: Any, path: str) -> Faults:
    if data is not None and (not isinstance(data, int) or isinstance(data, bool) or not 1 <= data <= 100_000):
        yield Finding(path, _("A whole number from 1 to 100,000 is expected."))


def _condition(data: Any, path: str) -> Faults:
    if data:
        rules: tuple[Rule, ...] = (
            ("question", _key, True), ("any_of", _list(_key), False), ("at_least", _number_or_none, False)
        )  # fmt: skip
        yield from _record(data, path, rules)


def _option(data: Any, path: str) -> Faults:
    yield from _record(data, path, (("key", _key, True), ("texts", _texts, True), ("score", _number_or_none, False)))


def _question(data: Any, path: str) -> Faults:
    yield from _record(data, path, _QUESTION)


def _section(data: Any, path: str) -> Faults:
    yield from _record(data, path, _SECTION)


_QUESTION: tuple[Rule, ...] = (
    ("key", _key, True),
    ("kind", _one_of(*maturity.KINDS), True),
    ("text", _texts, True),
    ("hint", _texts, False),
    ("topics", _list(_text), False),
    ("weight", _weight, False),
    ("required", _truth, False),
    ("options", _list(_option), False),
    ("low", _number_or_none, False),
    ("high", _number_or_none, False),
    ("least", _number_or_none, False),
    ("most", _number_or_none, False),
    ("unit", _texts, False),
    ("longest", _longest, False),
    ("condition", _condition, False),
)
_SECTION: tuple[Rule, ...] = (
    ("key", _key, True),
    ("title", _texts, True),
    ("text", _texts, False),
    ("questions", _list(_question), True),
)
_WHOLE: tuple[Rule, ...] = (
    ("format", _one_of(FORMAT), True),
    ("audience", _one_of("country", "city"), True),
    ("name", _texts, True),
    ("purpose", _texts, False),
    ("sections", _list(_section), True),
    *((name, _anything, False) for name in ("slug", "countries", "version", "state", "published_at", "note", "url")),
)
