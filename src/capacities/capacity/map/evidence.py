"""What stands behind a score: questions, answers, weights and the version; and which answers changed since last time."""

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
    """A question that counts in a score; ``share`` is None where it was not answered or does not apply."""

    question: Question
    answer: str
    share: float | None
    weight: float
    is_carried: bool

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
    found = []
    for question in questions:
        scored = engine[question.key]
        if not wanted & set(question.topics) or not scored.is_scored or not maturity.applies(scored, engine, answers):
            continue
        share = maturity.share(scored, answers.get(question.key))
        carried = question.key in rows and rows[question.key].is_carried
        found.append(Reason(question, shown(question, answers.get(question.key)), share, scored.weight, carried))
    return found


def changes_of(profile: Profile) -> list[Change]:
    """Return the scored questions whose answer differs from the round before, as far as the reader sees both."""
    if len(profile.series) < 2 or not profile.is_seen:
        return []
    before = profile.series[-2]
    row = before.data.row(profile.respondent.country, profile.respondent.slug)
    if row is None or not before.rows[row]:
        return []
    now, then = profile.respondent.assessment, before.data.respondents[row].assessment
    answers: dict[int, dict[str, Any]] = {now: {}, then: {}}
    for id, key, value in Answer.objects.filter(assessment__in=answers).values_list(
        "assessment", "question_key", "value"
    ):
        answers[id][key] = value
    old = {question.key: question for question in _questions(before)}
    found = []
    for question in _questions(profile.seen):
        was, is_now = answers[then].get(question.key), answers[now].get(question.key)
        if question.key in old and was != is_now and question.scored().is_scored:
            found.append(Change(question, shown(old[question.key], was), shown(question, is_now)))
    return found


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


def _unit(texts: Mapping[str, str]) -> str:
    return told_in(texts).text


def _questions(seen: Seen) -> list[Question]:
    rows = Question.objects.filter(section__version=seen.round.version_id)
    return list(rows.order_by("section__order", "order", "pk"))
