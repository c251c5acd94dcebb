"""What changed between two rounds of one respondent: question by question, and in the scores of topics."""

from __future__ import annotations

from dataclasses import dataclass

from capacities.capacity.questionnaires.models import Question
from capacities.capacity.rounds.models import Assessment, AssessmentState
from capacities.capacity.rounds.queries import scores_of
from capacities.capacity.rounds.sheet import Item, Sheet, questions_of, sheets_of
from capacities.core.topics import topic_name
from capacities.facts import topics


@dataclass(frozen=True)
class QuestionChange:
    """A question then and now, in words; ``is_new`` where the last round did not ask it."""

    question: Question
    then: str
    now: str
    is_new: bool
    is_open: bool  # carried over and not yet confirmed

    @property
    def has_changed(self) -> bool:
        """Return whether the two differ."""
        return self.then != self.now


@dataclass(frozen=True)
class TopicChange:
    """The score of a topic then and now, from 0 to 1, None where nothing was answered."""

    name: str
    then: float | None
    now: float | None

    @property
    def then_points(self) -> int | None:
        """Return the earlier score from 0 to 100."""
        return None if self.then is None else round(100 * self.then)

    @property
    def now_points(self) -> int | None:
        """Return the present score from 0 to 100."""
        return None if self.now is None else round(100 * self.now)

    @property
    def step_points(self) -> int | None:
        """Return by how many points, as shown, it grew."""
        if self.then_points is None or self.now_points is None:
            return None
        return self.now_points - self.then_points


@dataclass(frozen=True)
class Change:
    """All that changed since the last round."""

    before: Assessment
    questions: list[QuestionChange]
    gone: list[tuple[Question, str]]  # asked then, no longer now, with the answer
    topics: list[TopicChange]


def assessment_before(assessment: Assessment) -> Assessment | None:
    """Return the same respondent's assessment in the round before, unless it left that round."""
    if assessment.round.previous_id is None:
        return None
    rows = Assessment.objects.filter(round=assessment.round.previous_id, round__removed_at=None)
    rows = rows.filter(country=assessment.country, place=assessment.place_id)
    return rows.exclude(state=AssessmentState.WITHDRAWN).select_related("round__version", "place").first()


def change_since_last_round(assessment: Assessment) -> Change | None:
    """Compare with the round before; None where there is none. Whoever calls has asked who reads."""
    before = assessment_before(assessment)
    if before is None:
        return None
    then, now = _sheet(before), _sheet(assessment)
    rows = [_row(item, then.items.get(key)) for key, item in now.items.items() if item.asked]
    gone = [(item.question, item.told) for key, item in then.items.items() if key not in now.items and item.is_answered]
    return Change(before, rows, gone, _topics(before, assessment))


def _sheet(assessment: Assessment) -> Sheet:
    return sheets_of(questions_of(assessment.round.version), [assessment])[assessment.pk]


def _row(item: Item, old: Item | None) -> QuestionChange:
    then = old.told if old is not None else ""
    return QuestionChange(item.question, then, item.told, old is None, item.is_carried)


def _topics(before: Assessment, assessment: Assessment) -> list[TopicChange]:
    then = scores_of(before.round, [before])[before.pk]
    now = scores_of(assessment.round, [assessment])[assessment.pk]
    found = [id for id in topics.topics() if id in then or id in now]
    return [
        TopicChange(topic_name(id), then[id].share if id in then else None, now[id].share if id in now else None)
        for id in found
        if not topics.topics()[id].parent
    ]
