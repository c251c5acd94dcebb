"""Keeps the stored scores: computes again what changed, and nothing else."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from functools import cache

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from capacities.capacity.map.models import Scores, is_stale
from capacities.capacity.rounds.models import Assessment, Round
from capacities.capacity.rounds.queries import scores_of
from capacities.facts import topics

METHOD = 1  # grows when engines.maturity scores in another way


@cache
def recipe() -> str:
    """Return what stands for the way scores are made: the method and which topic lies below which."""
    parents = {topic.id: topic.parent for topic in topics.topics().values()}
    return hashlib.sha256(json.dumps([METHOD, parents], sort_keys=True).encode()).hexdigest()[:12]


def refresh_scores(assessment: Assessment) -> None:
    """Compute the scores of one assessment again if something changed."""
    _refresh(Scores.objects.filter(pk=assessment.pk))


def refresh_rounds(rounds: Iterable[int]) -> None:
    """Compute the scores of all assessments of these rounds (by id) again in which something changed."""
    _refresh(Scores.objects.filter(assessment__round__in=list(rounds)))


@transaction.atomic
def _refresh(rows: QuerySet[Scores]) -> None:
    """Compute again what is stale. What somebody is just changing is left for the next time."""
    stale = list(rows.filter(is_stale(recipe())).order_by("pk").select_for_update(skip_locked=True))
    by_round: dict[int, list[Assessment]] = {}
    for one in Assessment.objects.filter(pk__in=[row.pk for row in stale]):
        by_round.setdefault(one.round_id, []).append(one)
    found = {}
    for round in Round.objects.filter(pk__in=by_round).select_related("version"):
        found.update(scores_of(round, by_round[round.pk]))
    now = timezone.now()
    for row in stale:
        scores = found.get(row.pk, {})
        row.by_topic = {topic: [one.share, one.answered, one.asked] for topic, one in scores.items()}
        row.computed, row.recipe, row.computed_at = row.change, recipe(), now
    # The rows are there and locked; one statement that meets them is far quicker than an update of each.
    Scores.objects.bulk_create(
        stale,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["assessment"],
        update_fields=["by_topic", "computed", "recipe", "computed_at"],
    )
