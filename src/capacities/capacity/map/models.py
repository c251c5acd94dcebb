"""Stored scores of each assessment. The database itself notes what changed (see the migration), so none goes stale."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from capacities.capacity.rounds.models import Assessment


class Scores(models.Model):
    """The scores of one assessment: ``by_topic`` holds ``[share or null, answered, asked]`` for each topic.

    ``change`` grows with every change of the assessment, its answers, its needs and offers or its questions; the
    row is made with the assessment. Not audited: all of it can be computed again. ``computed`` is the change that the
    scores know of, ``recipe`` how they were made.
    """

    assessment = models.OneToOneField(Assessment, on_delete=models.CASCADE, primary_key=True, related_name="+")
    change = models.BigIntegerField(editable=False)
    computed = models.BigIntegerField(db_default=0, editable=False)
    recipe = models.CharField(max_length=12, db_default="", editable=False)
    by_topic = models.JSONField(db_default={}, editable=False)
    computed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("scores of a self-assessment")
        verbose_name_plural = _("scores of self-assessments")

    def __str__(self) -> str:
        return str(self.assessment_id)


def is_stale(recipe: str) -> Q:
    """Return the condition under which stored scores have to be computed again."""
    return ~Q(computed=F("change")) | ~Q(recipe=recipe)
