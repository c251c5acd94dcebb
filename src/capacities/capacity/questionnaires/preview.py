"""A questionnaire as a respondent meets it, in one language: numbers, texts, answers, and conditions in words."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from capacities.capacity.questionnaires.models import Question, Section, Version
from capacities.capacity.questionnaires.queries import sections_of
from capacities.core.texts import Told, told_in
from capacities.core.topics import topic_names
from capacities.dayone import numbers


@dataclass(frozen=True, slots=True)
class ShownOption:
    """A choice or a level with its score (None: it says nothing)."""

    key: str
    text: Told
    score: float | None


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A question with its number and when it is asked (empty: always)."""

    number: str
    question: Question
    text: Told
    hint: Told
    unit: Told
    options: list[ShownOption]
    asked_if: str
    topics: list[str]


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section with its number."""

    number: int
    section: Section
    title: Told
    text: Told
    questions: list[ShownQuestion] = field(default_factory=list)


def shown_in(version: Version, language: str = "") -> list[ShownSection]:
    """Return the sections of a version in a language (the page's by default)."""
    sections = sections_of(version)
    numbered = {
        question.key: (f"{number}.{order}", question)
        for number, section in enumerate(sections, start=1)
        for order, question in enumerate(section.questions.all(), start=1)
    }
    shown = []
    for number, section in enumerate(sections, start=1):
        found = ShownSection(number, section, told_in(section.title, language), told_in(section.text, language))
        for question in section.questions.all():
            found.questions.append(_shown(question, numbered, language))
        shown.append(found)
    return shown


def _shown(question: Question, numbered: dict[str, tuple[str, Question]], language: str) -> ShownQuestion:
    return ShownQuestion(
        number=numbered[question.key][0],
        question=question,
        text=told_in(question.text, language),
        hint=told_in(question.hint, language),
        unit=told_in(question.unit, language),
        options=[
            ShownOption(one["key"], told_in(one["texts"], language), one.get("score")) for one in question.options
        ],
        asked_if=asked_if(question, numbered, language),
        topics=topic_names(question.topics),
    )


def asked_if(question: Question, numbered: dict[str, tuple[str, Question]], language: str = "") -> str:
    """Say in words when a question is asked; nothing where it always is."""
    condition = question.condition
    if not condition:
        return ""
    number, on = numbered.get(condition["question"], ("", None))
    if on is None:
        return _("Asked if question “%(key)s” is answered, which is not there.") % {"key": condition["question"]}
    if condition.get("at_least") is not None:
        least = float(condition["at_least"])
        shown = numbers.number(least, 0 if least.is_integer() else 1, told_in({}).language)
        return _("Asked if the answer to question %(number)s is %(least)s or more.") % {
            "number": number,
            "least": shown,
        }
    wanted = condition.get("any_of", [])
    texts = [_("“%(text)s”") % {"text": told_in(one["texts"], language)} for one in on.options if one["key"] in wanted]
    if len(texts) > 1:
        return _("Asked if the answer to question %(number)s is one of: %(answers)s.") % {
            "number": number,
            "answers": "; ".join(texts),
        }
    return _("Asked if the answer to question %(number)s is %(answer)s.") % {
        "number": number,
        "answer": texts[0] if texts else "–",
    }
