"""From answers of a self-assessment to scores by topic: which questions apply, what share each answer reaches.

A score is a share from 0 (nothing is there) to 1 (the highest described level). A question without an answer says
nothing: it never counts as zero, and each score says how much of its weight was answered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

MATURITY, SINGLE, MULTIPLE, NUMBER, TEXT, FILE = "maturity", "single", "multiple", "number", "text", "file"
KINDS = (MATURITY, SINGLE, MULTIPLE, NUMBER, TEXT, FILE)
# What somebody answers to a question that does not concern them; it takes the question out of every score.
NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Condition:
    """When a question is asked: another question was answered with one of these options, or with at least a number."""

    question: str
    any_of: frozenset[str] = frozenset()
    at_least: float | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What the scores need to know of a question.

    ``options`` maps the key of each option to its score from 0 to 1 (None: it says nothing of maturity). The levels
    of a maturity scale are options as well. A number is scored linearly from ``low`` (0) to ``high`` (1); ``low`` may
    be the larger of the two. Without both, and for texts and files, a question has no score.
    """

    key: str
    kind: str
    topics: tuple[str, ...] = ()
    weight: float = 1.0
    options: Mapping[str, float | None] = field(default_factory=dict)
    low: float | None = None
    high: float | None = None
    condition: Condition | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"question {self.key!r}: kind {self.kind!r} is not one of {', '.join(KINDS)}")
        if not self.weight >= 0:
            raise ValueError(f"question {self.key!r}: weight {self.weight} must be 0 or more")

    @property
    def is_scored(self) -> bool:
        """Return whether an answer to it can count in a score."""
        if self.kind == NUMBER:
            return self.weight > 0 and self.low is not None and self.high is not None and self.low != self.high
        return self.weight > 0 and any(score is not None for score in self.options.values())


@dataclass(frozen=True, slots=True)
class TopicScore:
    """The score of a topic: ``share`` from 0 to 1, None when nothing was answered, and how much of it was answered."""

    share: float | None
    answered: int
    asked: int


def applies(question: Question, questions: Mapping[str, Question], answers: Mapping[str, Any]) -> bool:
    """Return whether a question is asked, given the answers so far.

    A question whose condition names one that is itself not asked is not asked either. ``questions`` is by key. A
    condition on a question that is not there is ignored. Raises ValueError when conditions turn in a circle.
    """
    seen: set[str] = set()
    one: Question | None = question
    while one is not None and one.condition is not None:
        if one.key in seen:
            raise ValueError(f"the conditions of question {question.key!r} turn in a circle")
        seen.add(one.key)
        on = questions.get(one.condition.question)
        if on is not None and not _holds(one.condition, answers.get(on.key)):
            return False
        one = on
    return True


def share(question: Question, answer: Any) -> float | None:
    """Return how far an answer reaches, from 0 to 1; None for no answer, "not applicable" and unscored questions.

    Answers are: the key of an option (maturity, single), a list of keys (multiple: their scores are added, up to 1),
    a number, a text or the ids of files. Raises ValueError for an answer outside the question's scale.
    """
    if answer in (None, "", [], NOT_APPLICABLE):
        return None
    if question.kind == NUMBER:
        if isinstance(answer, bool) or not isinstance(answer, int | float):
            raise ValueError(f"question {question.key!r} takes a number, not {answer!r}")
        if not question.is_scored or question.low is None or question.high is None:
            return None
        return min(1.0, max(0.0, (answer - question.low) / (question.high - question.low)))
    if question.kind in (TEXT, FILE):
        return None
    chosen = answer if question.kind == MULTIPLE else [answer]
    for key in chosen:
        if key not in question.options:
            raise ValueError(f"question {question.key!r} has no option {key!r}")
    scores = [score for score in (question.options[key] for key in chosen) if score is not None]
    return min(1.0, sum(scores)) if scores else None


def topic_scores(
    questions: Sequence[Question], answers: Mapping[str, Any], upper: Mapping[str, str] | None = None
) -> dict[str, TopicScore]:
    """Return the score of each topic: the mean of its answers' shares, weighed by the questions' weights.

    ``answers`` is by key of the question; ``upper`` maps a lower topic to the one above it, which then gets the
    scores of all questions of its lower topics as well (each question once). Only questions that are asked and
    scored count; "not applicable" takes a question out.
    """
    by_key = {question.key: question for question in questions}
    total: dict[str, float] = {}
    weights: dict[str, float] = {}
    counts: dict[str, list[int]] = {}
    for question in questions:
        if not question.is_scored or not applies(question, by_key, answers):
            continue
        if answers.get(question.key) == NOT_APPLICABLE:
            continue
        reached = share(question, answers.get(question.key))
        for topic in dict.fromkeys((*question.topics, *_above(question.topics, upper or {}))):
            count = counts.setdefault(topic, [0, 0])
            count[1] += 1
            if reached is not None:
                count[0] += 1
                total[topic] = total.get(topic, 0.0) + question.weight * reached
                weights[topic] = weights.get(topic, 0.0) + question.weight
    return {
        topic: TopicScore(total[topic] / weights[topic] if answered else None, answered, asked)
        for topic, (answered, asked) in counts.items()
    }


def _above(topics: Sequence[str], upper: Mapping[str, str]) -> list[str]:
    return [upper[topic] for topic in topics if upper.get(topic)]


def _holds(condition: Condition, answer: Any) -> bool:
    if answer in (None, "", [], NOT_APPLICABLE):
        return False
    if condition.at_least is not None:
        return isinstance(answer, int | float) and answer >= condition.at_least
    given = answer if isinstance(answer, list) else [answer]
    return any(key in condition.any_of for key in given)
