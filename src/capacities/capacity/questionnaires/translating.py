"""The texts of a version as a flat list for translators: where each stands, what it is, and its languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from capacities.capacity.questionnaires.models import Kind, Question, Version

# Languages that a questionnaire can be translated into: those of the countries of the Mission's network.
LANGUAGES = (
    "en", "ro", "bg", "bs", "cs", "da", "de", "el", "es", "et", "fi", "fr", "ga", "he", "hr", "hu", "is", "it", "ka",
    "lt", "lv", "mk", "mt", "nl", "no", "pl", "pt", "sk", "sl", "sq", "sr", "sv", "tr", "uk",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """One text: its address (such as ``mandate.options.2``), what it is in words, its texts, and the row with it."""

    address: str
    number: str
    name: str
    texts: dict[str, str]
    row: Any

    @property
    def is_written(self) -> bool:
        """Return whether it is there in any language."""
        return any(self.texts.values())


def parts_of(version: Version) -> list[Part]:
    """Return every text of a version in order; texts that nobody wrote in any language are left out."""
    return [part for part in _every_part(version) if part.is_written]


def _every_part(version: Version) -> Iterator[Part]:
    for number, section in enumerate(version.sections.prefetch_related("questions"), start=1):
        at = f"section.{section.key}"
        yield Part(f"{at}.title", str(number), _("Title"), section.title, section)
        yield Part(f"{at}.text", str(number), _("Introduction"), section.text, section)
        for order, question in enumerate(section.questions.all(), start=1):
            yield from _of_question(question, f"{number}.{order}")


def _of_question(question: Question, number: str) -> Iterator[Part]:
    yield Part(f"{question.key}.text", number, _("Question"), question.text, question)
    yield Part(f"{question.key}.hint", number, _("Hint"), question.hint, question)
    yield Part(f"{question.key}.unit", number, _("Unit"), question.unit, question)
    word = _("Level %(number)s") if question.kind == Kind.MATURITY else _("Choice %(number)s")
    for place, option in enumerate(question.options):
        shown = place if question.kind == Kind.MATURITY else place + 1
        yield Part(
            f"{question.key}.options.{option['key']}", number, word % {"number": shown}, option["texts"], question
        )
