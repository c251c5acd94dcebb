"""What stands behind a score: questions, answers and weights; and which answers changed since the last round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from capacities.capacity.map.heat import NOTHING, points
from capacities.capacity.map.profile import Profile
from capacities.capacity.map.seen import Seen
from capacities.capacity.questionnaires.models import Question
from capacities.capacity.rounds.models import Answer
from capacities.core.texts import told_in
from capacities.core.topics import with_lower
from capacities.engines import maturity


@dataclass(frozen=True, slots=True)
class Reason:
    """A question that counts in a score; ``share`` is None where it was not answered or does not apply.

    ``before`` is the answer of the round before, None where there is none or the reader does not see it.
    """

    question: Question
    answer: str
    share: float | None
    weight: float
    is_carried: bool
    before: str | None = None

    @property
    def points(self) -> str:
        """Return what the answer is worth, from 0 to 100."""
        return points(self.share)


@dataclass(frozen=True, slots=True)
class Change:
    """A question that was answered in another way than in the round before."""

    question: Question
    before: str
    now: str


def reasons_of(profile: Profile, topic: str) -> list[Reason]:
    """Return the questions behind a score, in their order; none where the reader may not see it."""
    if not profile.is_seen:
        return []
    questions = _questions(profile.seen)
    engine = {question.key: question.scored() for question in questions}
    rows = {one.question_key: one for one in Answer.objects.filter(assessment=profile.respondent.assessment)}
    answers = {key: one.value for key, one in rows.items()}
    wanted = set(with_lower(topic))
    before = _answers_before(profile)
    found = []
    for question in questions:
        scored = engine[question.key]
        if not wanted & set(question.topics) or not scored.is_scored or not maturity.applies(scored, engine, answers):
            continue
        share = _share(scored, answers.get(question.key))
        carried = question.key in rows and rows[question.key].is_carried
        was = shown(question, before[question.key]) if question.key in before else None
        found.append(Reason(question, shown(question, answers.get(question.key)), share, scored.weight, carried, was))
    return found


def changes_of(profile: Profile) -> list[Change]:
    """Return the scored questions whose answer differs from the round before, as far as the reader sees both."""
    before = _answers_before(profile)
    if not before:
        return []
    now = dict(
        Answer.objects.filter(assessment=profile.respondent.assessment).values_list("question_key", "value")
    )  # fmt: skip
    return [
        Change(question, shown(question, before[question.key]), shown(question, now.get(question.key)))
        for question in _questions(profile.seen)
        if question.key in before and before[question.key] != now.get(question.key) and question.scored().is_scored
    ]


def _answers_before(profile: Profile) -> dict[str, Any]:
    """Return the answers of the round before by key; none where the reader does not see both."""
    if len(profile.series) < 2 or not profile.is_seen:
        return {}
    seen = profile.series[-2]
    row = seen.data.row(profile.respondent.country, profile.respondent.slug)
    if row is None or not seen.rows[row]:
        return {}
    rows = Answer.objects.filter(assessment=seen.data.respondents[row].assessment)
    return dict(rows.values_list("question_key", "value"))


def shown(question: Question, value: Any) -> str:
    """Return an answer in words."""
    if value in (None, "", []):
        return NOTHING
    if value == maturity.NOT_APPLICABLE:
        return _("not applicable")
    if isinstance(value, list):
        return "; ".join(str(question.option_text(str(key))) for key in value)
    if question.kind == maturity.NUMBER:
        return f"{value} {_unit(question.unit)}".strip()
    return str(question.option_text(value))


def _share(question: maturity.Question, value: Any) -> float | None:
    """Return what an answer is worth; nothing for one that this version of the question does not take."""
    try:
        return maturity.share(question, value)
    except ValueError:
        return None


def _unit(texts: Mapping[str, str]) -> str:
    return told_in(texts).text


def _questions(seen: Seen) -> list[Question]:
    rows = Question.objects.filter(section__version=seen.round.version_id)
    return list(rows.order_by("section__order", "order", "pk"))
