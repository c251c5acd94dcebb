"""Questions of a section as a page shows them: choices with what is chosen, files, remarks, what was wrong, clashes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from capacities.capacity.questionnaires.models import Kind
from capacities.capacity.rounds.models import Answer, Assessment, Evidence, Remark
from capacities.capacity.rounds.sheet import Item, SectionSheet
from capacities.capacity.rounds.values import EMPTY, level_numbers, number_text, told_value
from capacities.engines.maturity import NOT_APPLICABLE


@dataclass(frozen=True)
class Choice:
    """A choice to tick: its key, text and, for a level, its number."""

    key: str
    text: Any
    number: str = ""
    is_chosen: bool = False


@dataclass(frozen=True)
class Clash:
    """A field that two people changed: what is stored, what was typed, by whom and when."""

    field: str
    theirs: str
    mine: str
    answer: Answer


@dataclass
class Row:
    """A question with all that is shown beside it. ``typed`` and ``comment`` are what its fields hold."""

    item: Item
    typed: Sequence[str]
    comment: str
    evidence: Sequence[Evidence] = ()
    remarks: Sequence[Remark] = ()
    problem: str = ""
    clashes: list[Clash] = field(default_factory=list)

    @property
    def key(self) -> str:
        """Return the key of the question."""
        return self.item.question.key

    @property
    def kind(self) -> str:
        """Return how it is answered: choices, number, text or file."""
        kind = self.item.question.kind
        return "choices" if kind in (Kind.MATURITY, Kind.SINGLE, Kind.MULTIPLE) else str(kind)

    @property
    def is_multiple(self) -> bool:
        """Return whether several choices can be ticked."""
        return bool(self.item.question.kind == Kind.MULTIPLE)

    @property
    def is_not_applicable(self) -> bool:
        """Return whether "not applicable" is chosen."""
        return NOT_APPLICABLE in self.typed

    @property
    def first(self) -> str:
        """Return what a field of one line or text holds."""
        return "" if self.is_not_applicable or not self.typed else self.typed[0]

    @property
    def choices(self) -> list[Choice]:
        """Return the choices in order."""
        question = self.item.question
        numbers = level_numbers(question)
        return [
            Choice(
                option["key"],
                question.option_text(option["key"]),
                numbers.get(option["key"], ""),
                option["key"] in self.typed,
            )
            for option in question.options
        ]

    @property
    def limits(self) -> str:
        """Say which numbers or how long a text fits, or nothing."""
        question = self.item.question
        least, most = question.least, question.most
        if question.kind == Kind.TEXT and question.longest:
            return _("At most %(count)s characters.") % {"count": question.longest}
        if question.kind != Kind.NUMBER or (least is None and most is None):
            return ""
        if least is not None and most is not None:
            return _("From %(least)s to %(most)s.") % {"least": number_text(least), "most": number_text(most)}
        if least is not None:
            return _("%(least)s or more.") % {"least": number_text(least)}
        assert most is not None
        return _("%(most)s or less.") % {"most": number_text(most)}

    @property
    def open_remarks(self) -> int:
        """Return how many remarks wait to be settled."""
        return sum(remark.settled_at is None for remark in self.remarks)


def rows_of(assessment: Assessment, part: SectionSheet) -> list[Row]:
    """Return the questions of a section with their files and remarks; two queries."""
    keys = [item.question.key for item in part.items]
    evidence: dict[str, list[Evidence]] = {key: [] for key in keys}
    remarks: dict[str, list[Remark]] = {key: [] for key in keys}
    files = assessment.evidence.filter(question_key__in=keys, removed_at=None)
    for file in files.select_related("file"):
        evidence[file.question_key].append(file)
    for remark in assessment.remarks.filter(question_key__in=keys).select_related("by"):
        remarks[remark.question_key].append(remark)
    return [
        Row(item, typed_of(item.value), item.comment, evidence[item.question.key], remarks[item.question.key])
        for item in part.items
    ]


def typed_of(value: Any) -> list[str]:
    """Return a value as the fields of a form hold it."""
    if value in EMPTY:
        return []
    if isinstance(value, int | float) and not isinstance(value, bool):
        return [number_text(value)]
    return [str(part) for part in value] if isinstance(value, list) else [str(value)]


def clashes_of(item: Item, answer: Answer, names: Sequence[str], mine: Mapping[str, Any]) -> list[Clash]:
    """Return what two people changed, in words."""
    found = []
    for name in names:
        stored = getattr(answer, name)
        if name == "value":
            found.append(Clash(name, told_value(item.question, stored), told_value(item.question, mine[name]), answer))
        else:
            found.append(Clash(name, stored, mine[name], answer))
    return found
