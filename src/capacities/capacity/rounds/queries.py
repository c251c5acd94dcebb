"""Reads of rounds and assessments. Every function takes the asker first and filters by what that person may see."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from capacities.capacity.questionnaires.models import Question, State, Version
from capacities.capacity.rounds.models import Answer, Assessment, AssessmentState, Privacy, Round, RoundState
from capacities.capacity.rounds.values import fits
from capacities.core.people.queries import active_grants, countries_of_hub_team, holds
from capacities.core.people.roles import parse_scope
from capacities.core.permissions import may
from capacities.core.removal import KEPT_FOR
from capacities.engines import maturity
from capacities.facts import topics

if TYPE_CHECKING:
    from capacities.core.people.queries import Asker


def rounds_visible_to(by: Asker) -> QuerySet[Round]:
    """Return rounds; drafts only to those who hold them."""
    rows = Round.objects.filter(removed_at=None).select_related("version__template")
    if holds(by, "steward"):
        return rows
    kept = Q(countries__overlap=list(countries_of_hub_team(by)))
    if holds(by, "european_team"):
        kept |= Q(countries=[])
    return rows.filter(kept | ~Q(state=RoundState.DRAFT))


def assessments_visible_to(by: Asker, round: Round, own: Collection[int] | None = None) -> QuerySet[Assessment]:
    """Return the assessments of a round whose answers and scores a person may read.

    These are: one's own, and all of them for those who hold the round, in whatever state; of the others only what is
    signed off: public ones, and for whoever takes part in the round those open to the group. Assessments that left
    the round are not among them. ``own`` are one's own of this round, where they were read already.
    """
    rows = round.assessments.exclude(state=AssessmentState.WITHDRAWN).select_related("place__country", "round")
    if may(by, "capacity.keep", round):
        return rows
    own = own_assessments(by, round) if own is None else own
    shared = [Privacy.PUBLIC, Privacy.GROUP] if own else [Privacy.PUBLIC]
    return rows.filter(Q(pk__in=own) | Q(privacy__in=shared, state=AssessmentState.SIGNED_OFF))


def own_assessments(by: Asker, round: Round) -> list[int]:
    """Return the ids of the assessments that a person answers, leads or was invited to."""
    return own_by_round(by, [round]).get(round.pk, [])


def own_by_round(by: Asker, rounds: Iterable[Round]) -> dict[int, list[int]]:
    """Return ``own_assessments`` of several rounds, by the id of the round; one query, and none for a visitor."""
    found: dict[int, list[int]] = {}
    if by.is_authenticated:
        rows = Assessment.objects.filter(_mine(by), round__in=rounds).order_by("pk")
        for pk, round_id in rows.values_list("pk", "round_id").distinct():
            found.setdefault(round_id, []).append(pk)
    return found


def _mine(by: Asker) -> Q:
    mine = Q(participants__person=by, participants__removed_at=None)
    mine |= Q(place=None, country__in=countries_of_hub_team(by))
    for role, key in active_grants(by):
        if role != "city_team":
            continue
        country, _slash, slug = parse_scope(key).id.partition("/")
        mine |= Q(place__country=country.upper(), place__slug=slug)
    return mine


def my_assessments(by: Asker) -> QuerySet[Assessment]:
    """Return the assessments that a person answers, leads or was invited to, in rounds that were opened."""
    if not by.is_authenticated:
        return Assessment.objects.none()
    rows = Assessment.objects.filter(_mine(by), round__removed_at=None).exclude(round__state=RoundState.DRAFT)
    ids = rows.values_list("pk", flat=True).distinct()
    found = Assessment.objects.filter(pk__in=list(ids)).select_related("place", "round__version")
    return found.order_by("-round__opens_at", "-round_id", "country", "place__name")


def removed_rounds(by: Asker) -> list[Round]:
    """Return the removed rounds that a person may bring back, latest first."""
    if not by.is_authenticated or not may(by, "capacity.make"):
        return []
    gone = Round.objects.filter(removed_at__gte=timezone.now() - KEPT_FOR).order_by("-removed_at")
    return [round for round in gone if may(by, "capacity.keep", round)]


def rounds_held_by(by: Asker) -> QuerySet[Round]:
    """Return the rounds that a person holds; only such a one can be the round before another."""
    held = [round.pk for round in rounds_visible_to(by) if may(by, "capacity.keep", round)]
    return Round.objects.filter(pk__in=held).select_related("version__template")


def versions_for(by: Asker) -> QuerySet[Version]:
    """Return the published versions on which a person may build a round: Europe's, and those of their countries."""
    rows = Version.objects.filter(state=State.PUBLISHED, template__removed_at=None).select_related("template")
    if holds(by, "steward") or holds(by, "european_team"):
        return rows
    return rows.filter(Q(template__countries=[]) | Q(template__countries__overlap=list(countries_of_hub_team(by))))


def versions_to_move_to(round: Round) -> QuerySet[Version]:
    """Return the other versions of a round's template that were published."""
    rows = Version.objects.filter(template=round.version.template_id).exclude(state=State.DRAFT)
    return rows.exclude(pk=round.version_id).select_related("template").order_by("-number")


def scored_questions(version: Version) -> list[maturity.Question]:
    """Return the questions of a version as the engine needs them, in order."""
    rows = Question.objects.filter(section__version=version).select_related("section")
    return [question.scored() for question in rows]


def answers_of(assessments: Iterable[Assessment]) -> dict[int, dict[str, Any]]:
    """Return the answers by assessment and key of the question; those carried over count as answers."""
    ids = [assessment.pk for assessment in assessments]
    found: dict[int, dict[str, Any]] = {id: {} for id in ids}
    for id, key, value in Answer.objects.filter(assessment__in=ids).values_list(
        "assessment_id", "question_key", "value"
    ):
        found[id][key] = value
    return found


def scores_of(round: Round, assessments: Iterable[Assessment]) -> dict[int, dict[str, maturity.TopicScore]]:
    """Return the scores by assessment and topic, lower and upper topics both.

    Answers that the round's version of the template does not take stay aside.
    """
    rows = {row.key: row for row in Question.objects.filter(section__version=round.version)}
    questions = [row.scored() for row in rows.values()]
    return {
        id: maturity.topic_scores(questions, fitting(rows, answers), upper_topics())
        for id, answers in answers_of(assessments).items()
    }


def fitting(questions: Mapping[str, Question], answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers that fit the questions, by key."""
    return {key: value for key, value in answers.items() if key in questions and fits(questions[key], value)}


def upper_topics() -> dict[str, str]:
    """Return the upper topic of each lower one."""
    return {topic.id: topic.parent for topic in topics.topics().values() if topic.parent}
