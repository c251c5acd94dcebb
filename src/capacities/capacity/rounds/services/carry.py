"""Answers carried over from the last round: by respondent and key of the question, to be confirmed or changed."""

from __future__ import annotations

from collections.abc import Iterable

from capacities.capacity.questionnaires.models import Kind, Question
from capacities.capacity.rounds.models import Answer, Assessment, AssessmentState, Round
from capacities.capacity.rounds.values import EMPTY, fits


def carry_over(round: Round, assessments: Iterable[Assessment]) -> int:
    """Copy the last round's answers that still fit into assessments that lack them; return how many.

    Whoever calls has asked for the permission and holds the transaction. Files stay where they were given.
    """
    rows = list(assessments)
    if round.previous_id is None or not rows:
        return 0
    before = {
        (one.country, one.place_id): one
        for one in Assessment.objects.filter(round=round.previous_id).exclude(state=AssessmentState.WITHDRAWN)
    }
    questions = {question.key: question for question in Question.objects.filter(section__version=round.version)}
    pairs = {before[key].pk: row for row in rows if (key := (row.country, row.place_id)) in before}
    known = set(Answer.objects.filter(assessment__in=rows).values_list("assessment_id", "question_key"))
    made = []
    for old in Answer.objects.filter(assessment__in=list(pairs), question_key__in=questions):
        target, question = pairs[old.assessment_id], questions[old.question_key]
        if (target.pk, old.question_key) in known or question.kind == Kind.FILE:
            continue
        if old.value in EMPTY or not fits(question, old.value):
            continue
        made.append(
            Answer(
                assessment=target,
                question_key=old.question_key,
                value=old.value,
                comment=old.comment,
                is_carried=True,
                changed_by=old.changed_by,
                changed_at=old.changed_at,
            )
        )
    Answer.objects.bulk_create(made)
    for old_id, row in pairs.items():
        row.carried_from_id = old_id
    Assessment.objects.bulk_update(pairs.values(), ["carried_from"])
    return len(made)
