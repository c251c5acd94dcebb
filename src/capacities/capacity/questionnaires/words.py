"""Differences between two versions in words: names of fields, texts by language, options and conditions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from capacities.capacity.questionnaires.comparing import Compared, Difference
from capacities.capacity.questionnaires.models import Kind
from capacities.core.texts import language_name, told_in
from capacities.core.topics import topic_names
from capacities.dayone import numbers


@dataclass(frozen=True, slots=True)
class ToldDifference:
    """What changed, before and after, ready to read; ``language`` where it is a text in one language."""

    name: str
    before: str
    after: str
    language: str = ""


def told_differences(part: Compared, languages: Sequence[str]) -> list[ToldDifference]:
    """Return the differences of a section or question in words."""
    return [told for difference in part.differences for told in _told(difference, languages)]


def _names() -> dict[str, str]:
    return {
        "title": _("Title"), "text": _("Text"), "hint": _("Hint"), "unit": _("Unit"), "kind": _("Kind of answer"),
        "topics": _("Topics"), "weight": _("Weight"), "required": _("An answer is needed"), "low": _("Scores 0 at"),
        "high": _("Scores fully at"), "least": _("Smallest number"), "most": _("Largest number"),
        "longest": _("At most this many characters"), "condition": _("When it is asked"), "options": _("Choices"),
    }  # fmt: skip


def _told(difference: Difference, languages: Sequence[str]) -> Iterator[ToldDifference]:
    name, before, after = _names().get(difference.name, difference.name), difference.before, difference.after
    if difference.name == "options":
        yield from _options(before or [], after or [], languages)
    elif difference.name in ("title", "text", "hint", "unit"):
        yield from _texts(name, before or {}, after or {}, languages)
    else:
        yield ToldDifference(name, _value(difference.name, before), _value(difference.name, after))


def _texts(
    name: str, before: dict[str, str], after: dict[str, str], languages: Sequence[str]
) -> Iterator[ToldDifference]:
    for code in languages:
        if before.get(code, "") != after.get(code, ""):
            yield ToldDifference(
                f"{name} ({language_name(code)})", before.get(code) or "–", after.get(code) or "–", code
            )


def _options(before: Any, after: Any, languages: Sequence[str]) -> Iterator[ToldDifference]:
    old, new = ({one["key"]: one for one in options} for options in (before, after))
    for key in dict.fromkeys([*old, *new]):
        name = _("Answer “%(key)s”") % {"key": key}
        if key not in new:
            yield ToldDifference(name, told_in(old[key]["texts"]).text, _("removed"))
            continue
        if key not in old:
            yield ToldDifference(name, "–", told_in(new[key]["texts"]).text)
            continue
        yield from _texts(name, old[key]["texts"], new[key]["texts"], languages)
        if old[key].get("score") != new[key].get("score"):
            yield ToldDifference(
                _("Score of “%(key)s”") % {"key": key}, _share(old[key].get("score")), _share(new[key].get("score"))
            )
    if [key for key in old if key in new] != [key for key in new if key in old]:
        yield ToldDifference(_("Order of the answers"), ", ".join(old), ", ".join(new))


def _value(name: str, value: Any) -> str:
    if name == "topics":
        return ", ".join(topic_names(value or [])) or "–"
    if name == "kind":
        return str(Kind(value).label)
    if name == "condition":
        return _condition(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "–" if value is None else _number(value)


def _condition(value: Any) -> str:
    if not value:
        return _("always")
    if value.get("at_least") is not None:
        return _("if “%(question)s” is %(least)s or more") % {
            "question": value["question"],
            "least": _number(value["at_least"]),
        }
    return _("if “%(question)s” is one of: %(answers)s") % {
        "question": value["question"],
        "answers": ", ".join(value.get("any_of", [])),
    }


def _number(value: Any) -> str:
    amount = float(value)
    return numbers.number(amount, 0 if amount.is_integer() else 2, told_in({}).language)


def _share(score: float | None) -> str:
    return _("not scored") if score is None else numbers.percent(score, 0, told_in({}).language)
