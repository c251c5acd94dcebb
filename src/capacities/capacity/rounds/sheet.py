"""An assessment as its team sees it: sections, questions that are asked, answers, what is still to do.

It shows what is there and decides nothing; whoever builds one has asked whether the reader may see it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from capacities.capacity.questionnaires.models import Question, Section, Version
from capacities.capacity.rounds.models import Answer, Assessment
from capacities.capacity.rounds.values import EMPTY, digest, fits, told_value
from capacities.engines import maturity


@dataclass
class Item:
    """A question with its answer. ``asked`` says whether its condition holds with the answers so far."""

    question: Question
    answer: Answer | None
    asked: bool = True

    @property
    def value(self) -> Any:
        """Return the answer that counts; one that the question does not take stays aside."""
        return None if self.answer is None or self.is_aside else self.answer.value

    @property
    def comment(self) -> str:
        """Return the comment."""
        return self.answer.comment if self.answer else ""

    @cached_property
    def is_aside(self) -> bool:
        """Return whether there is an answer that this version of the question does not take."""
        return self.answer is not None and not fits(self.question, self.answer.value)

    @property
    def is_answered(self) -> bool:
        """Return whether something is answered."""
        return self.value not in EMPTY

    @property
    def lacks_reason(self) -> bool:
        """Return whether "not applicable" stands without a reason."""
        return bool(self.value == maturity.NOT_APPLICABLE and not self.comment.strip())

    @property
    def is_carried(self) -> bool:
        """Return whether the answer comes from the last round and nobody has confirmed it."""
        return self.is_answered and self.answer is not None and self.answer.is_carried

    @property
    def is_to_do(self) -> bool:
        """Return whether something has to be done here before the assessment can be reviewed."""
        if not self.asked:
            return False
        return self.is_carried or self.lacks_reason or (self.question.is_required and not self.is_answered)

    @property
    def told(self) -> str:
        """Return the answer in words."""
        return told_value(self.question, self.value)

    @property
    def seen(self) -> dict[str, str]:
        """Return the marks of value and comment that a page sends back, to notice a change by somebody else."""
        return {"value": digest(self.answer.value if self.answer else None), "comment": digest(self.comment)}


@dataclass
class SectionSheet:
    """A section with its questions."""

    section: Section
    items: list[Item] = field(default_factory=list)

    @property
    def asked(self) -> list[Item]:
        """Return the questions that are asked."""
        return [item for item in self.items if item.asked]

    @property
    def answered_count(self) -> int:
        """Return how many of the asked questions have an answer."""
        return sum(item.is_answered for item in self.asked)

    @property
    def carried(self) -> list[Item]:
        """Return the questions whose answer waits to be confirmed."""
        return [item for item in self.asked if item.is_carried]

    @property
    def state(self) -> str:
        """Return how far it is, as the mark of states knows it: ready, draft, empty, or none where nothing is asked."""
        if not self.asked:
            return "none"
        if not any(item.is_answered for item in self.asked):
            return "empty"
        return "draft" if any(item.is_to_do for item in self.asked) else "ready"


@dataclass
class Sheet:
    """All sections of an assessment."""

    assessment: Assessment
    sections: list[SectionSheet]

    @cached_property
    def items(self) -> dict[str, Item]:
        """Return all questions by key."""
        return {item.question.key: item for part in self.sections for item in part.items}

    @property
    def to_do(self) -> list[tuple[SectionSheet, Item]]:
        """Return what has to be done before the assessment can be reviewed."""
        return [(part, item) for part in self.sections for item in part.items if item.is_to_do]

    @property
    def carried_count(self) -> int:
        """Return how many answers wait to be confirmed."""
        return sum(len(part.carried) for part in self.sections)

    @property
    def counts(self) -> dict[str, int]:
        """Return how many sections are ready, draft and empty; those in which nothing is asked are not counted."""
        states = [part.state for part in self.sections]
        return {state: states.count(state) for state in ("ready", "draft", "empty")}

    @property
    def changed_at(self) -> datetime | None:
        """Return when an answer was changed last by somebody."""
        moments = [item.answer.changed_at for item in self.items.values() if item.answer and not item.answer.is_carried]
        return max(moments, default=None)

    def hidden_keys(self) -> list[str]:
        """Return the questions that are not asked."""
        return [key for key, item in self.items.items() if not item.asked]


@dataclass(frozen=True)
class Questions:
    """Sections and questions of a version, read once for many assessments."""

    sections: Sequence[Section]
    by_section: Mapping[int, Sequence[Question]]

    @cached_property
    def scored(self) -> dict[str, maturity.Question]:
        """Return the questions as the engine needs them, by key."""
        return {q.key: q.scored() for rows in self.by_section.values() for q in rows}


def questions_of(version: Version) -> Questions:
    """Return sections and questions of a version, in order."""
    sections = list(Section.objects.filter(version=version))
    rows: dict[int, list[Question]] = {section.pk: [] for section in sections}
    for question in Question.objects.filter(section__version=version).select_related("section"):
        rows[question.section_id].append(question)
    return Questions(sections, rows)


def sheets_of(questions: Questions, assessments: Iterable[Assessment]) -> dict[int, Sheet]:
    """Return the sheets of some assessments of one version, by id, with one query for all answers."""
    found = {assessment.pk: assessment for assessment in assessments}
    answers: dict[int, dict[str, Answer]] = {id: {} for id in found}
    for answer in Answer.objects.filter(assessment__in=list(found)).select_related("changed_by"):
        answers[answer.assessment_id][answer.question_key] = answer
    return {id: _sheet(questions, assessment, answers[id]) for id, assessment in found.items()}


def sheet_of(assessment: Assessment) -> Sheet:
    """Return the sheet of one assessment."""
    questions = questions_of(assessment.round.version)
    return sheets_of(questions, [assessment])[assessment.pk]


def _sheet(questions: Questions, assessment: Assessment, answers: Mapping[str, Answer]) -> Sheet:
    parts = [
        SectionSheet(
            section, [Item(question, answers.get(question.key)) for question in questions.by_section[section.pk]]
        )
        for section in questions.sections
    ]
    sheet = Sheet(assessment, parts)
    values = {key: item.value for key, item in sheet.items.items()}
    for key, item in sheet.items.items():
        item.asked = maturity.applies(questions.scored[key], questions.scored, values)
    return sheet
